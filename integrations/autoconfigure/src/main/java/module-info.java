// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Starts Ringlet where the API would start the autoconfiguration of the official SDK. */
module dev.ringlet.autoconfigure {
  requires java.logging;
  requires transitive dev.ringlet.sdk;
  requires static io.opentelemetry.sdk.autoconfigure.spi;
  requires static org.jspecify;

  exports io.opentelemetry.sdk.autoconfigure;
}
