// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official.sdk;

/** An SDK from settings, with the name and methods of the official class. Immutable. */
public final class AutoConfiguredOpenTelemetrySdk {
  private final OpenTelemetrySdk sdk;

  AutoConfiguredOpenTelemetrySdk(OpenTelemetrySdk sdk) {
    this.sdk = sdk;
  }

  /** Creates an SDK from settings and registers it with {@code GlobalOpenTelemetry}. */
  public static AutoConfiguredOpenTelemetrySdk initialize() {
    return builder().setResultAsGlobal().build();
  }

  /** Starts an SDK from settings. */
  public static AutoConfiguredOpenTelemetrySdkBuilder builder() {
    return new AutoConfiguredOpenTelemetrySdkBuilder();
  }

  /** The SDK. */
  public OpenTelemetrySdk getOpenTelemetrySdk() {
    return sdk;
  }
}
