// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.doctor;

import dev.ringlet.config.KnownKeys;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Writes a file of settings with comments, for one of four situations. */
final class SettingsFile {
  private final Questions ask;
  private final StringBuilder text = new StringBuilder();

  private SettingsFile(Questions ask) {
    this.ask = ask;
  }

  /**
   * Asks for values without an option and writes the file that the options name.
   *
   * @return the exit code
   */
  static int write(Options options, BufferedReader in, PrintStream out) throws IOException {
    Questions ask = new Questions(options, in, out);
    Path file = Path.of(Objects.requireNonNull(options.get("write"), "write"));
    if (Files.exists(file) && !options.force()) {
      out.println(file + " exists; --force overwrites it.");
      return Doctor.PROBLEM;
    }
    String kind =
        ask.oneOf(
            "for", "What for", "collector", List.of("collector", "vendor", "edge", "offline"));
    boolean declared = String.valueOf(file.getFileName()).matches("(?i).*\\.ya?ml");
    if (declared) {
      store(file, DeclaredSettings.text(ask, kind));
    } else {
      SettingsFile settings = new SettingsFile(ask);
      settings.fill(kind);
      store(file, settings.text.toString());
    }
    String key = declared ? Declared.KEY : "ringlet.properties.file";
    String variable = key.toUpperCase(Locale.ROOT).replace('.', '_');
    out.println("Wrote " + file + ". Start the application with");
    out.println("  -D" + key + "=" + file + "   or   " + variable + "=" + file);
    if (declared) {
      out.println("  and dev.ringlet:ringlet-declarative-config on the class path.");
    }
    return Doctor.GOOD;
  }

  /** It may hold a token, so only its owner may read it, where the file system knows owners. */
  private static void store(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (UnsupportedOperationException noOwners) {
      Files.createFile(file);
    } catch (FileAlreadyExistsException late) {
      throw new IOException(file + " was created by another process", late);
    }
    Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.TRUNCATE_EXISTING);
  }

  private void fill(String kind) {
    text.append("# Settings of the Ringlet SDK, for ringlet.properties.file.\n");
    text.append("# The environment and system properties override them.\n");
    set("otel.service.name", ask.text("service", "Name of the service", "my-service"));
    option("otel.resource.attributes", "deployment.environment.name=production");
    switch (kind) {
      case "vendor" -> vendor();
      case "edge" -> edge();
      case "offline" -> offline();
      default -> collector();
    }
    option("otel.traces.sampler", "parentbased_traceidratio");
    option("otel.traces.sampler.arg", "0.1");
    option("otel.metric.export.interval", "30s");
    option("ringlet.self.telemetry.enabled", "true");
    option("ringlet.profiles.enabled", "true");
  }

  private void collector() {
    receiver("http://localhost:4318");
    option("otel.exporter.otlp.headers", "authorization=Bearer%20TOKEN");
  }

  private void vendor() {
    receiver("https://otlp.example.com");
    header();
    set("otel.exporter.otlp.compression", "gzip");
    option("ringlet.spool.directory", "/var/lib/my-service/telemetry");
    option("ringlet.exporter.otlp.proxy", "http://proxy.example.com:3128");
  }

  private void header() {
    String name = ask.text("header", "Header for the token", "authorization");
    set(
        "otel.exporter.otlp.headers",
        name + "=" + encode(ask.text("token", "Its value", "Bearer TOKEN")));
  }

  private void edge() {
    receiver("https://otlp.example.com");
    if (ask.has("token")) {
      header();
    } else {
      option("otel.exporter.otlp.headers", "authorization=Bearer%20TOKEN");
    }
    set("otel.exporter.otlp.compression", "gzip");
    set("ringlet.spool.directory", directory("/var/lib/my-service/telemetry"));
    set("ringlet.spool.max.bytes", "64m");
    option("ringlet.spool.max.age", "7d");
    set("ringlet.bsp.max.queue.bytes", "1m");
    set("ringlet.blrp.max.queue.bytes", "1m");
    set("otel.metric.export.interval", "5m");
  }

  private void offline() {
    for (String signal : List.of("traces", "metrics", "logs")) {
      set("otel." + signal + ".exporter", "otlp_file");
    }
    String directory = directory("/var/log/my-service");
    set("ringlet.exporter.file.path", directory + "/telemetry.jsonl");
    set("ringlet.exporter.file.max.bytes", "16m");
    set("ringlet.exporter.file.max.files", "5");
  }

  private String directory(String suggested) {
    String answer = ask.text("directory", "Directory for telemetry", suggested);
    return answer.endsWith("/") ? answer.substring(0, answer.length() - 1) : answer;
  }

  private void receiver(String suggested) {
    Receiver receiver = Receiver.ask(ask, suggested);
    set("otel.exporter.otlp.endpoint", receiver.endpoint());
    set("otel.exporter.otlp.protocol", receiver.protocol());
  }

  private void set(String key, String value) {
    comment(key);
    text.append(key).append('=').append(escape(value)).append('\n');
  }

  /** A commented-out line. */
  private void option(String key, String value) {
    if (text.indexOf("\n" + key + "=") < 0) {
      comment(key);
      text.append('#').append(key).append('=').append(escape(value)).append('\n');
    }
  }

  private void comment(String key) {
    KnownKeys.Key known = Objects.requireNonNull(Shown.known(key), key);
    text.append("\n# ").append(known.description());
    if (!known.range().isEmpty()) {
      text.append(" Range: ").append(known.range()).append('.');
    }
    if (!known.defaultValue().isEmpty() && !known.defaultValue().startsWith("otel.")) {
      text.append(" Default: ").append(known.defaultValue()).append('.');
    }
    text.append('\n');
  }

  /** As a value of a line, where a backslash and a line end have a meaning. */
  private static String escape(String value) {
    return value.replace("\\", "\\\\").replace("\n", "\\n");
  }

  /** As a value in a list of headers. */
  private static String encode(String value) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = b > ' ' && b < 127 && ",=%;\"\\".indexOf(b) < 0;
      encoded.append(plain ? String.valueOf((char) b) : String.format("%%%02X", b & 0xff));
    }
    return encoded.toString();
  }
}
