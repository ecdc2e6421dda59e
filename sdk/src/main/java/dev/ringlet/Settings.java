// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings of a builder. Can read again after parts were added to the builder; each
 * supplier and customizer of properties is called once.
 */
final class Settings {
  private RingletSdk.Builder builder;
  private final Map<String, String> defaults = new HashMap<>();
  private final Map<String, String> changes = new HashMap<>();
  private int suppliers;
  private int customizers;

  Settings(RingletSdk.Builder builder) {
    this.builder = builder;
  }

  /** Goes on with a copy of the builder. */
  void continueWith(RingletSdk.Builder copy) {
    builder = copy;
  }

  Config read() {
    for (; suppliers < builder.propertiesSuppliers.size(); suppliers++) {
      Supplier<Map<String, String>> supplier = builder.propertiesSuppliers.get(suppliers);
      defaults.putAll(given(supplier.get(), "supplier"));
    }
    Config base = Config.fromSystem(builder.properties, defaults);
    for (; customizers < builder.propertiesCustomizers.size(); customizers++) {
      Function<Config, Map<String, String>> customizer =
          builder.propertiesCustomizers.get(customizers);
      changes.putAll(given(customizer.apply(base.withOverrides(changes)), "customizer"));
    }
    return base.withOverrides(changes);
  }

  private static Map<String, String> given(@Nullable Map<String, String> map, String by) {
    if (map == null) {
      throw new ConfigException("a " + by + " of properties returned null");
    }
    return map;
  }
}
