// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import dev.ringlet.config.ConfigException;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.autoconfigure.spi.Ordered;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds service providers of the official SDK on a class path. */
record Services(ClassLoader loader) {
  /** The name of Ringlet's exporters in the official SDK. */
  private static final String OWN_NAME = "ringlet";

  /** Those of the class path that this class is on. */
  static Services ofThisClassPath() {
    return new Services(Services.class.getClassLoader());
  }

  <T> List<T> all(Class<T> type) {
    List<T> found = new ArrayList<>();
    try {
      ServiceLoader.load(type, loader).forEach(found::add);
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new ConfigException(type.getName() + " cannot be loaded: " + e.getMessage());
    }
    return found;
  }

  <T extends Ordered> List<T> ordered(Class<T> type) {
    List<T> found = all(type);
    found.sort(Comparator.comparingInt(Ordered::order));
    return found;
  }

  /**
   * Returns the component from the provider with a name; null if there is none. Ringlet's own
   * providers are ignored.
   */
  <P, T> @Nullable T named(
      Class<P> type, Function<P, String> name, String wanted, Function<P, T> create) {
    for (P provider : all(type)) {
      if (wanted.equals(name.apply(provider)) && !wanted.equals(OWN_NAME)) {
        return calling(() -> create.apply(provider));
      }
    }
    return null;
  }

  /** Calls official code and converts its configuration exceptions to Ringlet's. */
  static <T> T calling(Supplier<T> call) {
    try {
      return call.get();
    } catch (ConfigurationException e) {
      throw new ConfigException(String.valueOf(e.getMessage()));
    }
  }
}
