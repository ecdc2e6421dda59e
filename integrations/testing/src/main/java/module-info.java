// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Tests of an application's telemetry: a receiver, assertions, and a validator. */
module dev.ringlet.checks {
  requires com.fasterxml.jackson.core;
  requires jdk.httpserver;
  requires transitive com.google.protobuf;
  requires transitive dev.ringlet.sdk;
  requires transitive io.opentelemetry.proto;
  requires static transitive org.assertj.core;
  requires static transitive org.junit.jupiter.api;
  requires static org.jspecify;

  exports dev.ringlet.checks;
  exports dev.ringlet.checks.assertj;
  exports dev.ringlet.checks.data;
  exports dev.ringlet.checks.validation;
}
