// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class SpringSettingsTest {
  private final StandardEnvironment environment = new StandardEnvironment();

  SpringSettingsTest() {
    environment.getPropertySources().remove("systemProperties");
    environment.getPropertySources().remove("systemEnvironment");
  }

  @Test
  void firstSourceThatNamesKeyWins() {
    add("commandLine", Map.of("otel.traces.exporter", "none"));
    addVariables(Map.of("OTEL_TRACES_EXPORTER", "otlp", "OTEL_LOGS_EXPORTER", "console"));
    add("file", Map.of("otel.logs.exporter", "none", "otel.metrics.exporter", "none"));
    assertThat(read())
        .containsOnly(
            Map.entry("otel.traces.exporter", "none"),
            Map.entry("otel.logs.exporter", "console"),
            Map.entry("otel.metrics.exporter", "none"));
  }

  @Test
  void emptyVariableCountsAsUnsetAndEmptySettingOfFileUnsets() {
    addVariables(Map.of("OTEL_TRACES_EXPORTER", ""));
    add("profile", Map.of("otel.logs.exporter", ""));
    add("file", Map.of("otel.traces.exporter", "none", "otel.logs.exporter", "none"));
    assertThat(read())
        .containsOnly(
            Map.entry("otel.traces.exporter", "none"), Map.entry("otel.logs.exporter", ""));
  }

  @Test
  void namesAreRelaxed() {
    add(
        "file",
        Map.of(
            "otel.exporter.otlp.metrics.temporalityPreference", "delta",
            "otel.bsp.schedule-delay", "1s",
            "otel.java.exporter.memory_mode", "x",
            "OTEL.Service.Name", "shop",
            "ringlet.close.timeout", "2s",
            "other.key", "x"));
    assertThat(read())
        .containsOnly(
            Map.entry("otel.exporter.otlp.metrics.temporality.preference", "delta"),
            Map.entry("otel.bsp.schedule.delay", "1s"),
            Map.entry("otel.java.exporter.memory.mode", "x"),
            Map.entry("otel.service.name", "shop"),
            Map.entry("ringlet.close.timeout", "2s"));
  }

  @Test
  void listsAreJoinedAndComeFromOneSource() {
    Map<String, Object> profile = new LinkedHashMap<>();
    profile.put("otel.propagators[1]", "baggage");
    profile.put("otel.propagators[0]", "b3");
    add("profile", profile);
    add("file", Map.of("otel.propagators", "tracecontext,jaeger,baggage"));
    assertThat(read()).containsOnly(Map.entry("otel.propagators", "b3,baggage"));
  }

  @Test
  void mapsAreJoinedByNameFromAllSources() {
    addVariables(Map.of("OTEL_RESOURCE_ATTRIBUTES", "k8s.pod.name=a%20b,team=red"));
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("otel.resource.attributes.team", "green");
    file.put("otel.resource.attributes.deployment.environment.name", "a,b=c");
    file.put("otel.resource.attributes[Case.Kept]", "ä");
    file.put("otel.exporter.otlp.headers.x-api-key", "se cret");
    add("file", file);
    assertThat(read())
        .containsOnly(
            Map.entry(
                "otel.resource.attributes",
                "k8s.pod.name=a%20b,team=red,deployment.environment.name=a%2Cb%3Dc"
                    + ",Case.Kept=%C3%A4"),
            Map.entry("otel.exporter.otlp.headers", "x-api-key=se%20cret"));
  }

  @Test
  void headersThatDifferOnlyInCaseAreOneHeaderAndTheFirstSourceWins() {
    addVariables(
        Map.of(
            "OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20prod",
            "RINGLET_EXPORTER_OTLP_ENDPOINTS_2_HEADERS", "X-Key=first,x-key=last"));
    add(
        "file",
        Map.of(
            "otel.exporter.otlp.headers.Authorization", "Bearer dev",
            "otel.resource.attributes", "Team=red,team=green,Team=blue"));
    assertThat(read())
        .containsOnly(
            Map.entry("otel.exporter.otlp.headers", "authorization=Bearer%20prod"),
            Map.entry("ringlet.exporter.otlp.endpoints.2.headers", "X-Key=last"),
            Map.entry("otel.resource.attributes", "Team=blue,team=green"));
  }

  @Test
  void malformedMapReachesSdkWhichRefusesIt() {
    add("file", Map.of("otel.resource.attributes", "a=1,b"));
    assertThat(read()).containsOnly(Map.entry("otel.resource.attributes", "a=1,b"));
  }

  @Test
  void variableOfOperatorIsNoResourceAttribute() {
    addVariables(Map.of("OTEL_RESOURCE_ATTRIBUTES_POD_NAME", "pod"));
    assertThat(read()).containsOnly(Map.entry("otel.resource.attributes.pod.name", "pod"));
  }

  @Test
  void placeholdersAreResolvedAndOwnSettingsKept() {
    add(
        "file",
        Map.of("name", "shop", "otel.service.name", "${name}", "ringlet.spring.global", "true"));
    assertThat(read()).containsOnly(Map.entry("otel.service.name", "shop"));
  }

  private void add(String name, Map<String, Object> properties) {
    environment.getPropertySources().addLast(new MapPropertySource(name, properties));
  }

  private void addVariables(Map<String, Object> variables) {
    environment
        .getPropertySources()
        .addLast(new SystemEnvironmentPropertySource("systemEnvironment", variables));
  }

  private Map<String, String> read() {
    Map<String, String> read = new LinkedHashMap<>();
    SpringSettings.of(environment).forEach(read::put);
    return read;
  }
}
