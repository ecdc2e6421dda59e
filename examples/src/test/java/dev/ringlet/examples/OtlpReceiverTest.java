// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.google.protobuf.CodedInputStream;
import dev.ringlet.export.Signal;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpReceiverTest {
  private static final AttributeKey<List<String>> TAGS = AttributeKey.stringArrayKey("tags");

  private OtlpReceiver receiver;

  @BeforeEach
  void start() throws IOException {
    receiver = OtlpReceiver.start(0);
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "none"})
  void decodesSpansOfTheOfficialSdk(String compression) {
    try (OpenTelemetrySdk sdk = OfficialSdk.sendingTo(receiver, compression)) {
      for (int i = 0; i < 3; i++) {
        Span span =
            sdk.getTracer("scope")
                .spanBuilder("span " + i)
                .setSpanKind(SpanKind.CLIENT)
                .startSpan();
        span.setAttribute(TAGS, List.of("a", "b c"));
        span.end();
      }
      OfficialSdk.flush(sdk);
    }

    assertThat(receiver.items(Signal.TRACES)).isEqualTo(3);
    assertThat(receiver.requests(Signal.TRACES)).isEqualTo(1);
    assertThat(receiver.refused()).isZero();
    assertThat(receiver.wireBytes()).isPositive();
    ScopeSpans scope = receiver.spans().get(0).getScopeSpans(0);
    assertThat(scope.getScope().getName()).isEqualTo("scope");
    assertThat(scope.getSpansList())
        .extracting(io.opentelemetry.proto.trace.v1.Span::getName)
        .containsExactly("span 0", "span 1", "span 2");
    assertThat(scope.getSpans(0).getKind())
        .isEqualTo(io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_CLIENT);
    assertThat(scope.getSpans(0).getAttributes(0).getKey()).isEqualTo("tags");
    assertThat(scope.getSpans(0).getAttributes(0).getValue().getArrayValue().getValuesList())
        .extracting(AnyValue::getStringValue)
        .containsExactly("a", "b c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "none"})
  void decodesMetricsOfTheOfficialSdk(String compression) {
    try (OpenTelemetrySdk sdk = OfficialSdk.sendingTo(receiver, compression)) {
      sdk.getMeter("scope").counterBuilder("jobs").build().add(7);
      OfficialSdk.flush(sdk);

      assertThat(receiver.items(Signal.METRICS)).isEqualTo(1);
      Metric metric = receiver.metrics().get(0).getScopeMetrics(0).getMetrics(0);
      assertThat(metric.getName()).isEqualTo("jobs");
      assertThat(metric.getSum().getDataPoints(0).getAsInt()).isEqualTo(7);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "none"})
  void decodesLogsOfTheOfficialSdk(String compression) {
    try (OpenTelemetrySdk sdk = OfficialSdk.sendingTo(receiver, compression)) {
      sdk.getLogsBridge().get("scope").logRecordBuilder().setBody("hello").emit();
      OfficialSdk.flush(sdk);
    }

    assertThat(receiver.items(Signal.LOGS)).isEqualTo(1);
    LogRecord log = receiver.logs().get(0).getScopeLogs(0).getLogRecords(0);
    assertThat(log.getBody().getStringValue()).isEqualTo("hello");
  }

  @Test
  void joinsTheRequestsOfASignal() throws Exception {
    for (String name : List.of("first", "second")) {
      byte[] request =
          ExportTraceServiceRequest.newBuilder()
              .addResourceSpans(
                  ResourceSpans.newBuilder()
                      .addScopeSpans(
                          ScopeSpans.newBuilder()
                              .addSpans(
                                  io.opentelemetry.proto.trace.v1.Span.newBuilder().setName(name))))
              .build()
              .toByteArray();
      assertThat(post("/v1/traces", "application/x-protobuf", request).statusCode()).isEqualTo(200);
    }

    assertThat(receiver.requests(Signal.TRACES)).isEqualTo(2);
    assertThat(receiver.received(Signal.TRACES).items()).isEqualTo(2);
    assertThat(receiver.spans())
        .extracting(resource -> resource.getScopeSpans(0).getSpans(0).getName())
        .containsExactly("first", "second");
  }

  @Test
  void refusesWhatIsNotAnOtlpRequest() throws Exception {
    String protobuf = "application/x-protobuf";
    assertThat(post("/v1/traces", protobuf, new byte[0]).statusCode()).isEqualTo(200);
    assertThat(post("/v1/none", protobuf, new byte[0]).statusCode()).isEqualTo(404);
    assertThat(post("/v1/traces", "application/json", "{}".getBytes()).statusCode()).isEqualTo(415);
    HttpResponse<byte[]> malformed = post("/v1/logs", protobuf, new byte[] {10, 99, 1});
    assertThat(malformed.statusCode()).isEqualTo(400);
    CodedInputStream status = CodedInputStream.newInstance(malformed.body());
    assertThat(status.readTag() >>> 3).isEqualTo(2);
    assertThat(status.readString()).startsWith("cannot read the body");

    assertThat(receiver.refused()).isEqualTo(3);
    assertThat(receiver.requests(Signal.TRACES)).isEqualTo(1);
    assertThat(receiver.items(Signal.LOGS)).isZero();
  }

  @Test
  void takesTheGivenPort() throws IOException {
    int port = URI.create(receiver.endpoint()).getPort();
    assertThatIOException().isThrownBy(() -> OtlpReceiver.start(port));
    receiver.close();
    try (OtlpReceiver second = OtlpReceiver.start(port)) {
      assertThat(second.endpoint()).isEqualTo(receiver.endpoint());
    }
  }

  private HttpResponse<byte[]> post(String path, String contentType, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(receiver.endpoint() + path))
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
  }
}
