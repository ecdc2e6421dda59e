// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.delivery;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.internal.delivery.DeliveryCounters;
import dev.ringlet.internal.delivery.ForwardingExporter;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends a request that is over the limit in parts, each with a fate of its own. A record that is
 * over the limit alone is lost as too large. When a receiver finds a request too large, that
 * request is lost, as the OTLP specification demands, and later ones are half as large.
 * Thread-safe.
 */
final class SplittingExporter extends ForwardingExporter {
  static final int LEAST_BYTES = 64 << 10;

  private final AtomicInteger maxBytes;
  private volatile DeliveryCounters counters = new DeliveryCounters();

  /** Wraps {@code delegate}, which is closed with this. */
  SplittingExporter(Exporter delegate, int maxRequestBytes) {
    super(delegate);
    maxBytes = new AtomicInteger(maxRequestBytes);
  }

  void reportTo(DeliveryCounters counters) {
    this.counters = counters;
  }

  @Override
  public ExportResult export(Payload payload) {
    int limit = maxBytes.get();
    return payload.length() <= limit ? exportOne(payload) : exportParts(payload, limit);
  }

  private ExportResult exportOne(Payload payload) {
    int length = payload.length();
    ExportResult result = delegate.export(payload);
    if (result.cause() == FailureCause.TOO_LARGE && length / 2 >= LEAST_BYTES) {
      int limit = maxBytes.get();
      if (length <= limit) {
        maxBytes.compareAndSet(limit, length / 2);
      }
    }
    return result;
  }

  private ExportResult exportParts(Payload payload, int limit) {
    ExportResult tooLarge =
        ExportResult.permanent(
            FailureCause.TOO_LARGE,
            "not sent: a record is over the limit of " + limit + " bytes for a request");
    RequestSplitter splitter = new RequestSplitter(payload.signal(), payload.bytes(), limit);
    List<RequestSplitter.Part> parts;
    try {
      parts = splitter.split(payload.offset(), payload.length());
    } catch (IllegalArgumentException notOtlp) {
      return tooLarge;
    }
    ExportResult[] results = new ExportResult[parts.size()];
    ExportResult whole = splitter.tooLargeItems() > 0 ? tooLarge : null;
    Payload piece = new Payload(payload.signal());
    for (int i = 0; i < results.length; i++) {
      RequestSplitter.Part part = parts.get(i);
      int length = part.bytes().length;
      piece.set(part.bytes(), 0, length, part.items(), payload.deadlineNanos());
      results[i] = exportOne(piece);
      whole = worse(whole, results[i]);
    }
    if (whole == null) {
      return tooLarge; // no records in it
    }
    int left = payload.items() - splitter.tooLargeItems();
    counters.reassign(whole, tooLarge, splitter.tooLargeItems());
    for (int i = 0; i < results.length; i++) {
      int items = Math.min(left, parts.get(i).items());
      left -= items;
      counters.reassign(whole, results[i], items);
    }
    return whole;
  }

  /** A failure stands for the whole; without one, simply delivered. */
  private static ExportResult worse(ExportResult before, ExportResult next) {
    if (before != null && !before.isSuccess()) {
      return before;
    }
    return next.isSuccess() ? ExportResult.delivered() : next;
  }
}
