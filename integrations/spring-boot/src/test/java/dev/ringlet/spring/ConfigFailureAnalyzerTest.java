// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.config.ConfigException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The page that Spring shows when a setting stops the start. */
class ConfigFailureAnalyzerTest {
  private final StandardEnvironment environment = new StandardEnvironment();

  private FailureAnalysis analysis(String message) {
    Throwable failure = new IllegalStateException("no context", new ConfigException(message));
    return new ConfigFailureAnalyzer(environment).analyze(failure);
  }

  private void add(String source, Map<String, Object> settings) {
    environment.getPropertySources().addLast(new MapPropertySource(source, settings));
  }

  @Test
  void theSettingIsNamedAsItsSourceNamesIt() {
    add("first file", Map.of("otel.bsp.max-queue-size", "many", "otel.service.name", "shop"));
    add("second file", Map.of("otel.bsp.max-queue-size", "5"));

    FailureAnalysis analysis =
        analysis("otel.bsp.max.queue.size: expected a whole number, not \"many\"");

    assertThat(analysis.getDescription())
        .isEqualTo(
            "The setting cannot be used by Ringlet.\n\n"
                + "    otel.bsp.max.queue.size: expected a whole number, not \"many\"\n\n"
                + "    otel.bsp.max-queue-size is from first file\n");
    assertThat(analysis.getAction()).startsWith("Change the setting");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "otel.exporter.otlp.headers: no pair              | true",
        "headers are in otel.exporter.otlp.headers        | true",
        "headers are in otel.exporter.otlp.headers. More. | true",
        "otel.exporter.otlp.headers.x and otel.exporter.otlp.headers differ | true",
        "otel.exporter.otlp.headers.x: no pair            | false",
        "otel.exporter.otlp.headers-x: no pair            | false",
        "my.otel.exporter.otlp.headers: no pair           | false",
        "something else                                   | false"
      })
  void aKeyIsNamedWhereItStandsAlone(String message, boolean named) {
    add("file", Map.of("otel.exporter.otlp.headers", "a"));

    assertThat(analysis(message).getDescription().contains("is from file")).isEqualTo(named);
  }

  @Test
  void anotherFailureIsLeftToOthers() {
    assertThat(new ConfigFailureAnalyzer(environment).analyze(new IllegalStateException("x")))
        .isNull();
  }
}
