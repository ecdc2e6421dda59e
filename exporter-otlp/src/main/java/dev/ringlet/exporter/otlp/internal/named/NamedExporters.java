// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.named;

import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.console.ConsoleExporter;
import dev.ringlet.exporter.file.OtlpFileExporter;
import dev.ringlet.exporter.otlp.OtlpExporters;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The exporters of this module by their names in {@code otel.<signal>.exporter}. */
public final class NamedExporters {
  /** The names; case does not matter. */
  public static final List<String> NAMES =
      List.of(
          "otlp",
          "otlp_file",
          "otlp_file/development",
          "otlp/stdout",
          "experimental-otlp/stdout",
          "logging-otlp",
          "console",
          "logging",
          "none");

  private static final Set<String> DEFAULT = Set.of("otlp");

  private final Config config;
  private @Nullable OtlpExporters otlp;

  /** Creates no exporter yet. */
  public NamedExporters(Config config) {
    this.config = config;
  }

  /** The key of the setting of a signal. */
  public static String key(Signal signal) {
    return "otel." + signal.key() + ".exporter";
  }

  /**
   * The names in the setting of a signal, also of exporters that others have; empty for {@code
   * none}.
   */
  public Set<String> names(Signal signal) {
    String key = key(signal);
    Set<String> names = config.getDistinctNames(key, DEFAULT, NAMES);
    if (!names.contains("none")) {
      return names;
    }
    if (names.size() > 1) {
      throw new ConfigException(key + " contains none along with other exporters");
    }
    return Set.of();
  }

  /**
   * Creates the exporter with a name; null if others have it. The OTLP exporters of one object
   * share a spool.
   */
  public @Nullable Exporter create(Signal signal, String name) {
    return switch (name) {
      case "otlp" -> {
        otlp = otlp == null ? OtlpExporters.of(config) : otlp;
        yield otlp.exporter(signal);
      }
      case "console", "logging" -> ConsoleExporter.fromConfig(config);
      case "otlp_file", "otlp_file/development" -> OtlpFileExporter.fromConfig(signal, config);
      case "otlp/stdout", "experimental-otlp/stdout", "logging-otlp" ->
          OtlpFileExporter.toStandardOutput(signal);
      default -> null;
    };
  }
}
