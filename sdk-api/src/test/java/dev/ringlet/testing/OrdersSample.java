// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the samples in other languages send: one program, whose words are the same in each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class OrdersSample {
  private static final Set<String> SETTINGS =
      Set.of("otel.exporter.otlp.endpoint", "otel.exporter.otlp.protocol", "otel.service.name");
  private OtlpCapture capture;

  /** Runs the program to its end. */
  protected abstract void takeOrders();

  @BeforeAll
  void run() {
    capture = OtlpCapture.start();
    System.setProperty("otel.exporter.otlp.endpoint", capture.endpoint());
    System.setProperty("otel.exporter.otlp.protocol", "http/protobuf");
    System.setProperty("otel.service.name", "orders");
    takeOrders();
  }

  @AfterAll
  void stop() {
    SETTINGS.forEach(System::clearProperty);
    capture.close();
  }

  @Test
  void spansOfOtherThreadsAreUnderTheSpanThatStartedThem() {
    Span order = spans("take order").get(0);
    List<Span> prices = spans("look up price");

    assertThat(order.getParentSpanId()).isEqualTo(ByteString.EMPTY);
    assertThat(order.getAttributesList())
        .anySatisfy(
            attribute -> {
              assertThat(attribute.getKey()).isEqualTo("order.items");
              assertThat(attribute.getValue().getIntValue()).isEqualTo(3);
            });
    assertThat(prices)
        .hasSize(3)
        .allSatisfy(
            price -> {
              assertThat(price.getTraceId()).isEqualTo(order.getTraceId());
              assertThat(price.getParentSpanId()).isEqualTo(order.getSpanId());
            });
    assertThat(prices.stream().map(price -> price.getAttributes(0).getValue().getStringValue()))
        .containsExactlyInAnyOrder("tea", "cup", "kettle");
  }

  /** The program asks for the current span where another thread may have taken over. */
  @Test
  void theCurrentSpanFollowsTheWork() {
    assertThat(spans("look up price"))
        .allSatisfy(
            price -> {
              assertThat(price.getEventsList()).hasSize(1);
              assertThat(price.getEvents(0).getName()).isEqualTo("found");
            });
  }

  @Test
  void anExceptionEndsItsSpan() {
    Span cancel = spans("cancel order").get(0);

    assertThat(cancel.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
    assertThat(cancel.getEventsList()).hasSize(1);
    assertThat(cancel.getEvents(0).getAttributesList())
        .anySatisfy(
            attribute -> {
              assertThat(attribute.getKey()).isEqualTo("exception.message");
              assertThat(attribute.getValue().getStringValue()).isEqualTo("no order 7");
            });
  }

  @Test
  void aLogRecordHasTheSpan() {
    List<LogRecord> records =
        capture.logs().stream()
            .flatMap(request -> request.getResourceLogsList().stream())
            .flatMap(resource -> resource.getScopeLogsList().stream())
            .flatMap(scope -> scope.getLogRecordsList().stream())
            .toList();

    assertThat(records).hasSize(1);
    assertThat(records.get(0).getBody().getStringValue()).isEqualTo("total 1200");
    assertThat(records.get(0).getSpanId()).isEqualTo(spans("take order").get(0).getSpanId());
  }

  @Test
  void theCounterHasASeriesForEachItem() {
    List<Metric> counters =
        capture.metrics().stream()
            .flatMap(request -> request.getResourceMetricsList().stream())
            .flatMap(resource -> resource.getScopeMetricsList().stream())
            .flatMap(scope -> scope.getMetricsList().stream())
            .filter(metric -> metric.getName().equals("orders.taken"))
            .toList();

    assertThat(counters).hasSize(1);
    Map<String, Long> values =
        counters.get(0).getSum().getDataPointsList().stream()
            .collect(
                Collectors.toMap(
                    point -> point.getAttributes(0).getValue().getStringValue(),
                    NumberDataPoint::getAsInt));
    assertThat(values).isEqualTo(Map.of("tea", 1L, "cup", 1L, "kettle", 1L));
  }

  private List<Span> spans(String name) {
    return capture.traces().stream()
        .flatMap(request -> request.getResourceSpansList().stream())
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .filter(span -> span.getName().equals(name))
        .toList();
  }
}
