// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer;

import dev.ringlet.ComponentProvider;
import dev.ringlet.RingletSdk;
import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.export.Signal;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Logger;

/**
 * Shows the JVM itself with {@code ringlet.viewer=true}: everything that the SDK exports is also in
 * a viewer on the loopback interface, at port {@code ringlet.viewer.port}. Found by {@link
 * java.util.ServiceLoader}.
 */
public final class ViewerComponentProvider implements ComponentProvider {
  private static final String NAME = "viewer";
  private static final String PORT = "ringlet.viewer.port";
  private static final int DEFAULT_PORT = 4319;
  private static final Duration METRIC_INTERVAL = Duration.ofSeconds(5);
  private static final Config SOON =
      Config.of(
          Map.of("otel.bsp.schedule.delay", "500ms", "otel.blrp.schedule.delay", "500ms"),
          Map.of(),
          Map.of());
  private static final Logger LOGGER = Logger.getLogger(Viewer.class.getName());

  /** Creates the provider, for {@link java.util.ServiceLoader}. */
  public ViewerComponentProvider() {}

  @Override
  public boolean customize(String name, RingletSdk.Builder builder, Config config) {
    if (!name.equals(NAME)) {
      return false;
    }
    int port = config.getInt(PORT, DEFAULT_PORT, 0, 65_535);
    Viewer viewer;
    try {
      viewer = Viewer.builder().setPort(port).build();
    } catch (IllegalArgumentException e) {
      throw new ConfigException(PORT + ": " + e.getMessage());
    } catch (UncheckedIOException e) {
      throw new ConfigException(PORT + ": cannot listen on " + port + ": " + e.getMessage());
    }
    add(viewer, builder, config);
    LOGGER.info(() -> "viewer at " + viewer.url());
    return true;
  }

  private static void add(Viewer viewer, RingletSdk.Builder builder, Config config) {
    SelfExporter first = SelfExporter.first(viewer);
    builder.addExporter(Signal.TRACES, first, SOON);
    builder.addExporter(Signal.LOGS, first.next(), SOON);
    builder.addMetricExporter(first.next(), reader -> reader.setInterval(METRIC_INTERVAL));
    if (config.getBoolean("ringlet.profiles.enabled", false)) {
      builder.addExporter(Signal.PROFILES, first.optional());
    }
    Map<String, String> defaults = new HashMap<>();
    for (Signal signal : Signal.values()) {
      if (!isSentElsewhere(signal, config)) {
        defaults.put("otel." + signal.key() + ".exporter", "none");
      }
    }
    builder.addPropertiesSupplier(() -> defaults);
  }

  /** Without an address nothing may listen at the default one, and each request would fail. */
  private static boolean isSentElsewhere(Signal signal, Config config) {
    return config.isSet("otel.exporter.otlp.endpoint")
        || config.isSet("otel.exporter.otlp." + signal.key() + ".endpoint")
        || config.isSet("ringlet.exporter.otlp.endpoints")
        || config.isSet("ringlet.exporter.otlp." + signal.key() + ".endpoints");
  }
}
