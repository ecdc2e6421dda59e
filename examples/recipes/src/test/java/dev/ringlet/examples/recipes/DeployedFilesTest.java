// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files for collectors and back ends fit together; the programs themselves are not run. */
class DeployedFilesTest {
  private static final Path DEPLOY = Path.of("..", "deploy");

  @ParameterizedTest
  @ValueSource(strings = {"collector.yaml", "gateway/agent.yaml", "gateway/gateway.yaml"})
  void pipelinesUseWhatIsDefinedAndAllOfIt(String file) throws IOException {
    Map<?, ?> yaml = load(file);
    Map<?, ?> pipelines = map(map(yaml, "service"), "pipelines");
    assertThat(pipelines.keySet().toString()).contains("traces", "metrics", "logs");
    for (String kind : List.of("receivers", "processors", "exporters")) {
      TreeSet<Object> used = new TreeSet<>();
      pipelines.values().forEach(pipeline -> used.addAll((Collection<?>) value(pipeline, kind)));
      assertThat(used).as(kind).isEqualTo(new TreeSet<Object>(map(yaml, kind).keySet()));
    }
    assertThat(pipelines.values())
        .allSatisfy(
            pipeline ->
                assertThat((List<?>) value(pipeline, "processors"))
                    .first()
                    .isEqualTo("memory_limiter"));
  }

  @Test
  void portsFitTogether() throws IOException {
    Map<?, ?> collector = load("collector.yaml");
    assertThat(value(collector, "receivers", "otlp", "protocols", "http", "endpoint"))
        .as("where Ringlet sends by default")
        .asString()
        .endsWith(":4318");
    String scraped = value(collector, "exporters", "prometheus", "endpoint").toString();
    Map<?, ?> prometheus = load("prometheus.yml");
    assertThat(value(prometheus, "scrape_configs").toString())
        .contains("collector" + scraped.substring(scraped.indexOf(':')))
        .contains(":" + ScrapedService.settings(9464).get("otel.exporter.prometheus.port"));
    assertThat(value(load("compose.yaml"), "services", "collector", "ports").toString())
        .contains("4318:4318");
    assertThat(value(load("compose.yaml"), "services").toString())
        .contains("./collector.yaml:", "./prometheus.yml:");
  }

  @Test
  void tracesStayTogetherOnTheWayToTheGateways() throws IOException {
    Map<?, ?> agent = load("gateway/agent.yaml");
    assertThat(value(agent, "exporters", "loadbalancing/traces", "routing_key"))
        .isEqualTo("traceID");
    assertThat(value(agent, "exporters", "loadbalancing/traces", "resolver", "dns", "port"))
        .as("text: the Collector refuses a number")
        .isEqualTo("4317");
    assertThat(
            value(load("gateway/gateway.yaml"), "receivers", "otlp", "protocols", "grpc")
                .toString())
        .contains(":4317");
  }

  private static Map<?, ?> load(String file) throws IOException {
    return (Map<?, ?>)
        new Load(LoadSettings.builder().build())
            .loadFromString(Files.readString(DEPLOY.resolve(file)));
  }

  private static Map<?, ?> map(Object from, String key) {
    return (Map<?, ?>) value(from, key);
  }

  private static Object value(Object from, String... keys) {
    Object value = from;
    for (String key : keys) {
      value = ((Map<?, ?>) value).get(key);
      assertThat(value).as(key).isNotNull();
    }
    return value;
  }
}
