// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.RingletSdk;
import dev.ringlet.checks.validation.Severity;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelemetryReceiverTest {
  private final TelemetryReceiver receiver = TelemetryReceiver.start();

  @AfterEach
  void close() {
    receiver.close();
  }

  private int post(String path, String type, byte[] body, String encoding) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(receiver.endpoint() + path))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (!encoding.isEmpty()) {
      request.header("Content-Encoding", encoding);
    }
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @ParameterizedTest
  @CsvSource({"http/protobuf, none", "http/protobuf, gzip", "http/json, none", "http/json, gzip"})
  void anApplicationThatPropertiesConfigure(String protocol, String compression) {
    RingletSdk.Builder application = RingletSdk.builder();
    receiver.properties().forEach(application::property);
    application
        .property("otel.service.name", "shop")
        .property("otel.exporter.otlp.protocol", protocol)
        .property("otel.exporter.otlp.compression", compression);
    try (RingletSdk sdk = application.build()) {
      Span span = sdk.getTracer("shop").spanBuilder("order").startSpan();
      span.setAttribute("shop.total", 12.5).addEvent("paid");
      span.end();
      sdk.getMeter("shop").counterBuilder("shop.orders").build().add(3);
      sdk.getLogsBridge().get("shop").logRecordBuilder().setBody("sold").emit();

      receiver.await(
          () -> {
            receiver
                .assertTraces()
                .hasTracesSatisfyingExactly(
                    trace ->
                        trace.hasSpansSatisfyingExactly(
                            one ->
                                one.hasName("order")
                                    .hasTraceId(span.getSpanContext().getTraceId())
                                    .hasSpanId(span.getSpanContext().getSpanId())
                                    .hasNoParent()
                                    .hasEvent("paid")
                                    .hasAttribute(AttributeKey.doubleKey("shop.total"), 12.5)));
            receiver
                .assertMetrics()
                .hasMetricSatisfying(
                    "shop.orders",
                    metric ->
                        metric.hasLongSumSatisfying(
                            sum -> sum.hasPointsSatisfying(point -> point.hasValue(3))));
            receiver.assertLogRecords().hasLogRecordsSatisfyingExactly(log -> log.hasBody("sold"));
          });
      receiver.assertNoFindings(Severity.INFO);
    }
  }

  @Test
  void whatCannotBeDecodedIsNotPassedOver() throws Exception {
    assertThat(post("/v1/traces", "application/x-protobuf", new byte[] {1, 2, 3}, ""))
        .isEqualTo(400);

    assertThatThrownBy(receiver::getSpans)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("a request could not be decoded");
    receiver.clear();
    assertThat(receiver.getSpans()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/other, application/x-protobuf, 404",
    "/v1/traces, text/plain, 415",
    "/v1/traces, application/json, 400"
  })
  void otherRequestsAreRefused(String path, String type, int status) throws Exception {
    assertThat(post(path, type, "[1]".getBytes(), "")).isEqualTo(status);

    assertThatThrownBy(receiver::getSpans).isInstanceOf(AssertionError.class);
  }

  @Test
  void aBombIsRefused() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 65; i++) {
        gzip.write(zeros);
      }
    }
    assertThat(post("/v1/traces", "application/x-protobuf", bytes.toByteArray(), "gzip"))
        .isEqualTo(400);
  }

  @Test
  void awaitFailsWithTheLastFailure() {
    assertThatThrownBy(
            () -> receiver.await(Duration.ofMillis(1), () -> receiver.assertTraces().hasSize(1)))
        .hasMessageContaining("expected traces: 1, but there are 0");
  }

  @Test
  void awaitHasNoLongestLimit() {
    AtomicInteger calls = new AtomicInteger();

    receiver.await(
        Duration.ofSeconds(Long.MAX_VALUE), () -> assertThat(calls.incrementAndGet()).isEqualTo(2));

    assertThat(calls).hasValue(2);
  }

  @Test
  void awaitEndsWhenInterrupted() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> receiver.await(() -> receiver.assertTraces().hasSize(1)))
        .isInstanceOf(AssertionError.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
