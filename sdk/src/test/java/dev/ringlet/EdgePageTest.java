// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.Signal;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.ClosedPort;
import dev.ringlet.testing.FreshProcess;
import dev.ringlet.testing.OtlpCapture;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of settings in EDGE.md, in a JVM with the heap that the page names. */
class EdgePageTest {
  private static final int BLOCK = 1_000;

  @TempDir Path directory;
  private String page;

  /** Records spans and log records, flushes after each thousand, and prints the outcome. */
  static final class Main {
    private static final AttributeKey<String> STATE = AttributeKey.stringKey("pump.state");
    private static final AttributeKey<Long> PRESSURE = AttributeKey.longKey("pump.pressure");

    public static void main(String[] args) {
      int blocks = Integer.parseInt(args[0]);
      RingletSdk sdk = RingletSdk.create();
      Tracer tracer = sdk.getTracer("pump");
      Logger logger = sdk.getLogsBridge().get("pump");
      LongCounter counter = sdk.getMeter("pump").counterBuilder("pump.strokes").build();
      boolean flushed = true;
      for (int block = 0; block < blocks; block++) {
        for (int i = 0; i < BLOCK; i++) {
          tracer
              .spanBuilder("stroke")
              .setAttribute(STATE, "running")
              .setAttribute(PRESSURE, i)
              .startSpan()
              .end();
          logger.logRecordBuilder().setBody("pressure of pump 7 is in its range").emit();
          counter.add(1);
        }
        flushed &= sdk.flush(LONG);
      }
      Health health = sdk.health();
      System.out.println("flushed=" + flushed);
      for (Signal signal : List.of(Signal.TRACES, Signal.LOGS)) {
        SignalHealth one = health.signal(signal);
        System.out.println(
            signal.key() + " produced=" + one.produced() + " lost=" + one.totalLost());
      }
      sdk.close();
    }
  }

  @BeforeEach
  void read() throws IOException {
    page = Files.readString(Path.of("EDGE.md"));
  }

  /** The block of the page with addresses and a directory of this host. */
  private Path file(String first, String second) throws IOException {
    int begin = page.indexOf("```properties\n") + "```properties\n".length();
    String settings =
        page.substring(begin, page.indexOf("```", begin))
            .replace("https://otlp.example.com", first)
            .replace("https://otlp-backup.example.net", second)
            .replace("/var/lib/pump/telemetry", directory.resolve("spool").toString());
    assertThat(settings).doesNotContain("example").contains(first, second, "spool.directory=");
    return Files.writeString(directory.resolve("edge.properties"), settings);
  }

  private static String run(Path file, int blocks) {
    List<String> options =
        List.of("-Xmx32m", "-XX:+UseSerialGC", "-Dringlet.properties.file=" + file);
    return FreshProcess.output(options, Main.class, String.valueOf(blocks));
  }

  private static long spans(OtlpCapture receiver) {
    return receiver.traces().stream().mapToLong(EdgePageTest::count).sum();
  }

  private static long count(ExportTraceServiceRequest request) {
    return request.getResourceSpansList().stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .mapToLong(scope -> scope.getSpansCount())
        .sum();
  }

  private static long logs(OtlpCapture receiver) {
    return receiver.logs().stream().mapToLong(EdgePageTest::count).sum();
  }

  private static long count(ExportLogsServiceRequest request) {
    return request.getResourceLogsList().stream()
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .mapToLong(scope -> scope.getLogRecordsCount())
        .sum();
  }

  @Test
  void nothingIsLostWithoutAReceiverAndTheNextProcessDelivers() throws IOException {
    try (ClosedPort first = ClosedPort.hold();
        ClosedPort second = ClosedPort.hold();
        OtlpCapture receiver = OtlpCapture.start()) {
      assertThat(run(file(first.url(), second.url()), 20))
          .contains("flushed=true")
          .contains("traces produced=20000 lost=0")
          .contains("logs produced=20000 lost=0");

      RingletSdk next =
          RingletSdk.builder()
              .property(
                  "ringlet.properties.file", file(first.url(), receiver.endpoint()).toString())
              .property("ringlet.spool.drain.max.bytes.per.second", "1g")
              .build();
      Await.until("all spans have arrived", () -> spans(receiver) >= 20_000);
      Await.until("all log records have arrived", () -> logs(receiver) >= 20_000);
      next.close();
      assertThat(spans(receiver)).isEqualTo(20_000);
      assertThat(logs(receiver)).isEqualTo(20_000);
    }
  }

  @Test
  void theSecondReceiverTakesOverAtOnce() throws IOException {
    try (ClosedPort closed = ClosedPort.hold();
        OtlpCapture receiver = OtlpCapture.start()) {
      assertThat(run(file(closed.url(), receiver.endpoint()), 2))
          .contains("flushed=true")
          .contains("traces produced=2000 lost=0");
      assertThat(spans(receiver)).isEqualTo(2_000);
      assertThat(logs(receiver)).isEqualTo(2_000);
    }
  }
}
