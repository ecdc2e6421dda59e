// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative.official;

import io.opentelemetry.api.incubator.config.ConfigProvider;
import io.opentelemetry.api.incubator.config.DeclarativeConfigProperties;
import java.util.Map;

/**
 * Shows instrumentation what a file says of it, by the interfaces of the API's incubator. Used only
 * if the incubator is there.
 */
public final class OfficialConfig {
  private OfficialConfig() {}

  /** Whether the incubator is on the class path. */
  public static boolean isAvailable() {
    return ClassPath.hasAll("io.opentelemetry.api.incubator.config.ConfigProvider");
  }

  /** A {@code ConfigProvider} of what a file says of instrumentation. */
  public static Object provider(Map<String, Object> instrumentation) {
    return Provider.of(instrumentation);
  }

  /** Loaded only after the check. */
  private static final class Provider {
    static ConfigProvider of(Map<String, Object> instrumentation) {
      DeclarativeConfigProperties properties = DeclaredProperties.of(instrumentation);
      return () -> properties;
    }
  }
}
