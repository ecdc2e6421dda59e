// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Receives OTLP and shows it in a browser. */
module dev.ringlet.viewer {
  requires com.google.gson;
  requires dev.ringlet.anomalies;
  requires dev.ringlet.checks.validation;
  requires java.logging;
  requires com.google.protobuf;
  requires com.google.protobuf.util;
  requires io.opentelemetry.proto;
  requires org.eclipse.jetty.http2.server;
  requires org.eclipse.jetty.server;
  requires transitive dev.ringlet.sdk;
  requires static org.jspecify;

  exports dev.ringlet.viewer;

  opens dev.ringlet.viewer.internal.query to
      com.google.gson;

  provides dev.ringlet.ComponentProvider with
      dev.ringlet.viewer.ViewerComponentProvider;
}
