// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.config.Config;

/**
 * Reads the file that {@code otel.config.file} names. The artifact {@code
 * ringlet-declarative-config} has the reader; it is found by {@link java.util.ServiceLoader}, and
 * only when the setting has a value. Follows the OpenTelemetry specification, "Configuration",
 * section "Declarative configuration".
 *
 * <p>Called on the thread that builds the SDK.
 */
public interface ConfigurationFileReader {
  /**
   * Adds the parts that the file describes. A signal for which nothing is added has a provider
   * without effect.
   *
   * @param file the name of the file
   * @param given the settings from code, system properties and environment
   * @param parts gets the parts; those that the application added in code follow them. The SDK
   *     closes them, also when this method throws
   * @return the settings that replace the given ones
   * @throws dev.ringlet.config.ConfigException if the file cannot be read or used; then the SDK
   *     does not start
   */
  Config read(String file, Config given, RingletSdk.Builder parts);
}
