// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.LogCapture;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class AdviceTest {
  private static final String FILE_HAS_THE_RESOURCE =
      "otel.config.file is set: the resource is that of the file, and spring.application.name is"
          + " not its service.name";

  @Test
  void warnsOfSettingsWithoutEffectAndNamesTheirReplacement() {
    assertThat(
            replaced(
                false,
                false,
                Map.of(
                    "management.tracing.sampling.probability", "1",
                    "management.otlp.metrics.export.url", "http://localhost",
                    "management.opentelemetry.resource-attributes.a", "b",
                    "MANAGEMENT_OTLP_TRACING_ENDPOINT", "http://localhost",
                    "management.tracing.propagation.type", "b3",
                    "management.tracing.enabled", "true",
                    "management.otlp.metrics.export.enabled", "false")))
        .isEqualTo(
            "MANAGEMENT_OTLP_TRACING_ENDPOINT (use otel.exporter.otlp.traces.*),"
                + " management.opentelemetry.resource-attributes.a (use otel.resource.attributes),"
                + " management.otlp.metrics.export.url (use otel.exporter.otlp.metrics.*),"
                + " management.tracing.sampling.probability (use otel.traces.sampler)");
  }

  @Test
  void registryThatIsKeptAndPropagatorsThatAreSetChangeWhatHasEffect() {
    assertThat(replaced(true, false, Map.of("management.otlp.metrics.export.url", "x"))).isEmpty();
    assertThat(replaced(false, true, Map.of("management.tracing.propagation.produce[0]", "b3")))
        .contains("otel.propagators");
  }

  @ParameterizedTest
  @CsvSource({
    "otel.config.file, spring.application.name, true",
    "otel.config.file, spring.application.group, false",
    "otel.service.name, spring.application.name, false"
  })
  void saysThatTheNameOfTheApplicationIsNotInTheResourceOfAFile(
      String setting, String fact, boolean told) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("file", Map.of(setting, "x", fact, "shop")));
    try (LogCapture log = new LogCapture(Advice.class.getName())) {
      Advice.give(environment, SpringSettings.of(environment));
      assertThat(log.messages(Level.INFO).contains(FILE_HAS_THE_RESOURCE)).isEqualTo(told);
    }
  }

  private static String replaced(
      boolean registryKept, boolean propagatorsSet, Map<String, Object> settings) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("file", settings));
    return Advice.replaced(environment, registryKept, propagatorsSet);
  }
}
