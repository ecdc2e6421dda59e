// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The page of settings is generated from the table; {@code -Dringlet.api.record=true} writes it.
 */
class ConfigurationPageTest {
  private static final Path FILE = Path.of("..", "sdk", "CONFIGURATION.md");

  /** The section of the first prefix that fits, in the order of the page. */
  private static final Map<String, String> SECTIONS = new LinkedHashMap<>();

  static {
    SECTIONS.put("otel.exporter.prometheus.", "Prometheus (needs ringlet-prometheus)");
    SECTIONS.put(
        "otel.java.experimental.exporter.prometheus.", "Prometheus (needs ringlet-prometheus)");
    SECTIONS.put("ringlet.exporter.prometheus.", "Prometheus (needs ringlet-prometheus)");
    SECTIONS.put("otel.exporter.otlp.metrics.temporality", "Metrics");
    SECTIONS.put("otel.exporter.otlp.metrics.default", "Metrics");
    SECTIONS.put("otel.exporter.otlp.", "OTLP exporters");
    SECTIONS.put("otel.java.exporter.otlp.", "OTLP exporters");
    SECTIONS.put("ringlet.exporter.otlp.", "OTLP exporters");
    SECTIONS.put("ringlet.exporter.console.", "Console exporter");
    SECTIONS.put("ringlet.exporter.file.", "File exporters");
    SECTIONS.put("ringlet.spool.", "Spool on disk");
    SECTIONS.put("otel.bsp.", "Batches of spans and log records");
    SECTIONS.put("otel.blrp.", "Batches of spans and log records");
    SECTIONS.put("ringlet.bsp.", "Batches of spans and log records");
    SECTIONS.put("ringlet.blrp.", "Batches of spans and log records");
    SECTIONS.put("ringlet.traces.processor", "Batches of spans and log records");
    SECTIONS.put("ringlet.logs.processor", "Batches of spans and log records");
    SECTIONS.put(
        "otel.resource.providers.", "Resource detectors (need ringlet-resource-detectors)");
    SECTIONS.put("ringlet.resource.", "Resource detectors (need ringlet-resource-detectors)");
    SECTIONS.put("otel.metric", "Metrics");
    SECTIONS.put("otel.java.metrics.", "Metrics");
    SECTIONS.put("otel.traces.sampler", "Sampling");
    SECTIONS.put("ringlet.sampler", "Sampling");
    SECTIONS.put("ringlet.traces.", "Sampling");
    SECTIONS.put("otel.attribute.", "Limits of spans and log records");
    SECTIONS.put("otel.span.", "Limits of spans and log records");
    SECTIONS.put("otel.event.", "Limits of spans and log records");
    SECTIONS.put("otel.link.", "Limits of spans and log records");
    SECTIONS.put("otel.logrecord.", "Limits of spans and log records");
    SECTIONS.put("otel.service.", "Resource");
    SECTIONS.put("otel.resource.", "Resource");
    SECTIONS.put("otel.entities", "Resource");
    SECTIONS.put("otel.java.", "Resource");
    SECTIONS.put("ringlet.profiles.", "Profiles (needs ringlet-sdk-profiles)");
    SECTIONS.put("", "The whole SDK");
  }

  private static final String HEAD =
      """
      # Settings

      `ConfigurationPageTest` generates this page from the table in `KnownKeys`. Other tests compare names, types and
      ranges with what the SDK reads and accepts.

      A setting is a property of the builder (`RingletSdk.builder().property(name, value)`), a system property
      (`-Dname=value`), an environment variable, or a line of the file that `ringlet.properties.file` names. The first
      source that has a value wins, in this order: `addPropertiesCustomizer`, the builder, system properties,
      environment variables, the file, `addPropertiesSupplier`, and the default on this page. An empty value means
      unset, in any source.

      Names of settings and values that are names are case-insensitive. White space around a value is ignored. The name
      of an environment variable has `_` in place of `.` and `-`, and every other source takes that name as well.
      `<signal>` stands for `traces`, `metrics`, `logs` or `profiles`.

      | type | form |
      |---|---|
      | boolean | `true` or `false`; any other value means `false` and is reported in a warning |
      | integer, number | decimal digits; a number may have a fraction |
      | duration | a whole number with `ns`, `us`, `ms`, `s`, `m`, `h` or `d`; without a unit, milliseconds |
      | bytes | a whole number with `k`, `m` or `g` (powers of 1024); without a unit, bytes |
      | list | texts separated by commas |
      | map | `name=value` pairs separated by commas |
      | names | one of the names in the table; exporters and propagators may be several names, separated by commas |

      An invalid value fails the start. The message has the name of the setting, the allowed values, and the value unless
      it may be a secret. A warning names each key of `otel.*` or `ringlet.*` that is not a setting, and the nearest known
      name. `java -jar ringlet-doctor-<version>-all.jar` shows the effective settings and the source of each one.
      """;

  private static String section(String name) {
    for (Map.Entry<String, String> section : SECTIONS.entrySet()) {
      if (name.startsWith(section.getKey())) {
        return section.getValue();
      }
    }
    throw new AssertionError(name);
  }

  private static String environment(String name) {
    return name.toUpperCase(Locale.ROOT).replace('.', '_');
  }

  private static String code(String text) {
    return text.isEmpty() ? "" : '`' + text + '`';
  }

  private static String row(KnownKeys.Key key) {
    boolean choice = key.type().contains(", ");
    String type = choice ? code(key.type().replace(", ", "`, `")) : key.type();
    return "| "
        + String.join(
            " | ",
            code(key.name()) + "<br>" + code(environment(key.name())),
            key.range().isEmpty() ? type : type + ", " + key.range(),
            code(key.defaultValue()),
            key.description())
        + " |\n";
  }

  @Test
  void pageHasAllSettings() throws IOException {
    Map<String, StringBuilder> sections = new LinkedHashMap<>();
    for (KnownKeys.Key key : KnownKeys.all()) {
      sections
          .computeIfAbsent(
              section(key.name()),
              title ->
                  new StringBuilder("\n## ")
                      .append(title)
                      .append("\n\n| setting | value | default | effect |\n|---|---|---|---|\n"))
          .append(row(key));
    }
    StringBuilder page = new StringBuilder(HEAD);
    sections.values().forEach(page::append);
    page.append("\n## Settings of the official SDK that have no effect\n\n");
    page.append("A warning names each of them that is set: `");
    page.append(String.join("`, `", KnownKeys.withoutEffect())).append("`.\n");
    if (Boolean.getBoolean("ringlet.api.record")) {
      Files.writeString(FILE, page);
    }
    assertThat(Files.readString(FILE))
        .as("settings; -Dringlet.api.record=true records a change that is meant")
        .isEqualTo(page.toString());
  }

  @Test
  void namesOfTheEnvironmentAreThoseThatAreRead() {
    for (KnownKeys.Key key : KnownKeys.all()) {
      if (key.name().equals(PropertyFile.KEY)) {
        continue; // x would have to be a file
      }
      String name = key.name().replace("<signal>", "logs").replace("<number>", "2");
      Config config = Config.of(Map.of(), Map.of(), Map.of(environment(name), "x"));
      assertThat(config.getString(name)).as(name).isEqualTo("x");
    }
  }
}
