// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.server;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.viewer.internal.check.Checks;
import dev.ringlet.viewer.internal.store.Items;
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
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts requests into the store, whichever way they came. Any thread. */
public final class OtlpIntake {
  /** A payload has a deadline; a listener's is far away. */
  private static final long LISTENER_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final TelemetryStore store;
  private final Checks checks;
  private final @Nullable Consumer<Payload> listener;

  public OtlpIntake(TelemetryStore store, Checks checks) {
    this(store, checks, null);
  }

  /**
   * Creates an intake.
   *
   * @param listener gets each request after the store; null for none
   */
  public OtlpIntake(TelemetryStore store, Checks checks, @Nullable Consumer<Payload> listener) {
    this.store = store;
    this.checks = checks;
    this.listener = listener;
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
    Message response = store(signal, request);
    if (listener != null) {
      byte[] bytes = request.toByteArray();
      int items = Items.of(request);
      listener.accept(
          new Payload(signal, bytes, 0, bytes.length, items, System.nanoTime() + LISTENER_NANOS));
    }
    return response;
  }

  private Message store(Signal signal, Message request) {
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
