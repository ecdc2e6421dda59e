// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.LogListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownKeysTest {
  private static final List<String> MODULES =
      List.of(
          "sdk-api",
          "sdk-trace",
          "sdk-metrics",
          "sdk-logs",
          "sdk-profiles",
          "exporter-otlp",
          "sdk",
          "integrations/prometheus",
          "integrations/resources",
          "integrations/samplers");

  /** Names of attributes and metrics look like settings. */
  private static final Pattern NO_SETTINGS =
      Pattern.compile(
          "otel\\.(sdk\\.(?!disabled).*|component\\..*|metric\\.overflow|span\\.(parent\\.origin|sampling_result)|scope\\..*|status.*)"
              + "|ringlet\\.(anomal.*|profile\\..*|lock\\.class|object\\.class|wait\\.kind"
              + "|stack\\.truncated|exporter\\.(?!otlp|file|prometheus).*)");

  private static final Pattern CONSTANT =
      Pattern.compile("String (\\w+) =\\s+\"((?:otel|ringlet)\\.[a-z.]*\\.)\"");
  private static final Pattern LITERAL =
      Pattern.compile("\"((?:otel|ringlet)\\.[a-z0-9._]*[a-z0-9])\"");
  private static final Pattern SUM = Pattern.compile("(\\w+)\\s*\\+ \"([a-z][a-z.]*[a-z])\"");
  private static final Pattern READ_SUM =
      Pattern.compile("onfig\\s*\\.(?:get|is)\\w+\\(\\s*\\w+ \\+ \"\\.?([a-z][a-z.]*[a-z])\"");

  private final Map<String, String> sources = new HashMap<>();
  private final Set<String> names = new TreeSet<>();

  private void readSources() throws IOException {
    for (String module : MODULES) {
      Path main = Path.of("..", module, "src", "main", "java");
      try (Stream<Path> files = Files.walk(main)) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .filter(file -> !file.endsWith("KnownKeys.java"))
            .forEach(file -> sources.put(file.toString(), read(file)));
      }
    }
    assertThat(sources.size()).isGreaterThan(100);
    KnownKeys.all().forEach(key -> names.add(key.name()));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).replaceAll("(?m)^\\s*(\\*|//|/\\*\\*).*$", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everySettingThatTheSourcesReadIsInTheTable() throws IOException {
    readSources();
    Set<String> missing = new TreeSet<>();
    for (String source : sources.values()) {
      for (String key : keysIn(source)) {
        boolean known =
            names.contains(key)
                || names.stream().anyMatch(name -> name.startsWith(key + ".<"))
                || NO_SETTINGS.matcher(key).matches()
                || KnownKeys.remark(key) == null;
        if (!known) {
          missing.add(key);
        }
      }
      for (Matcher m = READ_SUM.matcher(source); m.find(); ) {
        String suffix = m.group(1);
        if (names.stream().noneMatch(name -> name.endsWith("." + suffix))) {
          missing.add("..." + suffix);
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  private static Set<String> keysIn(String source) {
    Map<String, String> constants = new HashMap<>();
    for (Matcher m = CONSTANT.matcher(source); m.find(); ) {
      constants.put(m.group(1), m.group(2));
    }
    Set<String> keys = new TreeSet<>();
    for (Matcher m = LITERAL.matcher(source); m.find(); ) {
      keys.add(m.group(1));
    }
    for (Matcher m = SUM.matcher(source); m.find(); ) {
      if (constants.containsKey(m.group(1))) {
        keys.add(constants.get(m.group(1)) + m.group(2));
      }
    }
    return keys;
  }

  @Test
  void everySettingInTheTableIsReadSomewhere() throws IOException {
    readSources();
    String all = String.join("\n", sources.values());
    Set<String> unused = new TreeSet<>();
    for (String name : names) {
      if (!isIn(all, name)) {
        unused.add(name);
      }
    }
    assertThat(unused).isEmpty();
  }

  /** As one literal, or as the sum of several. */
  private static boolean isIn(String source, String name) {
    if (source.contains('"' + name + '"')) {
      return true;
    }
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      String suffix = name.substring(dot + 1);
      if (source.contains('"' + suffix + '"') || source.contains("\"." + suffix + '"')) {
        return true;
      }
    }
    return false;
  }

  @Test
  void theTableIsWhole() {
    for (KnownKeys.Key key : KnownKeys.all()) {
      assertThat(key.name()).matches("(otel|ringlet)(\\.[a-z0-9]+|\\.<(signal|number)>)+");
      assertThat(key.type()).isNotEmpty();
      assertThat(key.description()).endsWith(".");
    }
    assertThat(KnownKeys.all()).extracting(KnownKeys.Key::name).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "otel.service.nme, otel.service.name",
    "otel.traces.exporters, otel.traces.exporter",
    "otel.exporter.otlp.trace.endpoint, otel.exporter.otlp.traces.endpoint",
    "otel.exporter.otlp.header, otel.exporter.otlp.headers",
    "otel.metrics.export.interval, otel.metric.export.interval",
    "otel.bsp.maxqueuesize, otel.bsp.max.queue.size",
    "ringlet.spool.dir, ringlet.spool.directory",
  })
  void namesThatAreNearlyRight(String key, String meant) {
    String remark = KnownKeys.remark(key);
    assertThat(remark).startsWith(key + " is not known");
    if (meant.length() - key.length() < 5) {
      assertThat(remark).isEqualTo(key + " is not known; did you mean " + meant + "?");
    }
  }

  @Test
  void namesThatAreFarFromAll() {
    assertThat(KnownKeys.remark("otel.xyz")).isEqualTo("otel.xyz is not known");
    assertThat(KnownKeys.remark("something.else")).isEqualTo("something.else is not known");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "otel.java.exporter.memory_mode",
        "otel.java.exporter.memory.mode",
        "otel.exporter.zipkin.endpoint",
        "io.opentelemetry.sdk.common.export.httpsenderprovider"
      })
  void namesOfTheOfficialSdk(String key) {
    assertThat(KnownKeys.remark(key)).startsWith(key + " is a setting of the official SDK");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "otel.instrumentation.common.default.enabled",
        "otel.javaagent.debug",
        "otel.semconv.stability.opt.in",
        "otel.resource.attributes.pod.name",
        "io.opentelemetry.context.contextstorageprovider",
        "ringlet.spool.max.bytes",
        "ringlet.exporter.otlp.endpoints.2.headers",
        "otel.exporter.otlp.profiles.timeout"
      })
  void namesThatAreNotRemarkedOn(String key) {
    assertThat(KnownKeys.remark(key)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "ringlet.viewer.port, ringlet.viewer, true",
    "otel.traces.sampler.arg, otel.traces.sampler, always_on",
    "ringlet.spool.policy, ringlet.spool.directory, /spool",
    "ringlet.sampler.adaptive.spans.per.second, ringlet.customizers, 'anomalies,Adaptive'"
  })
  void aSettingOfAPartThatIsNotSwitchedOn(String key, String other, String value) {
    Config without = Config.of(Map.of(key, "4320"), Map.of(), Map.of());
    assertThat(KnownKeys.remark(key, without)).startsWith(key + " has no effect without " + other);

    Config with = Config.of(Map.of(key, "4320", other, value), Map.of(), Map.of());
    assertThat(KnownKeys.remark(key, with)).isNull();
  }

  @Test
  void noSettingOfTheSpoolHasAnEffectWithoutItsDirectory() {
    List<String> keys =
        KnownKeys.all().stream()
            .map(KnownKeys.Key::name)
            .filter(name -> name.startsWith("ringlet.spool.") && !name.endsWith(".directory"))
            .toList();
    assertThat(keys)
        .hasSizeGreaterThan(5)
        .allSatisfy(
            key ->
                assertThat(KnownKeys.remark(key, Config.of(Map.of(key, "1"), Map.of(), Map.of())))
                    .isEqualTo(key + " has no effect without ringlet.spool.directory"));
  }

  @Test
  void onlyWhatWasNotReadIsReported() {
    Map<String, String> set =
        Map.of(
            "otel.service.nme",
            "x",
            "ringlet.odd.one",
            "y",
            "otel.a",
            "",
            "otel.exporter.zipkin.endpoint",
            "secret");
    Config config = Config.of(set, Map.of(), Map.of("OTEL_BSP_SCHEDULE_DELAY", "5s"));
    assertThat(config.getString("ringlet.odd.one")).isEqualTo("y");
    List<String> lines = new ArrayList<>();
    LogListener listener = new LogListener(record -> lines.add(record.getMessage()));
    Logger logger = Logger.getLogger(Config.class.getName());
    logger.addHandler(listener);
    try {
      config.warnOfUnknownKeys();
    } finally {
      logger.removeHandler(listener);
    }
    assertThat(lines)
        .containsExactly(
            "otel.exporter.zipkin.endpoint is a setting of the official SDK that Ringlet does not have;"
                + " it has no effect",
            "otel.service.nme is not known; did you mean otel.service.name?");
  }
}
