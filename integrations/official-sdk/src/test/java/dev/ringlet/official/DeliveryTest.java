// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.config.ConfigException;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.ClosedPort;
import dev.ringlet.testing.OtlpCapture;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ringlet's delivery behind the exporters of the official SDK. */
class DeliveryTest {
  @TempDir Path folder;

  private final List<SpanData> spans = spans();

  private static List<SpanData> spans() {
    List<SpanData> spans = new ArrayList<>();
    SdkTracerProvider.builder()
        .addSpanProcessor(SimpleSpanProcessor.create(Memory.spans(spans)))
        .build()
        .get("t")
        .spanBuilder("s")
        .startSpan()
        .end();
    return spans;
  }

  private static boolean isSuccess(CompletableResultCode result) {
    assertThat(result.join(Await.LONG_NANOS, TimeUnit.NANOSECONDS).isDone()).isTrue();
    return result.isSuccess();
  }

  @Test
  void whatCannotBeSentIsSpooledAndSentByTheNextProcess() {
    try (ClosedPort dead = ClosedPort.hold();
        RingletSpanExporter exporter =
            RingletSpanExporter.builder()
                .property("otel.exporter.otlp.endpoint", dead.url())
                .property("otel.exporter.otlp.timeout", "60s") // of which the disk may need some
                .property("ringlet.spool.directory", folder.toString())
                .build()) {
      assertThat(isSuccess(exporter.export(spans))).isTrue();
    }
    try (OtlpCapture capture = OtlpCapture.start();
        RingletSpanExporter later =
            RingletSpanExporter.builder()
                .property("otel.exporter.otlp.endpoint", capture.endpoint())
                .property("ringlet.spool.replay.any.endpoint", "true")
                .property("ringlet.spool.directory", folder.toString())
                .build()) {
      Await.until("the spooled span", () -> !capture.traces().isEmpty());
      assertThat(capture.traces().get(0).getResourceSpans(0).getScopeSpans(0).getSpans(0).getName())
          .isEqualTo("s");
      assertThat(isSuccess(later.flush())).isTrue();
    }
  }

  @Test
  void aFailureIsTheResultAndNothingIsThrown() {
    RingletSpanExporter exporter =
        RingletSpanExporter.of(new Fixed(ExportResult.permanent(FailureCause.BAD_DATA, "no")));
    assertThat(isSuccess(exporter.export(spans))).isFalse();
    SpanData hostile =
        new DelegatingSpanData(spans.get(0)) {
          @Override
          public String getName() {
            throw new IllegalStateException();
          }
        };
    assertThat(isSuccess(exporter.export(List.of(hostile)))).isFalse();
    assertThat(isSuccess(exporter.export(spans))).isFalse();
    assertThat(isSuccess(exporter.shutdown())).isTrue();
    assertThat(isSuccess(exporter.export(spans))).isFalse();
    assertThat(isSuccess(exporter.shutdown())).isTrue();
  }

  @Test
  void moreRequestsThanWaitAreDropped() {
    CountDownLatch go = new CountDownLatch(1);
    RingletSpanExporter exporter = RingletSpanExporter.of(new Blocked(go));
    List<CompletableResultCode> results = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      results.add(exporter.export(spans));
    }
    assertThat(results.stream().filter(CompletableResultCode::isDone)).hasSize(4);
    go.countDown();
    assertThat(isSuccess(exporter.flush())).isTrue();
    assertThat(results.stream().filter(CompletableResultCode::isSuccess)).hasSize(16);
    exporter.close();
  }

  @Test
  void aSettingThatCannotBeUsedIsRefused() {
    assertThatThrownBy(
            () ->
                RingletSpanExporter.builder()
                    .property("otel.exporter.otlp.timeout", "soon")
                    .build())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("otel.exporter.otlp.timeout");
  }

  private record Fixed(ExportResult result) implements Exporter {
    @Override
    public ExportResult export(Payload payload) {
      return result;
    }

    @Override
    public void close() {}
  }

  private record Blocked(CountDownLatch go) implements Exporter {
    @Override
    public ExportResult export(Payload payload) {
      try {
        go.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return ExportResult.delivered();
    }

    @Override
    public void close() {}
  }
}
