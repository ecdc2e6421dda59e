// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Tests of an application's telemetry: a receiver and assertions. */
module dev.ringlet.checks {
  requires jdk.httpserver;
  requires transitive com.google.protobuf;
  requires transitive dev.ringlet.checks.validation;
  requires transitive dev.ringlet.sdk;
  requires transitive io.opentelemetry.proto;
  requires static transitive org.assertj.core;
  requires static transitive org.junit.jupiter.api;
  requires static org.jspecify;

  exports dev.ringlet.checks;
  exports dev.ringlet.checks.assertj;
  exports dev.ringlet.checks.data;
}
