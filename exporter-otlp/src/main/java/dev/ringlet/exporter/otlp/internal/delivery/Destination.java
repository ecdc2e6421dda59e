// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.delivery;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.exporter.otlp.settings.Protocol;
import dev.ringlet.internal.delivery.BuiltInExporter;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * One receiver: its address and protocol, the transport that sends a request there once, the
 * circuit breaker in front of it, and the log of outcomes. Thread-safe.
 */
public final class Destination {
  /** The text of a request is two to three times as large, and its buffer is kept up to 4 MiB. */
  private static final int LARGEST_JSON_REQUEST_BYTES = 1 << 20;

  /** Made once: without memory for it, the breaker would wait for its result. */
  private static final ExportResult THREW =
      ExportResult.permanent(FailureCause.INTERNAL, "the transport threw");

  private final Endpoint endpoint;
  private final Protocol protocol;
  private final Exporter transport;
  private final OutcomeLogger outcomes;
  private CircuitBreaker breaker;
  private Pause clock;

  /** Creates a destination, which closes the transport. */
  public Destination(Signal signal, Endpoint endpoint, Protocol protocol, Exporter transport) {
    this.endpoint = endpoint;
    this.protocol = protocol;
    this.transport = transport;
    outcomes = new OutcomeLogger(signal, protocol, endpoint, Route.class);
  }

  /** Sets the clock of its route; before the first request. */
  void start(Pause clock, LongSupplier nanoTime, DoubleSupplier random) {
    this.clock = clock;
    breaker = new CircuitBreaker(nanoTime, random);
  }

  /** Prepares the transport for its first request. */
  void prepare() {
    if (transport instanceof BuiltInExporter own) {
      own.prepare();
    }
  }

  /** Sends a payload once, or returns null if the breaker does not let it pass. */
  ExportResult trySend(Payload payload) {
    if (payload.deadlineNanos() - clock.nanoTime() <= 0) {
      return noTimeLeft();
    }
    if (!breaker.tryPass()) {
      return null;
    }
    ExportResult result = THREW;
    try {
      result = transport.export(payload);
    } finally {
      breaker.record(result);
    }
    log(result, payload.items());
    return result;
  }

  /** The result of a request whose time is over before it is sent. */
  static ExportResult noTimeLeft() {
    return ExportResult.retry(FailureCause.TIMEOUT, -1, "no time left to send");
  }

  void log(ExportResult result, int items) {
    outcomes.log(result, items);
  }

  CircuitBreaker breaker() {
    return breaker;
  }

  /** The address. */
  public Endpoint endpoint() {
    return endpoint;
  }

  /** The largest request whose encoded form the transport keeps a buffer for, in bytes. */
  int largestRequestBytes() {
    return protocol == Protocol.HTTP_JSON ? LARGEST_JSON_REQUEST_BYTES : Integer.MAX_VALUE;
  }

  int maxConcurrentExports() {
    return transport.maxConcurrentExports();
  }

  /** The name of this kind of exporter in the semantic conventions of {@code otel.sdk.*}. */
  String componentType(Signal signal) {
    String transportName =
        switch (protocol) {
          case GRPC -> "grpc";
          case HTTP_JSON -> "http_json";
          default -> "http";
        };
    String item = signal == Signal.METRICS ? "metric" : signal.item();
    return "otlp_" + transportName + "_" + item + "_exporter";
  }

  /** Frees buffers that were not used since the last call. */
  void trim() {
    if (transport instanceof BuiltInExporter own) {
      own.trim();
    }
  }

  /** Closes idle connections. */
  void disconnect() {
    transport.disconnect();
  }

  void close() {
    transport.close();
  }

  @Override
  public String toString() {
    return protocol.key() + " " + endpoint;
  }
}
