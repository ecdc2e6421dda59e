// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.doctor;

import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.OtlpExporters;
import dev.ringlet.exporter.otlp.OtlpProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The endpoints of the settings. */
final class Routes {
  private static final List<String> KNOWN =
      List.of("otlp", "otlp_file", "otlp/stdout", "console", "logging", "none");
  private final List<OtlpProbe> probes = new ArrayList<>();

  Routes() {}

  /** Without ringlet-declarative-config a file is not read. */
  static Routes unknown(String why, Report report) {
    report.title("Where telemetry goes");
    report.note("where the file of otel.config.file says; " + why);
    return new Routes();
  }

  static Routes print(Config config, Report report) {
    Routes routes = new Routes();
    report.title("Where telemetry goes");
    if (config.getBoolean("otel.sdk.disabled", false)) {
      report.note("nowhere: otel.sdk.disabled is true");
      return routes;
    }
    boolean profiles = config.getBoolean("ringlet.profiles.enabled", false);
    for (Signal signal : Signal.values()) {
      if (signal != Signal.PROFILES || profiles) {
        routes.add(signal, config, report);
      }
    }
    directory("ringlet.spool.directory", config.getString("ringlet.spool.directory"), report);
    return routes;
  }

  private void add(Signal signal, Config config, Report report) {
    String key = "otel." + signal.key() + ".exporter";
    for (String name : config.getNames(key, Set.of("otlp"), KNOWN)) {
      switch (name) {
        case "otlp" -> addOtlp(signal, config, report);
        case "none" -> report.line(signal.key() + ": nowhere");
        case "otlp_file" -> addFile(signal, config, report);
        default -> report.line(signal.key() + ": " + name);
      }
    }
  }

  private void addOtlp(Signal signal, Config config, Report report) {
    try {
      int number = 0;
      for (OtlpProbe probe : OtlpExporters.of(config).probes(signal)) {
        add(probe, number++ == 0 ? "" : ", if those before it fail", report);
      }
    } catch (ConfigException wrong) {
      report.problem(String.valueOf(wrong.getMessage()));
    }
  }

  /** Adds an address to be tried, and says what is sent there. */
  void add(OtlpProbe probe, String remark, Report report) {
    String proxy = probe.proxy() == null ? "" : ", through the proxy " + probe.proxy();
    report.line(
        probe.signal().key()
            + ": "
            + probe.address()
            + " ("
            + probe.protocol().key()
            + ")"
            + proxy
            + remark);
    probes.add(probe);
  }

  private static void addFile(Signal signal, Config config, Report report) {
    String key = "ringlet.exporter.file." + signal.key() + ".path";
    key = config.isSet(key) ? key : "ringlet.exporter.file.path";
    String path = config.getString(key);
    report.line(signal.key() + ": files, " + (path == null ? "see " + key : path));
    if (path != null) {
      Path parent = Path.of(path).toAbsolutePath().getParent();
      directory(key, Objects.requireNonNull(parent, "root").toString(), report);
    }
  }

  /** Returns whether files can be written in a directory, or in its nearest existing parent. */
  static void directory(String key, @Nullable String name, Report report) {
    if (name == null) {
      return;
    }
    Path directory = Path.of(name).toAbsolutePath();
    while (!Files.exists(directory) && directory.getParent() != null) {
      directory = directory.getParent();
    }
    try {
      Path test = Files.createTempFile(directory, "ringlet-doctor", null);
      Files.delete(test);
      report.good(key + ": files can be written in " + directory);
    } catch (IOException | SecurityException refused) {
      report.problem(
          key
              + ": no file can be written in "
              + directory
              + ". Give this user the right to write"
              + " there, or name another directory.");
    }
  }

  /** Tries all addresses. */
  void probe(Report report, Duration timeout) {
    report.title("Endpoints");
    if (probes.isEmpty()) {
      report.note("no endpoint is used");
    }
    for (OtlpProbe probe : probes) {
      EndpointCheck.run(probe, timeout, report);
    }
  }
}
