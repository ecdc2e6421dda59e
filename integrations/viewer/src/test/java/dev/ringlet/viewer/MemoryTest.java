// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * The heap stays flat once the store is full. {@code -Dringlet.viewer.load.seconds=3600} sends
 * 1,000 spans a second for an hour; without it as many as fit are sent as fast as possible.
 */
class MemoryTest {
  private static final int SPANS_PER_REQUEST = 100;
  private static final int MAX_SPANS = 20_000;
  private static final long SECOND_NANOS = 1_000_000_000;
  private static final int ROUNDS = 6;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @Test
  void theHeapIsFlatOnceTheStoreIsFull() throws Exception {
    int seconds = Integer.getInteger("ringlet.viewer.load.seconds", 0);
    try (Viewer viewer =
        Viewer.builder().setPort(0).setMaxSpans(MAX_SPANS).setMaxBytes(64 << 20).build()) {
      LiveLoad load = new LiveLoad();
      List<Long> retained = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        int spans = seconds == 0 ? 2 * MAX_SPANS : seconds * 1_000 / ROUNDS;
        send(viewer, load, spans, seconds != 0);
        assertThat(query(viewer)).contains("\"traceCount\":" + MAX_SPANS / 10);
        retained.add(retainedBytes());
      }
      System.out.println("retained heap after each round, bytes: " + retained);

      // what one collection finds also has buffers of requests; a leak raises the least as well
      long before = Collections.min(retained.subList(0, ROUNDS / 2));
      long after = Collections.min(retained.subList(ROUNDS / 2, ROUNDS));
      assertThat(after - before).as("growth of %s", retained).isLessThan(2 << 20);
      assertThat(retained).allMatch(bytes -> bytes < 64 << 20);
    }
  }

  private static void send(Viewer viewer, LiveLoad load, int spans, boolean paced) {
    long begin = System.nanoTime();
    for (int sent = 0; sent < spans; sent += SPANS_PER_REQUEST) {
      viewer.accept(load.next());
      while (paced && System.nanoTime() - begin < sent * (SECOND_NANOS / 1_000)) {
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  private static String query(Viewer viewer) throws Exception {
    for (String path : List.of("traces?q=items", "map", "state")) {
      HttpResponse<String> response =
          CLIENT.send(
              HttpRequest.newBuilder(URI.create(viewer.url() + "/api/" + path)).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(200);
      if (path.equals("state")) {
        return response.body();
      }
    }
    throw new AssertionError();
  }

  private static long retainedBytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
