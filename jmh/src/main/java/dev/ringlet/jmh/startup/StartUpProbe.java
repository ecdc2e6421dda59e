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
 * A process that creates an SDK from properties, ends a span, and waits until the span has arrived.
 * It prints the nanoseconds from the start of {@code main} to the end of the span and to its
 * arrival, the number of classes that the JVM has loaded (including the JVM's own), and the
 * retained heap in bytes.
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
    // The SDK is not closed, because closing is not measured.
    Runtime.getRuntime().halt(0);
  }

  private static void require(boolean flushed) {
    if (!flushed) {
      throw new IllegalStateException("the span did not arrive");
    }
  }

  /** Marks the end of the span in the log of loaded classes. */
  static final class SpanEnded {
    static void load() {}
  }

  /** A class of its own, so that the probe of another SDK does not load it. */
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

  /** A class of its own, so that the probe of another SDK does not load it. */
  private static final class Ringlet {
    static OpenTelemetry create() {
      return RingletSdk.create();
    }

    static void flush(OpenTelemetry sdk) {
      require(((RingletSdk) sdk).flush(Duration.ofSeconds(10)));
    }
  }
}
