// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Finds what is wrong in telemetry. */
@SuppressWarnings("module") // the one that gets an internal package depends on this one
module dev.ringlet.checks.validation {
  requires com.fasterxml.jackson.core;
  requires transitive com.google.protobuf;
  requires transitive io.opentelemetry.proto;
  requires static org.jspecify;

  exports dev.ringlet.checks.validation;
  exports dev.ringlet.checks.internal.json to
      dev.ringlet.checks;
}
