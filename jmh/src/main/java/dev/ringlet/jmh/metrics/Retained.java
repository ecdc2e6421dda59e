// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.metrics;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures the memory that a series retains, without its attributes: {@code Retained
 * official|ringlet cumulative|delta}. One thread or two threads record the series, then they are
 * collected. Ringlet's figure includes the buffer of the request, which is kept for the next
 * collection; the official SDK streams its request.
 */
public final class Retained {
  private static final int SERIES = 10_000;

  private Retained() {}

  /** Prints a line for each instrument. */
  public static void main(String[] args) throws InterruptedException {
    for (String instrument : List.of("longCounter", "gauge", "histogram", MetricPeer.EXPONENTIAL)) {
      for (int threads = 1; threads <= 2; threads++) {
        System.out.printf("%s %s %s, %d thread(s): ", args[0], args[1], instrument, threads);
        measure(args, instrument, threads);
      }
    }
  }

  private static void measure(String[] args, String instrument, int threads)
      throws InterruptedException {
    List<Attributes> attributes = new ArrayList<>();
    AttributeKey<Long> user = AttributeKey.longKey("user");
    for (long i = 0; i < SERIES; i++) {
      attributes.add(
          Attributes.of(Recording.METHOD, "GET", Recording.ROUTE, "/users/{id}", user, i));
      attributes.get((int) i).hashCode();
    }
    try (MetricPeer peer = MetricPeer.of(args[0], args[1].equals("delta"))) {
      Recording.Keyed recording = Recording.keyed(peer.meter(), instrument);
      recording.record(1, Attributes.empty());
      peer.collect();
      long before = used();
      for (int thread = 0; thread < threads; thread++) {
        Thread writer =
            new Thread(
                () -> {
                  for (int value = 1; value < 5_000; value *= 3) {
                    for (Attributes one : attributes) {
                      recording.record(value, one);
                    }
                  }
                });
        writer.start();
        writer.join();
      }
      long request = peer.collect();
      System.out.printf(
          "%d B; a point in the request: %d B%n", (used() - before) / SERIES, request / SERIES);
      Reference.reachabilityFence(attributes);
    }
  }

  private static long used() throws InterruptedException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      Thread.sleep(50);
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
