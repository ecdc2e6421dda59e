// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.config.ConfigException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds the reader of declarative configuration. Loaded only when a setting names a file. */
final class ConfigurationFile {
  static final String KEY = "otel.config.file";

  private ConfigurationFile() {}

  /** Adds the parts from code after those from the file. */
  static void append(RingletSdk.Builder file, RingletSdk.Builder application) {
    application.exporters.forEach(
        (signal, added) ->
            file.exporters.computeIfAbsent(signal, s -> new ArrayList<>()).addAll(added));
    file.exporterCustomizers.putAll(application.exporterCustomizers);
    file.samplerCustomizers.addAll(application.samplerCustomizers);
    file.propagatorCustomizers.addAll(application.propagatorCustomizers);
    file.tracerSettings.addAll(application.tracerSettings);
    file.meterSettings.addAll(application.meterSettings);
    file.loggerSettings.addAll(application.loggerSettings);
    file.propagatorsByName.putAll(application.propagatorsByName);
    file.clock = application.clock;
    file.resource =
        file.resource == null ? application.resource : file.resource.merge(application.resource);
    if (application.configProvider != null) {
      file.configProvider = application.configProvider;
    }
    if (application.propagators != null) {
      file.propagators = application.propagators;
    }
  }

  static ConfigurationFileReader reader() {
    try {
      Iterator<ConfigurationFileReader> found =
          ServiceLoader.load(
                  ConfigurationFileReader.class, ConfigurationFileReader.class.getClassLoader())
              .iterator();
      if (found.hasNext()) {
        return found.next();
      }
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new ConfigException(KEY + ": the reader cannot be loaded: " + e.getMessage());
    }
    throw new ConfigException(
        KEY + " (OTEL_CONFIG_FILE) needs dev.ringlet:ringlet-declarative-config on the class path");
  }
}
