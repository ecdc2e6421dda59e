// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.FreshProcess;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an SDK keeps on the heap when each signal was used once, without an HTTP client. */
class HeapAfterStartTest {
  /** Tables for the whole queues of two signals would differ by a megabyte. */
  private static final int MOST_KILOBYTES = 200;

  /** The process that starts. */
  static final class Start {
    public static void main(String[] arguments) {
      RingletSdk sdk =
          RingletSdk.builder()
              .property("otel.traces.exporter", "otlp/stdout")
              .property("otel.metrics.exporter", "otlp/stdout")
              .property("otel.logs.exporter", "otlp/stdout")
              .property("ringlet.shutdown.hook", "false")
              .build();
      use(sdk);
      boolean sent = sdk.flush(Duration.ofSeconds(60));
      System.out.println("sent " + sent + " kilobytes " + (retained() >> 10));
      sdk.close();
    }

    private static void use(OpenTelemetry telemetry) {
      telemetry
          .getTracer("start")
          .spanBuilder("first")
          .setAttribute(AttributeKey.stringKey("key"), "value")
          .startSpan()
          .end();
      telemetry.getMeter("start").counterBuilder("counter").build().add(1);
      telemetry.getLogsBridge().get("start").logRecordBuilder().setBody("text").emit();
    }

    private static long retained() {
      MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
      for (int i = 0; i < 3; i++) {
        System.gc();
      }
      return memory.getHeapMemoryUsage().getUsed();
    }
  }

  @Test
  void idleQueuesOfALargeHeapAreAsSmallAsThoseOfASmallOne() {
    assertThat(kilobytes("-Xmx4g") - kilobytes("-Xmx64m"))
        .isBetween(-MOST_KILOBYTES, MOST_KILOBYTES);
  }

  private static int kilobytes(String heap) {
    List<String> options =
        List.of(heap, "-Xms32m", "-XX:+UseSerialGC", "-XX:SoftRefLRUPolicyMSPerMB=0");
    String out = FreshProcess.output(options, Start.class);
    String line = out.substring(out.indexOf("sent ")).lines().findFirst().orElseThrow();
    System.out.println(heap + " " + line);
    assertThat(line).startsWith("sent true kilobytes ");
    return Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
  }
}
