// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.server;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.ringlet.export.Signal;
import dev.ringlet.viewer.internal.check.Checks;
import dev.ringlet.viewer.internal.store.TelemetryStore;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.nio.ByteBuffer;

/** Puts requests into the store, whichever way they came. Any thread. */
public final class OtlpIntake {
  private final TelemetryStore store;
  private final Checks checks;

  public OtlpIntake(TelemetryStore store, Checks checks) {
    this.store = store;
    this.checks = checks;
  }

  /**
   * Takes a request in protobuf.
   *
   * @return the response
   * @throws InvalidProtocolBufferException if it is none
   */
  public Message accept(Signal signal, ByteBuffer body) throws InvalidProtocolBufferException {
    return accept(
        signal,
        switch (signal) {
          case TRACES -> ExportTraceServiceRequest.parseFrom(body);
          case METRICS -> ExportMetricsServiceRequest.parseFrom(body);
          case LOGS -> ExportLogsServiceRequest.parseFrom(body);
          case PROFILES -> ExportProfilesServiceRequest.parseFrom(body);
        });
  }

  /** An empty request to be read into. */
  static Message.Builder newRequest(Signal signal) {
    return switch (signal) {
      case TRACES -> ExportTraceServiceRequest.newBuilder();
      case METRICS -> ExportMetricsServiceRequest.newBuilder();
      case LOGS -> ExportLogsServiceRequest.newBuilder();
      case PROFILES -> ExportProfilesServiceRequest.newBuilder();
    };
  }

  Message accept(Signal signal, Message request) {
    switch (signal) {
      case TRACES -> {
        int invalid = store.add((ExportTraceServiceRequest) request);
        return invalid == 0
            ? ExportTraceServiceResponse.getDefaultInstance()
            : ExportTraceServiceResponse.newBuilder()
                .setPartialSuccess(
                    ExportTracePartialSuccess.newBuilder()
                        .setRejectedSpans(invalid)
                        .setErrorMessage("spans without valid ids"))
                .build();
      }
      case METRICS -> {
        store.add((ExportMetricsServiceRequest) request);
        checks.add((ExportMetricsServiceRequest) request);
        return ExportMetricsServiceResponse.getDefaultInstance();
      }
      case LOGS -> {
        store.add((ExportLogsServiceRequest) request);
        checks.add((ExportLogsServiceRequest) request);
        return ExportLogsServiceResponse.getDefaultInstance();
      }
      case PROFILES -> {
        store.add((ExportProfilesServiceRequest) request);
        return ExportProfilesServiceResponse.getDefaultInstance();
      }
    }
    throw new AssertionError(signal);
  }
}
