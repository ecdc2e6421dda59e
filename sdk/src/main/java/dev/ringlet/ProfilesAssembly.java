// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.common.Resource;
import dev.ringlet.config.Config;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.delivery.Delivery;
import dev.ringlet.internal.log.ThrottledLogger;
import dev.ringlet.profiles.internal.Profiler;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;

/**
 * Starts the profiler if {@code ringlet.profiles.enabled} is true. Its module is optional, and so
 * is the module of the JDK that it needs: no class of either is loaded otherwise.
 */
final class ProfilesAssembly {
  private static final String ENABLED = "ringlet.profiles.enabled";
  private static final String RECORDER = "jdk.jfr.consumer.RecordingStream";
  private static final String PROFILER = "dev.ringlet.profiles.internal.Profiler";

  private ProfilesAssembly() {}

  private static boolean isEnabled(Config config) {
    return config.getBoolean(ENABLED, false);
  }

  /** Does what must precede the creation of all other parts of an SDK. */
  static void prepare(Config config) {
    if (isEnabled(config) && isPresent(RECORDER) && isPresent(PROFILER)) {
      Module.prepare(config);
    }
  }

  /** If enabled, adds the profiler to the pipelines, or warns of the reason why it cannot. */
  static void start(
      Config config,
      Resource resource,
      SignalExporters exporters,
      OwnedExporters owned,
      ExportPipelines pipelines) {
    if (!isEnabled(config)) {
      return;
    }
    if (!isPresent(RECORDER)) {
      warn("this Java runtime has no module jdk.jfr");
    } else if (!isPresent(PROFILER)) {
      warn("ringlet-sdk-profiles is not on the class path");
    } else {
      Module.start(config, resource, exporters, owned, pipelines);
    }
  }

  /** The references to the optional module; loaded only if the module is present. */
  private static final class Module {
    static void prepare(Config config) {
      Profiler.prepare(config);
    }

    static void start(
        Config config,
        Resource resource,
        SignalExporters exporters,
        OwnedExporters owned,
        ExportPipelines pipelines) {
      List<Exporter> targets = new ArrayList<>();
      for (AddedExporter added : exporters.create(Signal.PROFILES)) {
        targets.add(added.exporter());
      }
      if (!targets.isEmpty()) {
        for (Delivery delivery : Profiler.start(config, resource, targets).deliveries()) {
          pipelines.add(Signal.PROFILES, null, delivery);
        }
        targets.forEach(owned::handOver);
      }
    }
  }

  private static boolean isPresent(String className) {
    try {
      Class.forName(className, false, ProfilesAssembly.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  private static void warn(String reason) {
    new ThrottledLogger(ProfilesAssembly.class)
        .log(Level.WARNING, "off", () -> ENABLED + " is set, but " + reason + ": no profiles");
  }
}
