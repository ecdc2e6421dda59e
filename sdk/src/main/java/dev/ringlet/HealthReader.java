// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.ExportPipelines.Pipeline;
import dev.ringlet.export.DropCause;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.delivery.Delivery;
import dev.ringlet.internal.delivery.DeliveryCounters;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the counters of sinks. */
final class HealthReader {
  private HealthReader() {}

  static Health read(ExportPipelines pipelines, long caughtErrors) {
    Map<Signal, SignalHealth> signals = new EnumMap<>(Signal.class);
    Map<String, SignalHealth> exporters = new LinkedHashMap<>();
    for (Pipeline pipeline : pipelines.all()) {
      SignalHealth one = read(pipeline.delivery());
      exporters.put(pipeline.exporterName(), one);
      signals.merge(pipeline.signal(), one, SignalHealth::plus);
    }
    return new Health(signals, exporters, caughtErrors);
  }

  static SignalHealth read(Delivery sink) {
    DeliveryCounters counters = sink.counters();
    Map<DropCause, Long> dropped = new EnumMap<>(DropCause.class);
    for (DropCause cause : DropCause.values()) {
      long count = counters.dropped(cause);
      if (count != 0) {
        dropped.put(cause, count);
      }
    }
    long exported = counters.exported();
    long lost = counters.dropped();
    long spooled = counters.spooled();
    long pending = sink.pending();
    return new SignalHealth(
        exported + lost + spooled + pending,
        sink.accepted(),
        exported,
        dropped,
        counters.retries(),
        spooled,
        pending,
        sink.queueBytes(),
        sink.mostQueueBytes());
  }
}
