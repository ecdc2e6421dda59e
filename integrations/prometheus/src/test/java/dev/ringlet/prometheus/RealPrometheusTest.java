// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ringlet.metrics.Aggregation;
import dev.ringlet.metrics.ExemplarFilter;
import dev.ringlet.metrics.InstrumentType;
import dev.ringlet.testing.Await;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Scrapes with a real Prometheus, where there is one: its programs are looked for in the directory
 * {@code -Dringlet.prometheus.home} and in the PATH. Reported as skipped elsewhere.
 */
class RealPrometheusTest {
  private static final SpanContext SPAN =
      SpanContext.create(
          "0af7651916cd43dd8448eb211c80319c",
          "b7ad6b7169203331",
          TraceFlags.getSampled(),
          TraceState.getDefault());

  @TempDir Path directory;

  /** With the feature it asks for messages, without it for OpenMetrics. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void prometheusReadsEverything(boolean nativeHistograms) throws Exception {
    try (Served served = served();
        Prometheus prometheus =
            Prometheus.start(program("prometheus"), directory, served.port(), nativeHistograms)) {
      record(served);

      prometheus.awaitValue("requests_total{otel_scope_name=\"test\",http_route=\"/a\\\"b\"}", "7");
      prometheus.awaitValue("temperature_celsius", "-1.5");
      prometheus.awaitValue("target_info{host_name=\"h1\"}", "1");
      prometheus.awaitValue(
          nativeHistograms ? "histogram_count(latency_seconds)" : "latency_seconds_count", "3");
      prometheus.awaitValue(
          nativeHistograms ? "histogram_sum(latency_seconds)" : "latency_seconds_sum", "5.25");
      prometheus.awaitExemplar("requests_total", SPAN.getTraceId());
      assertThat(prometheus.get("/api/v1/targets").toString())
          .contains("\"health\":\"up\"", "\"lastError\":\"\"");
      assertThat(
              prometheus
                  .get(
                      "/api/v1/metadata?metric="
                          + (nativeHistograms ? "requests_total" : "requests"))
                  .toString())
          .contains("\"type\":\"counter\"", "\"help\":\"Requests that\\ncame\"");
    }
  }

  @Test
  void promtoolFindsNothingToComplainOf() throws Exception {
    Path promtool = program("promtool");
    try (Served served = served()) {
      record(served);
      Path text =
          Files.writeString(directory.resolve("text"), Scrapes.text(served.port(), Scrapes.TEXT));
      Path found = directory.resolve("found");

      int status =
          new ProcessBuilder(promtool.toString(), "check", "metrics")
              .redirectInput(text.toFile())
              .redirectErrorStream(true)
              .redirectOutput(found.toFile())
              .start()
              .waitFor();
      assertThat(Files.readString(found).lines().filter(line -> !line.endsWith("no help text")))
          .isEmpty();
      assertThat(status).isIn(0, 3); // 3 is for what it finds
    }
  }

  private static Served served() {
    return Served.start(
        builder ->
            builder.setDefaultAggregation(
                type ->
                    type == InstrumentType.HISTOGRAM
                        ? Aggregation.base2ExponentialBucketHistogram()
                        : Aggregation.defaultAggregation()),
        sdk -> sdk.setExemplarFilter(ExemplarFilter.ALWAYS_ON));
  }

  private static void record(Served served) {
    Context context = Context.root().with(Span.wrap(SPAN));
    served
        .meter()
        .counterBuilder("requests")
        .setDescription("Requests that\ncame")
        .build()
        .add(7, Attributes.builder().put("http.route", "/a\"b").build(), context);
    served.meter().gaugeBuilder("temperature").setUnit("Cel").build().set(-1.5);
    var latency = served.meter().histogramBuilder("latency").setUnit("s").build();
    latency.record(0);
    latency.record(0.25, Attributes.empty(), context);
    latency.record(5);
  }

  private static Path program(String name) {
    Stream<String> path = Arrays.stream(System.getenv("PATH").split(File.pathSeparator));
    String home = System.getProperty("ringlet.prometheus.home");
    Path found =
        Stream.concat(Stream.ofNullable(home), path)
            .map(directory -> Path.of(directory, name))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    assumeTrue(found != null, "no program " + name + " here: see -Dringlet.prometheus.home");
    return found;
  }

  /** A process that scrapes every second. */
  private record Prometheus(Process process, int port, Path log) implements AutoCloseable {
    static Prometheus start(Path program, Path directory, int target, boolean nativeHistograms)
        throws IOException {
      Path config =
          Files.writeString(
              directory.resolve("prometheus.yml"),
              """
              global: {scrape_interval: 1s, scrape_timeout: 1s}
              scrape_configs:
                - job_name: ringlet
                  static_configs: [{targets: ['localhost:%d']}]
              """
                  .formatted(target));
      int port;
      try (ServerSocket free = new ServerSocket(0)) {
        port = free.getLocalPort();
      }
      Path log = directory.resolve("log");
      List<String> command =
          new ArrayList<>(
              List.of(
                  program.toString(),
                  "--config.file=" + config,
                  "--storage.tsdb.path=" + directory.resolve("data"),
                  "--web.listen-address=localhost:" + port));
      command.add(
          "--enable-feature=exemplar-storage" + (nativeHistograms ? ",native-histograms" : ""));
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new Prometheus(process, port, log);
    }

    void awaitValue(String query, String value) {
      String path = "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
      Await.until(
          query + " is " + value,
          () -> {
            JsonNode result = get(path).path("data").path("result");
            return result.size() == 1 && result.get(0).path("value").path(1).asText().equals(value);
          });
    }

    void awaitExemplar(String metric, String traceId) {
      String path = "/api/v1/query_exemplars?start=1&end=9999999999&query=" + metric;
      Await.until("an exemplar of " + metric, () -> get(path).toString().contains(traceId));
    }

    JsonNode get(String path) throws IOException {
      assertThat(process.isAlive()).as(() -> text(log)).isTrue();
      try (var in = URI.create("http://localhost:" + port + path).toURL().openStream()) {
        return new ObjectMapper().readTree(in);
      } catch (IOException notYet) {
        return new ObjectMapper().createObjectNode();
      }
    }

    private static String text(Path file) {
      try {
        return Files.readString(file);
      } catch (IOException e) {
        return e.toString();
      }
    }

    @Override
    public void close() {
      process.destroyForcibly().onExit().join();
    }
  }
}
