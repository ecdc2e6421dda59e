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
  private StartCheck() {}

  static void run(Config config, Report report, OwnLog log) {
    report.title("Start");
    log.takeWarnings();
    Path scratch = null;
    List<String> warnings = List.of();
    try {
      scratch = Files.createTempDirectory("ringlet-doctor");
      RingletSdk sdk = start(config, scratch);
      warnings = log.takeWarnings();
      sdk.close();
      report.good("the SDK starts with these settings");
    } catch (ConfigException wrong) {
      report.problem(wrong.getMessage() + ". The SDK does not start until this is changed.");
    } catch (IOException failed) {
      report.problem("no temporary directory can be made: " + failed);
    } finally {
      delete(scratch);
    }
    warnings.forEach(report::problem);
  }

  private static RingletSdk start(Config config, Path scratch) {
    RingletSdk.Builder builder = RingletSdk.builder();
    for (String key : config.keys()) {
      builder.property(key, Objects.requireNonNull(config.getString(key), key));
    }
    for (String key : config.keys()) {
      if (key.equals("ringlet.spool.directory") || isFile(key)) {
        builder.property(key, scratch.resolve(key).toString());
      }
    }
    return builder
        .property("ringlet.properties.file", "") // it has been read
        .property("ringlet.profiles.enabled", "false")
        .property("ringlet.self.telemetry.enabled", "false") // the close would send it
        .property("ringlet.shutdown.hook", "false")
        .property("ringlet.close.timeout", "100ms")
        .build();
  }

  private static boolean isFile(String key) {
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
