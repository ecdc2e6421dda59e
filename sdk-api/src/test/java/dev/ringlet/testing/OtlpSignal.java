// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.testing;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.util.Optional;
import java.util.stream.Stream;

/** The signals of OTLP with their HTTP path and their messages. */
public enum OtlpSignal {
  TRACES(
      "/v1/traces",
      ExportTraceServiceRequest.parser(),
      ExportTraceServiceResponse.getDefaultInstance()),
  METRICS(
      "/v1/metrics",
      ExportMetricsServiceRequest.parser(),
      ExportMetricsServiceResponse.getDefaultInstance()),
  LOGS(
      "/v1/logs",
      ExportLogsServiceRequest.parser(),
      ExportLogsServiceResponse.getDefaultInstance()),
  PROFILES(
      "/v1development/profiles",
      ExportProfilesServiceRequest.parser(),
      ExportProfilesServiceResponse.getDefaultInstance());

  private final String path;
  private final Parser<? extends Message> requestParser;
  private final Message success;

  OtlpSignal(String path, Parser<? extends Message> requestParser, Message success) {
    this.path = path;
    this.requestParser = requestParser;
    this.success = success;
  }

  /** Returns the path below the base endpoint. */
  public String path() {
    return path;
  }

  /** Returns the parser of the request message; it refuses strings that are not UTF-8. */
  public Parser<? extends Message> requestParser() {
    return requestParser;
  }

  /** Returns the response of full success. */
  public Message success() {
    return success;
  }

  static Optional<OtlpSignal> ofPath(String path) {
    return Stream.of(values()).filter(signal -> signal.path.equals(path)).findFirst();
  }
}
