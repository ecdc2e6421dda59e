// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.settings;

/** The protocols of OTLP, named as in {@code otel.exporter.otlp.protocol}. */
public enum Protocol {
  /** Protobuf over gRPC; needs OkHttp. */
  GRPC("grpc"),
  /** Protobuf over HTTP. */
  HTTP_PROTOBUF("http/protobuf"),
  /** JSON over HTTP, two to three times the bytes of protobuf before compression. */
  HTTP_JSON("http/json");

  private final String key;

  Protocol(String key) {
    this.key = key;
  }

  /** The name in settings. */
  public String key() {
    return key;
  }
}
