// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** All requests that a viewer received, in the order of their arrival. Thread-safe. */
final class Received implements Consumer<Payload> {
  private final Map<Signal, List<Payload>> requests = new EnumMap<>(Signal.class);

  Received() {
    for (Signal signal : Signal.values()) {
      requests.put(signal, new CopyOnWriteArrayList<>());
    }
  }

  @Override
  public void accept(Payload request) {
    requests.get(request.signal()).add(request);
  }

  List<Payload> requests(Signal signal) {
    return requests.get(signal);
  }

  /** The number of spans, data points, log records or samples. */
  int items(Signal signal) {
    return requests.get(signal).stream().mapToInt(Payload::items).sum();
  }

  /**
   * All requests of a signal as one: protobuf messages of one type in a row are a message with the
   * elements of all. Not for profiles, because each request has a dictionary of its own.
   */
  Payload joined(Signal signal) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Payload request : requests.get(signal)) {
      all.write(request.bytes(), request.offset(), request.length());
    }
    return new Payload(signal, all.toByteArray(), 0, all.size(), items(signal), System.nanoTime());
  }

  /** The metrics of all collections. */
  List<Metric> metrics() {
    try {
      return ExportMetricsServiceRequest.parseFrom(joined(Signal.METRICS).bytes())
          .getResourceMetricsList()
          .stream()
          .flatMap(resource -> resource.getScopeMetricsList().stream())
          .flatMap(scope -> scope.getMetricsList().stream())
          .toList();
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e); // the viewer has parsed them
    }
  }
}
