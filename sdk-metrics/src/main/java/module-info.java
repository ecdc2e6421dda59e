// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** The meter provider of the Ringlet SDK. */
module dev.ringlet.sdk.metrics {
  requires static io.opentelemetry.api.incubator;
  requires transitive dev.ringlet.sdk.api;
  requires static org.jspecify;

  exports dev.ringlet.metrics;
}
