// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.doctor;

import dev.ringlet.config.Config;
import dev.ringlet.declarative.DeclaredFile;
import dev.ringlet.declarative.DeclaredFile.Sender;
import dev.ringlet.declarative.DeclaredFile.Setting;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.OtlpProbe;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A file of declarative configuration: its values, and where it sends telemetry. To be used only if
 * {@link #isAvailable}: it is read by ringlet-declarative-config, an optional dependency.
 */
final class Declared {
  static final String KEY = "otel.config.file";

  private final DeclaredFile file;

  private Declared(DeclaredFile file) {
    this.file = file;
  }

  static boolean isAvailable() {
    try {
      Class.forName("dev.ringlet.declarative.DeclaredFile", false, Declared.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError absent) {
      return false;
    }
  }

  /**
   * Reads the file.
   *
   * @throws dev.ringlet.config.ConfigException if it cannot be used
   */
  static Declared read(
      String file, UnaryOperator<String> environment, UnaryOperator<String> systemProperties) {
    return new Declared(DeclaredFile.read(file, environment, systemProperties));
  }

  /** Prints all values, each with its line and the sources of what is replaced in it. */
  void print(Report report) {
    report.title("File");
    for (Setting setting : file.settings()) {
      StringBuilder line = new StringBuilder(setting.path());
      if (!setting.value().isEmpty()) {
        line.append(" = ").append(shown(setting));
      }
      line.append("  (line ").append(setting.line());
      setting.sources().forEach(source -> line.append(", ").append(source));
      report.line(line.append(')').toString());
    }
  }

  private static String shown(Setting setting) {
    String path = setting.path();
    String own = Isolation.ownKey(path);
    if (own != null) {
      return Shown.value(own, setting.value());
    }
    boolean header = path.contains(".headers[") && path.endsWith(".value");
    if (setting.isForeign() || header || Shown.isSecret(path)) {
      return Shown.HIDDEN;
    }
    if (path.endsWith(".headers_list")) {
      return Shown.pairs(setting.value());
    }
    return path.endsWith("endpoint") ? Shown.addresses(setting.value()) : setting.value();
  }

  /** Prints where each signal goes, and keeps the addresses to be tried. */
  Routes route(Config config, Report report) {
    Routes routes = new Routes();
    report.title("Where telemetry goes");
    if (file.isDisabled()) {
      report.note("nowhere: the file has disabled: true");
      return routes;
    }
    List<Sender> senders = file.senders(config);
    for (Signal signal : List.of(Signal.TRACES, Signal.METRICS, Signal.LOGS)) {
      List<Sender> own = senders.stream().filter(one -> one.signal() == signal).toList();
      own.forEach(sender -> route(sender, routes, report));
      if (own.isEmpty()) {
        report.line(signal.key() + ": nowhere");
      }
    }
    String spool = null;
    for (Setting setting : file.settings()) {
      if ("ringlet.spool.directory".equals(Isolation.ownKey(setting.path()))) {
        spool = setting.value();
      }
    }
    spool = spool == null ? config.getString("ringlet.spool.directory") : spool;
    Routes.directory("ringlet.spool.directory", spool, report);
    return routes;
  }

  private void route(Sender sender, Routes routes, Report report) {
    String place = "line " + sender.line() + ", " + sender.path();
    for (OtlpProbe probe : sender.probes()) {
      routes.add(
          new OtlpProbe(
              probe.signal(),
              place + ".endpoint",
              probe.address(),
              probe.protocol(),
              probe.host(),
              probe.port(),
              probe.isSecure(),
              probe.proxy(),
              probe.exporter()),
          "  (line " + sender.line() + ")",
          report);
    }
    if (sender.probes().isEmpty()) {
      report.line(sender.signal().key() + ": " + sender.name() + "  (line " + sender.line() + ")");
    }
    for (Setting setting : file.settings()) {
      if (setting.path().equals(sender.path() + ".output_stream")
          && setting.value().startsWith("file:")) {
        Path parent = Path.of(URI.create(setting.value())).toAbsolutePath().getParent();
        Routes.directory(place, String.valueOf(parent), report);
      }
    }
  }

  /**
   * Writes a copy that keeps all lines, but names no spool and no file of the application.
   *
   * @return false if a value cannot be replaced where it stands
   */
  boolean isolate(Path original, Path copy, Path scratch) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(original));
    boolean whole = Isolation.apply(file.settings(), lines, scratch);
    Files.write(copy, lines);
    return whole;
  }
}
