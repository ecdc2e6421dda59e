// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.doctor;

import dev.ringlet.RingletSdk;
import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Starts an SDK with the settings and closes it again. Spool and files are elsewhere, so that what
 * an application stored stays where it is, and profiler and self-telemetry stay off.
 */
final class StartCheck {
  private static final String COPY = "declared.yaml";

  private StartCheck() {}

  static void run(Config config, @Nullable Declared declared, Report report, OwnLog log) {
    report.title("Start");
    log.takeWarnings();
    Path scratch = null;
    List<String> warnings = List.of();
    try {
      scratch = Files.createTempDirectory("ringlet-doctor");
      Path copy = copy(config, declared, scratch, report);
      if (declared != null && copy == null) {
        return;
      }
      RingletSdk sdk = start(config, copy, scratch);
      warnings = log.takeWarnings();
      sdk.close();
      report.good("the SDK starts with these settings");
    } catch (ConfigException wrong) {
      report.problem(
          original(wrong.getMessage(), config, scratch)
              + ". The SDK does not start until this is changed.");
    } catch (IOException failed) {
      report.problem("cannot create a temporary directory: " + failed);
    } finally {
      delete(scratch);
    }
    for (String warning : warnings) {
      report.problem(original(warning, config, scratch));
    }
  }

  /** A copy of the declarative file that names no spool and no file of the application. */
  private static @Nullable Path copy(
      Config config, @Nullable Declared declared, Path scratch, Report report) throws IOException {
    if (declared == null) {
      return null;
    }
    Path copy = scratch.resolve(COPY);
    if (declared.isolate(Path.of(config.getString(Declared.KEY, "")), copy, scratch)) {
      return copy;
    }
    report.note(
        "not tried: the place of a spool or of a file in the declarative file is not on one line,"
            + " and the start would use it");
    return null;
  }

  /** Names the file of the settings where a message names the copy. */
  private static String original(@Nullable String message, Config config, @Nullable Path scratch) {
    String text = String.valueOf(message);
    String file = config.getString(Declared.KEY);
    return scratch == null || file == null
        ? text
        : text.replace(scratch.resolve(COPY).toString(), file);
  }

  private static RingletSdk start(Config config, @Nullable Path copy, Path scratch) {
    RingletSdk.Builder builder = RingletSdk.builder();
    for (String key : config.keys()) {
      builder.property(key, Objects.requireNonNull(config.getString(key), key));
    }
    for (String key : config.keys()) {
      if (key.equals("ringlet.spool.directory") || isFile(key)) {
        builder.property(key, scratch.resolve(key).toString());
      }
    }
    if (copy != null) {
      builder.property(Declared.KEY, copy.toString());
    }
    return builder
        .property("ringlet.properties.file", "") // it has been read
        .property("ringlet.profiles.enabled", "false")
        .property("ringlet.self.telemetry.enabled", "false") // the close would send it
        .property("ringlet.shutdown.hook", "false")
        .property("ringlet.close.timeout", "100ms")
        .build();
  }

  static boolean isFile(String key) {
    return key.startsWith("ringlet.exporter.file.") && key.endsWith("path");
  }

  private static void delete(@Nullable Path directory) {
    if (directory == null) {
      return;
    }
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException | UncheckedIOException inUse) {
      // a temporary directory that stays
    }
  }
}
