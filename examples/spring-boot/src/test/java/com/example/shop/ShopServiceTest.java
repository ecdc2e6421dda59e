// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.OtlpCapture;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.RestClient;

class ShopServiceTest {
  @Test
  void requestIsTracedMeasuredAndLogged() {
    try (OtlpCapture receiver = OtlpCapture.start()) {
      try (ConfigurableApplicationContext service =
          SpringApplication.run(
              ShopService.class,
              "--server.port=0",
              "--otel.exporter.otlp.endpoint=" + receiver.endpoint())) {
        String url =
            "http://localhost:" + service.getEnvironment().getProperty("local.server.port");
        assertThat(get(url + "/order/book")).isEqualTo("book: 4");
        assertThat(get(url + "/actuator/health")).contains("UP");
      }
      List<Span> spans =
          receiver.traces().stream()
              .flatMap(request -> request.getResourceSpansList().stream())
              .flatMap(resource -> resource.getScopeSpansList().stream())
              .flatMap(scope -> scope.getSpansList().stream())
              .toList();
      assertThat(spans)
          .extracting(Span::getName)
          .contains("price", "http get /order/{item}")
          .doesNotContain("http get /actuator/health");
      Span price = named(spans, "price");
      assertThat(price.getParentSpanId())
          .isEqualTo(named(spans, "http get /order/{item}").getSpanId());
      LogRecord line =
          receiver.logs().stream()
              .flatMap(request -> request.getResourceLogsList().stream())
              .flatMap(resource -> resource.getScopeLogsList().stream())
              .flatMap(scope -> scope.getLogRecordsList().stream())
              .filter(one -> one.getBody().getStringValue().equals("order of book"))
              .findFirst()
              .orElseThrow();
      assertThat(line.getTraceId()).isEqualTo(price.getTraceId());
      assertThat(
              receiver.metrics().stream()
                  .flatMap(request -> request.getResourceMetricsList().stream())
                  .flatMap(resource -> resource.getScopeMetricsList().stream())
                  .flatMap(scope -> scope.getMetricsList().stream())
                  .map(Metric::getName))
          .contains("shop.orders", "http.server.requests");
    }
  }

  private static Span named(List<Span> spans, String name) {
    return spans.stream().filter(span -> span.getName().equals(name)).findFirst().orElseThrow();
  }

  private static String get(String url) {
    return RestClient.create().get().uri(url).retrieve().body(String.class);
  }
}
