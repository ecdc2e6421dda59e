// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.config.Config;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.settings.Compression;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.OtlpCapture;
import dev.ringlet.testing.OtlpRequest;
import dev.ringlet.testing.OtlpSignal;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OtlpExporterTest {
  private final OtlpCapture capture = OtlpCapture.start();

  @AfterEach
  void close() {
    capture.close();
  }

  private OtlpExporterBuilder builder() {
    return OtlpExporter.builder(Signal.TRACES).setEndpoint(capture.endpoint() + "/v1/traces");
  }

  static ExportTraceServiceRequest request(int spans) {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    for (int i = 0; i < spans; i++) {
      scope.addSpans(Span.newBuilder().setName("span " + i).setStartTimeUnixNano(i));
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
        .build();
  }

  /** Puts the message in the middle of a larger array, as a batch body does. */
  static Payload payload(ExportTraceServiceRequest request, int items) {
    byte[] message = request.toByteArray();
    byte[] array = new byte[message.length + 21];
    Arrays.fill(array, (byte) 0xAA);
    System.arraycopy(message, 0, array, 13, message.length);
    long deadline = Await.deadline();
    return new Payload(Signal.TRACES, array, 13, message.length, items, deadline);
  }

  @ParameterizedTest
  @EnumSource(
      value = Compression.class,
      names = {"NONE", "GZIP"})
  void deliversWhatItWasGiven(Compression compression) {
    try (Exporter exporter = builder().setCompression(compression).build()) {
      for (int spans : new int[] {1, 3, 100, 20_000}) {
        capture.clear();
        ExportTraceServiceRequest request = request(spans);
        assertThat(exporter.export(payload(request, spans))).isSameAs(ExportResult.delivered());
        assertThat(capture.traces()).containsExactly(request);
        OtlpRequest received = capture.requests(OtlpSignal.TRACES).get(0);
        boolean packed = compression == Compression.GZIP && request.getSerializedSize() >= 1024;
        assertThat(received.bodyBytes()).isEqualTo(request.getSerializedSize());
        assertThat(received.wireBytes() < received.bodyBytes()).isEqualTo(packed);
        assertThat(received.header("content-encoding").isPresent()).isEqualTo(packed);
        assertThat(received.header("content-type")).contains("application/x-protobuf");
        assertThat(received.header("user-agent").orElse(""))
            .matches("Ringlet/\\S+ OTel-OTLP-Exporter-Java/\\d\\S*");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = Signal.class, mode = EnumSource.Mode.EXCLUDE, names = "PROFILES")
  void knowsThePathOfEachSignal(Signal signal) {
    try (ScriptedServer server = ScriptedServer.start()) {
      Config config =
          Config.of(Map.of("otel.exporter.otlp.endpoint", server.url("")), Map.of(), Map.of());
      try (Exporter exporter = OtlpExporters.fromConfig(signal, config)) {
        long deadline = Await.deadline();
        Payload payload = new Payload(signal, new byte[0], 0, 0, 0, deadline);
        assertThat(exporter.export(payload)).isSameAs(ExportResult.delivered());
      }
      String path = OtlpSignal.valueOf(signal.name()).path();
      assertThat(server.requests().get(0).line()).isEqualTo("POST " + path + " HTTP/1.1");
    }
  }

  @Test
  void answersClosedWhenClosed() {
    Exporter exporter = builder().build();
    exporter.close();
    exporter.close();
    ExportResult result = exporter.export(payload(request(1), 1));
    assertThat(result.cause()).isEqualTo(FailureCause.CLOSED);
    assertThat(result.isSuccess()).isFalse();
    assertThat(capture.traces()).isEmpty();
  }

  @Test
  void sendsNothingThatIsOverTheLimit() {
    ExportTraceServiceRequest one = request(1);
    ExportTraceServiceRequest request = request(5);
    int size = request.getSerializedSize();
    try (Exporter exporter = builder().setMaxRequestBytes(one.getSerializedSize() - 1).build()) {
      ExportResult result = exporter.export(payload(one, 1));
      assertThat(result.kind()).isEqualTo(ExportResult.Kind.PERMANENT);
      assertThat(result.cause()).isEqualTo(FailureCause.TOO_LARGE);
    }
    assertThat(capture.traces()).isEmpty();
    try (Exporter exporter = builder().setMaxRequestBytes(size).build()) {
      assertThat(exporter.export(payload(request, 5))).isSameAs(ExportResult.delivered());
    }
    assertThat(capture.traces()).containsExactly(request);
    try (Exporter exporter = builder().setMaxRequestBytes(size - 1).build()) {
      assertThat(exporter.export(payload(request, 5))).isSameAs(ExportResult.delivered());
    }
    assertThat(capture.traces()).hasSize(3); // the last one in two parts
  }

  @Test
  void refusesAnotherSignal() {
    try (Exporter exporter = builder().build()) {
      ExportResult result = exporter.export(new Payload(Signal.LOGS, new byte[0], 0, 0, 0, 0));
      assertThat(result.cause()).isEqualTo(FailureCause.INTERNAL);
    }
  }

  @Test
  void refusesSettingsByName() {
    OtlpExporterBuilder builder = builder();
    assertThatThrownBy(() -> builder.setEndpoint("http://user:hunter2@host/"))
        .hasMessageContaining("endpoint")
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(() -> builder.setEndpoint("ftp://host"))
        .hasMessage("endpoint must start with http:// or https://");
    assertThatThrownBy(() -> builder.addHeader("x-api-key", "hun\nter2"))
        .hasMessageContaining("x-api-key")
        .hasMessageNotContaining("ter2");
    assertThatThrownBy(() -> builder.setTimeout(Duration.ofMillis(-1)))
        .hasMessageContaining("timeout");
    assertThatThrownBy(() -> builder.setMaxConcurrentExports(0))
        .hasMessageContaining("maxConcurrentExports");
  }
}
