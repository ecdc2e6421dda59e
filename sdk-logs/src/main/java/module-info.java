// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** The logger provider of the Ringlet SDK. */
module dev.ringlet.sdk.logs {
  requires static io.opentelemetry.api.incubator;
  requires transitive dev.ringlet.sdk.api;
  requires static org.jspecify;

  exports dev.ringlet.logs;
}
