// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The heap stays flat once the store is full. {@code -Dringlet.viewer.load.seconds=3600} looks at
 * an hour of {@link LongLoad}; otherwise as many spans as fit are sent as fast as possible.
 */
class MemoryTest {
  private static final int MAX_SPANS = 20_000;
  private static final int SPANS_PER_REQUEST = 100;
  private static final int ROUNDS = 6;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @Test
  void theHeapIsFlatOnceTheStoreIsFull() throws Exception {
    try (Viewer viewer =
        Viewer.builder().setPort(0).setMaxSpans(MAX_SPANS).setMaxBytes(64 << 20).build()) {
      LiveLoad load = new LiveLoad();
      List<Long> retained = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        for (int sent = 0; sent < 2 * MAX_SPANS; sent += SPANS_PER_REQUEST) {
          viewer.accept(load.next());
        }
        assertThat(query(viewer)).contains("\"traceCount\":" + MAX_SPANS / 10);
        retained.add(LongLoad.retainedBytes());
      }
      assertIsFlat(retained, 64 << 20);
    }
  }

  @Test
  void theHeapIsFlatOverALongTime() throws Exception {
    int seconds = Integer.getInteger("ringlet.viewer.load.seconds", 0);
    assumeTrue(seconds > 0, "-Dringlet.viewer.load.seconds=3600 looks at an hour");
    try (Viewer viewer = Viewer.builder().setPort(0).build()) {
      List<LongLoad.Sample> samples = LongLoad.run(viewer, seconds, seconds / 12, System.out);
      // of an hour's twelve, those before the 35th minute fill the store with log records
      assertIsFlat(samples.stream().skip(7).map(LongLoad.Sample::heapBytes).toList(), 256 << 20);
    }
  }

  /** What one collection finds also has buffers of requests; a leak raises the least as well. */
  private static void assertIsFlat(List<Long> retained, long most) {
    int half = retained.size() / 2;
    long before = Collections.min(retained.subList(0, half));
    long after = Collections.min(retained.subList(half, retained.size()));
    assertThat(after - before).as("growth of %s", retained).isLessThan(2 << 20);
    assertThat(retained).allMatch(bytes -> bytes < most);
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
}
