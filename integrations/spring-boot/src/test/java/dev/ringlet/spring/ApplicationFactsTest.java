// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class ApplicationFactsTest {
  private final StandardEnvironment environment = new StandardEnvironment();

  ApplicationFactsTest() {
    environment.getPropertySources().remove("systemProperties");
    environment.getPropertySources().remove("systemEnvironment");
  }

  @Test
  void resourceHasNameOfApplicationUnlessSettingsHaveOne() {
    assertThat(settings(Map.of("spring.application.name", "shop")).get("otel.resource.attributes"))
        .startsWith("service.name=shop,telemetry.distro.name=ringlet-spring-boot-starter,");
    assertThat(
            settings(Map.of("spring.application.name", "shop", "otel.service.name", "till"))
                .get("otel.resource.attributes"))
        .doesNotContain("service.name");
  }

  @Test
  void fileHasWholeResource() {
    assertThat(settings(Map.of("spring.application.name", "shop", "otel.config.file", "otel.yaml")))
        .containsOnly(
            Map.entry("otel.config.file", "otel.yaml"),
            Map.entry("ringlet.shutdown.hook", "false"));
  }

  private Map<String, String> settings(Map<String, Object> given) {
    environment.getPropertySources().remove("file");
    environment.getPropertySources().addFirst(new MapPropertySource("file", given));
    SpringSettings settings = SpringSettings.of(environment);
    ApplicationFacts.add(settings, environment, null);
    Map<String, String> all = new LinkedHashMap<>();
    settings.forEach(all::put);
    return all;
  }
}
