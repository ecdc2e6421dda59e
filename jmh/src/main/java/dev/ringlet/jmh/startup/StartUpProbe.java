// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.startup;

import dev.ringlet.RingletSdk;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A process that makes an SDK from its properties, ends a span, and waits until it has arrived. It
 * prints the nanoseconds from its {@code main} to either point, and then the classes that the JVM
 * has loaded, its own included, and the bytes of heap that it retains.
 */
final class StartUpProbe {
  private StartUpProbe() {}

  public static void main(String[] arguments) {
    long start = System.nanoTime();
    OpenTelemetry openTelemetry;
    Runnable flush;
    switch (arguments[0]) {
      case "official":
        openTelemetry = Official.create();
        flush = () -> Official.flush(openTelemetry);
        break;
      case "ringlet":
        openTelemetry = Ringlet.create();
        flush = () -> Ringlet.flush(openTelemetry);
        break;
      default:
        openTelemetry = OpenTelemetry.noop();
        flush = () -> {};
    }
    openTelemetry.getTracer("first").spanBuilder("first").startSpan().end();
    long ended = System.nanoTime() - start;
    SpanEnded.load();
    long flushing = System.nanoTime();
    flush.run();
    long arrived = ended + System.nanoTime() - flushing;
    int classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    System.out.println(ended + " " + arrived + " " + classes + " " + heap);
    System.out.flush();
    // Not closed, for that is not what is measured.
    Runtime.getRuntime().halt(0);
  }

  private static void require(boolean flushed) {
    if (!flushed) {
      throw new IllegalStateException("the span did not arrive");
    }
  }

  /** Stands in the log of loaded classes where the span has ended. */
  static final class SpanEnded {
    static void load() {}
  }

  /** Loaded only where it is measured. */
  private static final class Official {
    static OpenTelemetry create() {
      return AutoConfiguredOpenTelemetrySdk.builder()
          .disableShutdownHook()
          .build()
          .getOpenTelemetrySdk();
    }

    static void flush(OpenTelemetry sdk) {
      require(
          ((OpenTelemetrySdk) sdk)
              .getSdkTracerProvider()
              .forceFlush()
              .join(10, TimeUnit.SECONDS)
              .isSuccess());
    }
  }

  /** Loaded only where it is measured. */
  private static final class Ringlet {
    static OpenTelemetry create() {
      return RingletSdk.create();
    }

    static void flush(OpenTelemetry sdk) {
      require(((RingletSdk) sdk).flush(Duration.ofSeconds(10)));
    }
  }
}
