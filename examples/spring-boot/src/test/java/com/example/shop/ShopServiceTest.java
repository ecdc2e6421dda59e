// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.checks.TelemetryReceiver;
import dev.ringlet.checks.data.CapturedLogRecord;
import dev.ringlet.checks.data.CapturedMetric;
import dev.ringlet.checks.data.CapturedSpan;
import dev.ringlet.checks.validation.Rule;
import dev.ringlet.checks.validation.TelemetryValidator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.RestClient;

class ShopServiceTest {
  /** Micrometer has units of its own, such as bytes, and only text as the value of an attribute. */
  private static final TelemetryValidator VALIDATOR =
      TelemetryValidator.builder().ignore(Rule.METRIC_UNIT, Rule.ATTRIBUTE_TYPE).build();

  @Test
  void requestIsTracedMeasuredAndLogged() {
    try (TelemetryReceiver receiver = TelemetryReceiver.start(VALIDATOR)) {
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
      List<CapturedSpan> spans = receiver.getSpans();
      assertThat(spans)
          .extracting(CapturedSpan::getName)
          .contains("price", "GET /order/{item}")
          .doesNotContain("GET /actuator/health");
      CapturedSpan price = named(spans, "price");
      assertThat(price.getParentSpanId()).isEqualTo(named(spans, "GET /order/{item}").getSpanId());
      CapturedLogRecord line =
          receiver.getLogRecords().stream()
              .filter(one -> one.getBody().equals("order of book"))
              .findFirst()
              .orElseThrow();
      assertThat(line.getTraceId()).isEqualTo(price.getTraceId());
      assertThat(receiver.getMetrics())
          .extracting(CapturedMetric::getName)
          .contains("shop.orders", "http.server.request.duration");
      assertThat(receiver.findings()).isEmpty();
    }
  }

  private static CapturedSpan named(List<CapturedSpan> spans, String name) {
    return spans.stream().filter(span -> span.getName().equals(name)).findFirst().orElseThrow();
  }

  private static String get(String url) {
    return RestClient.create().get().uri(url).retrieve().body(String.class);
  }
}
