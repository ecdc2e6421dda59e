// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import java.net.URL;
import java.util.Map;
import java.util.stream.Collectors;
import org.hawkular.agent.prometheus.PrometheusDataFormat;
import org.hawkular.agent.prometheus.PrometheusScraper;
import org.hawkular.agent.prometheus.types.Counter;
import org.hawkular.agent.prometheus.types.Gauge;
import org.hawkular.agent.prometheus.types.MetricFamily;
import org.hawkular.agent.prometheus.types.MetricType;
import org.junit.jupiter.api.Test;

/**
 * A reader of Prometheus' text that is not ours understands it. It does not read histograms, which
 * {@link RealPrometheusTest} and {@link OfficialComparisonTest} look at.
 */
class TextReaderTest {
  @Test
  void textIsUnderstood() throws Exception {
    try (Served served = Served.start()) {
      Attributes attributes = Attributes.builder().put("http.route", "/a").build();
      served.meter().counterBuilder("requests").setDescription("All").build().add(7, attributes);
      served
          .meter()
          .gaugeBuilder("temperature")
          .setDescription("Outside")
          .setUnit("Cel")
          .build()
          .set(-1.5);

      URL url = new URL("http://localhost:" + served.port() + "/metrics");
      Map<String, MetricFamily> families =
          new PrometheusScraper(url, PrometheusDataFormat.TEXT)
              .scrape().stream().collect(Collectors.toMap(MetricFamily::getName, family -> family));

      assertThat(families.keySet())
          .containsExactlyInAnyOrder("requests_total", "temperature_celsius", "target_info");
      MetricFamily requests = families.get("requests_total");
      assertThat(requests.getType()).isEqualTo(MetricType.COUNTER);
      assertThat(requests.getHelp()).isEqualTo("All");
      Counter counter = (Counter) requests.getMetrics().get(0);
      assertThat(counter.getValue()).isEqualTo(7);
      assertThat(counter.getLabels())
          .isEqualTo(Map.of("http_route", "/a", "otel_scope_name", "test"));
      Gauge gauge = (Gauge) families.get("temperature_celsius").getMetrics().get(0);
      assertThat(gauge.getValue()).isEqualTo(-1.5);
    }
  }
}
