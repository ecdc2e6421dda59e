// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.RingletSdk;
import dev.ringlet.config.ConfigException;
import dev.ringlet.export.Signal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PropertiesTest {
  private static final String HISTOGRAMS =
      "otel.java.experimental.exporter.prometheus.metrics.default.histogram.aggregation";

  private final int port = freePort();

  @ParameterizedTest
  @ValueSource(strings = {"prometheus", "prometheus/development", "otlp,prometheus"})
  void metricsAreServedUntilTheSdkIsClosed(String exporters) throws IOException {
    try (RingletSdk sdk = builder(exporters).build()) {
      sdk.getMeter("test").counterBuilder("x").build().add(1);

      assertThat(Scrapes.text(port, Scrapes.TEXT))
          .contains("x_total{otel_scope_name=\"test\"} 1.0");
      assertThat(sdk.health().signals().containsKey(Signal.METRICS))
          .isEqualTo(exporters.startsWith("otlp"));
    }
    listen(port).close();
  }

  @Test
  void theDurationOfEachScrapeIsAMetricOfTheSdk() {
    try (RingletSdk sdk =
        builder("prometheus").property("ringlet.self.telemetry.enabled", "true").build()) {
      sdk.getMeter("test").counterBuilder("x").build().add(1);
      Scrapes.text(port, Scrapes.TEXT);
      Scrapes.text(port, Scrapes.TEXT);
      String type = "prometheus_http_text_metric_exporter";
      assertThat(Scrapes.text(port, Scrapes.TEXT).lines())
          .contains(
              "otel_sdk_metric_reader_collection_duration_seconds_count{otel_component_name=\""
                  + type
                  + "/0\",otel_component_type=\""
                  + type
                  + "\",otel_scope_name=\"dev.ringlet.sdk\"} 2");
    }
  }

  @Test
  void histogramsAreOfTheAggregationThatIsAskedFor() {
    try (RingletSdk sdk =
        builder("prometheus").property(HISTOGRAMS, "base2_exponential_bucket_histogram").build()) {
      sdk.getMeter("test").histogramBuilder("x").build().record(1);

      assertThat(Scrapes.families(port).get(1).getMetric(0).getHistogram().hasSchema()).isTrue();
    }
  }

  @Test
  void ourOwnSettingsAreRead() {
    try (RingletSdk sdk =
        builder("prometheus")
            .property("otel.resource.attributes", "a.b=c")
            .property("otel.java.metrics.cardinality.limit", "1")
            .property("ringlet.exporter.prometheus.scope.info.enabled", "false")
            .property("ringlet.exporter.prometheus.target.info.enabled", "false")
            .property("ringlet.exporter.prometheus.resource.constant.labels", "x,a.b")
            .property(
                "ringlet.exporter.prometheus.translation.strategy",
                "no_utf8_escaping_with_suffixes")
            .build()) {
      sdk.getMeter("test").counterBuilder("x.y").build().add(1);

      assertThat(Scrapes.text(port, Scrapes.OPEN_METRICS + ";escaping=allow-utf-8"))
          .isEqualTo(
              """
              # TYPE "x.y" counter
              {"x.y_total","a.b"="c","otel.metric.overflow"="true"} 1.0
              # EOF
              """);
    }
  }

  @Test
  void aPortThatIsTakenStopsTheStart() throws IOException {
    try (ServerSocket other = listen(port)) {
      assertThatThrownBy(builder("prometheus")::build)
          .isInstanceOf(ConfigException.class)
          .hasMessage(
              "otel.exporter.prometheus.port: cannot listen on port %d of localhost (Address already"
                      .formatted(other.getLocalPort())
                  + " in use); set otel.exporter.prometheus.port to a port that no other program"
                  + " uses (0 for any), or otel.exporter.prometheus.host to an address of this"
                  + " host");
    }
  }

  @Test
  void onlyThisHostIsServedUnlessSetOtherwise() {
    try (Served served = Served.start()) {
      assertThat(served.server().address().getAddress().isLoopbackAddress()).isTrue();
    }
  }

  @Test
  void aHostThatIsNotThereStopsTheStart() {
    assertThatThrownBy(
            builder("prometheus").property("otel.exporter.prometheus.host", "no such host")::build)
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "otel.exporter.prometheus.host: there is no host \"no such host\"; localhost serves"
                + " this host alone");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "65536", "x"})
  void aPortThatIsNoneStopsTheStart(String value) {
    assertThatThrownBy(
            builder("prometheus").property("otel.exporter.prometheus.port", value)::build)
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(
            "otel.exporter.prometheus.port: expected a whole number from 0 to 65535");
  }

  @Test
  void anSdkThatDoesNotStartGivesThePortBack() throws IOException {
    assertThatThrownBy(builder("prometheus,unknown")::build).isInstanceOf(ConfigException.class);
    listen(port).close();
    assertThatThrownBy(builder("prometheus").property("otel.logs.exporter", "unknown")::build)
        .isInstanceOf(ConfigException.class);
    listen(port).close();
  }

  private RingletSdk.Builder builder(String exporters) {
    return RingletSdk.builder()
        .property("otel.traces.exporter", "none")
        .property("otel.metrics.exporter", exporters)
        .property("otel.logs.exporter", "none")
        .property("otel.exporter.otlp.endpoint", "http://localhost:1")
        .property("otel.exporter.otlp.timeout", "1ms")
        .property("otel.exporter.prometheus.port", Integer.toString(port));
  }

  private static int freePort() {
    try (ServerSocket socket = listen(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getByName("localhost"));
  }
}
