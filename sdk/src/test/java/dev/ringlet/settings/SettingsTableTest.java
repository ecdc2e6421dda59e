// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.RingletSdk;
import dev.ringlet.config.ConfigException;
import dev.ringlet.config.KnownKeys;
import dev.ringlet.trace.IdGenerator;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each line of {@code settings.txt} on both SDKs: whether they start, and what arrives where. The
 * file says where they differ and why; a difference that is gone has to go from the file, too.
 */
class SettingsTableTest {
  @TempDir static Path directory;

  private static final Handler[] HANDLERS = Logger.getLogger("").getHandlers();
  private static final PrintStream OUT = System.out;
  private static Receivers receivers;

  @BeforeAll
  static void start() throws Exception {
    receivers = new Receivers(directory);
    for (Handler handler : HANDLERS) { // hundreds of lines about bad settings
      Logger.getLogger("").removeHandler(handler);
    }
    System.setOut(new PrintStream(OutputStream.nullOutputStream()));
  }

  @AfterAll
  static void stop() {
    System.setOut(OUT);
    for (Handler handler : HANDLERS) {
      Logger.getLogger("").addHandler(handler);
    }
    receivers.close();
  }

  static List<Row> rows() throws IOException {
    return Row.all();
  }

  private static Map<String, String> settings(Row row) {
    Map<String, String> settings = new HashMap<>();
    settings.put("otel.exporter.otlp.protocol", "http/protobuf");
    settings.put("otel.exporter.otlp.endpoint", receivers.places().get("http"));
    settings.put("otel.java.exporter.otlp.retry.disabled", "true");
    settings.putAll(row.settings(receivers.places()));
    return settings;
  }

  @ParameterizedTest
  @MethodSource("rows")
  void bothSdks(Row row) {
    Map<String, String> settings = settings(row);
    String theirs = official(settings);
    String ours = ringlet(settings);
    if (row.reason() == null) {
      assertThat(ours).as(row.text()).isEqualTo(theirs);
    } else {
      assertThat(ours).as("%s is not different: %s", row, row.reason()).isNotEqualTo(theirs);
    }
  }

  private static String official(Map<String, String> settings) {
    OpenTelemetrySdk sdk;
    try {
      sdk =
          AutoConfiguredOpenTelemetrySdk.builder()
              .disableShutdownHook()
              .addPropertiesCustomizer(config -> settings)
              .addTracerProviderCustomizer(
                  (builder, config) -> builder.setIdGenerator(new SpreadIds()))
              .build()
              .getOpenTelemetrySdk();
    } catch (ConfigurationException | IllegalArgumentException e) { // the latter from the resource
      return "refused";
    }
    try (sdk) {
      return outcome(
          sdk,
          showsSizes(settings),
          () -> {
            sdk.getSdkTracerProvider().forceFlush().join(10, TimeUnit.SECONDS);
            sdk.getSdkLoggerProvider().forceFlush().join(10, TimeUnit.SECONDS);
            sdk.getSdkMeterProvider().forceFlush().join(10, TimeUnit.SECONDS);
          });
    }
  }

  private static String ringlet(Map<String, String> settings) {
    RingletSdk.Builder builder = RingletSdk.builder();
    settings.forEach(builder::property);
    SpreadIds ids = new SpreadIds();
    builder
        .property("ringlet.shutdown.hook", "false")
        .setIdGenerator(
            new IdGenerator() {
              @Override
              public long nextSpanId() {
                return ids.nextSpan();
              }

              @Override
              public long nextTraceIdHigh() {
                return SpreadIds.HIGH;
              }

              @Override
              public long nextTraceIdLow() {
                return ids.nextTrace();
              }
            });
    RingletSdk sdk;
    try {
      sdk = builder.build();
    } catch (ConfigException e) {
      assertThat(e).hasMessageMatching("(?s).*(otel|ringlet)\\..*");
      return "refused";
    }
    try (sdk) {
      return outcome(sdk, showsSizes(settings), () -> sdk.flush(Duration.ofSeconds(10)));
    }
  }

  /** Where a setting bounds the requests; elsewhere their sizes depend on the time. */
  private static boolean showsSizes(Map<String, String> settings) {
    return settings.containsKey("otel.metric.export.max.batch.size")
        || "3".equals(settings.get("otel.bsp.max.export.batch.size"));
  }

  private static String outcome(OpenTelemetry sdk, boolean sizes, Runnable flush) {
    receivers.take();
    Map<String, String> carrier = Workload.run(sdk);
    flush.run();
    return "propagated " + carrier + '\n' + receivers.take().text(sizes);
  }

  /** Settings of Ringlet's own and of other artifacts are no business of the official SDK. */
  @Test
  void theTableHasEverySetting() throws IOException {
    Set<String> used = new HashSet<>();
    for (Row row : Row.all()) {
      row.settings(Map.of()).keySet().forEach(key -> used.add(pattern(key)));
    }
    Set<String> missing = new TreeSet<>();
    for (KnownKeys.Key key : KnownKeys.all()) {
      boolean official = key.name().matches("otel\\.(?!.*prometheus|resource\\.providers).*");
      if (official && !used.contains(pattern(key.name()))) {
        missing.add(key.name());
      }
    }
    assertThat(missing).isEmpty();
  }

  private static String pattern(String key) {
    return key.replaceAll("\\.(traces|metrics|logs|profiles)\\.", ".<signal>.");
  }
}
