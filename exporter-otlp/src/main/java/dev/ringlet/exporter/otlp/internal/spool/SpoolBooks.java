// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.delivery.DeliveryCounters;
import dev.ringlet.internal.delivery.DeliveryReport;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the outcome of stored items: items of this process on the counters that counted them as
 * stored, items of earlier processes on separate counters, as far as they have been found.
 * Thread-safe.
 */
final class SpoolBooks {
  private static final Signal[] SIGNALS = Signal.values();

  private final Map<Recipient, DeliveryCounters> own = new ConcurrentHashMap<>();
  private final DeliveryCounters[] inherited = new DeliveryCounters[SIGNALS.length];

  SpoolBooks() {
    for (int i = 0; i < SIGNALS.length; i++) {
      inherited[i] = new DeliveryCounters();
    }
  }

  /** Sets the process's counters of an exporter; call it before anything is stored. */
  void reportTo(Recipient recipient, DeliveryCounters counters) {
    own.put(recipient, counters);
  }

  /** The counters of items that earlier processes left. */
  DeliveryCounters inherited(Signal signal) {
    return inherited[signal.ordinal()];
  }

  private DeliveryCounters of(Segment segment) {
    return segment.own
        ? own.computeIfAbsent(segment.recipient, none -> new DeliveryCounters())
        : inherited(segment.signal());
  }

  /** Counts items of an earlier process that were found. */
  void found(Segment segment, long items) {
    of(segment).spool(items);
  }

  /** Counts items that are no longer stored, because they were sent with this result. */
  void sent(Segment segment, ExportResult result, long items) {
    of(segment).spool(-items);
    of(segment).countItems(DeliveryReport.of(result, items));
  }

  /** Counts items that are no longer stored, because they were lost. */
  void lost(Segment segment, DropCause cause, long items) {
    if (items != 0) {
      of(segment).spool(-items);
      of(segment).drop(cause, items);
    }
  }
}
