// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.differential;

import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Periodic readers of the official SDK, which refuse a collection that comes too early. */
public final class OfficialReaders {
  private static final String READER = PeriodicMetricReader.class.getName();

  private OfficialReaders() {}

  /**
   * Flushes, and waits until the next flush or close is not refused: a reader tells that it is
   * ready, and only then becomes ready.
   */
  public static void flush(SdkMeterProvider provider) {
    if (!provider.forceFlush().join(60, TimeUnit.SECONDS).isSuccess()) {
      throw new AssertionError("the official SDK could not flush");
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (isInsideReader() && System.nanoTime() - end < 0) {
      Thread.yield();
    }
  }

  private static boolean isInsideReader() {
    for (Map.Entry<Thread, StackTraceElement[]> one : Thread.getAllStackTraces().entrySet()) {
      if (Arrays.stream(one.getValue()).anyMatch(f -> f.getClassName().startsWith(READER))) {
        return true;
      }
    }
    return false;
  }
}
