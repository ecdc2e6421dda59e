// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.autoconfigure;

import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Loaded by the official autoconfiguration. If its jar is the first of the two on the class path,
 * Ringlet does not run; this class logs a warning.
 */
public final class OfficialFirst implements AutoConfigurationCustomizerProvider {
  private static final Logger LOGGER = Logger.getLogger(OfficialFirst.class.getName());

  /** For the service loader. */
  public OfficialFirst() {}

  @Override
  public void customize(AutoConfigurationCustomizer customizer) {
    if (!ClassPath.isFirst()) {
      LOGGER.log(
          Level.WARNING,
          "The official SDK starts, not Ringlet: two jars have AutoConfiguredOpenTelemetrySdk, and"
              + " that of ringlet-autoconfigure is second. Exclude"
              + " io.opentelemetry:opentelemetry-sdk-extension-autoconfigure");
    }
  }
}
