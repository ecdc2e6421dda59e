// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.store;

import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Traces in the order in which their first spans came; the oldest leave first, whole. */
public final class TraceStore {
  private final Limits limits;
  private final LongSupplier monotonicMillis;
  private final Map<TraceId, StoredTrace> traces = new LinkedHashMap<>();

  /** Traces that changed since they were taken, in the order of their last change. */
  private final Map<TraceId, Long> changed = new LinkedHashMap<>();

  private long version;
  private long lastNumber;
  private long bytes;
  private int spans;
  private long evictedTraces;
  private long lostSpans;
  private long uncheckedTraces;

  TraceStore(Limits limits, LongSupplier monotonicMillis) {
    this.limits = limits;
    this.monotonicMillis = monotonicMillis;
  }

  /** Converts outside of the lock, so that a large request delays no reader. */
  int add(ResourceSpans resource, Interning interning) {
    List<StoredSpan> converted = new ArrayList<>();
    int invalid = 0;
    for (ScopeSpans scope : resource.getScopeSpansList()) {
      Origin origin = interning.origin(resource.getResource(), scope.getScope());
      for (Span span : scope.getSpansList()) {
        TraceId id = TraceId.of(span.getTraceId());
        if (id.isNone() || TraceId.spanId(span.getSpanId()) == 0) {
          invalid++;
        } else {
          converted.add(StoredSpan.of(span, id, interning.name(span.getName()), origin));
        }
      }
    }
    addAll(converted);
    return invalid;
  }

  private synchronized void addAll(List<StoredSpan> converted) {
    version++;
    long now = monotonicMillis.getAsLong();
    TraceId last = null;
    for (StoredSpan span : converted) {
      StoredTrace trace =
          traces.computeIfAbsent(span.trace(), id -> new StoredTrace(id, ++lastNumber));
      if (trace.size() >= Limits.SPANS_PER_TRACE) {
        lostSpans++;
        continue;
      }
      if (!span.trace().equals(last)) {
        last = span.trace();
        changed.remove(last);
        changed.put(last, now);
      }
      if (trace.size() == 0) {
        bytes += trace.bytes();
      }
      trace.add(span, version);
      bytes += span.bytes();
      spans++;
    }
    evict();
  }

  private void evict() {
    Iterator<StoredTrace> oldest = traces.values().iterator();
    while ((spans > limits.spans() || bytes > limits.spanBytes()) && oldest.hasNext()) {
      StoredTrace trace = oldest.next();
      oldest.remove();
      spans -= trace.size();
      bytes -= trace.bytes();
      evictedTraces++;
      boolean isUnchecked = changed.remove(trace.id()) != null || trace.isPostponed();
      uncheckedTraces += isUnchecked ? 1 : 0;
    }
  }

  /**
   * Takes a trace that nothing was added to since a time, the one that changed first before the
   * others. One is given again only after it changed.
   *
   * @return null if there is none
   */
  public synchronized StoredTrace.@Nullable Quiet takeQuiet(long untilMillis) {
    Iterator<Map.Entry<TraceId, Long>> oldest = changed.entrySet().iterator();
    while (oldest.hasNext()) {
      Map.Entry<TraceId, Long> next = oldest.next();
      if (next.getValue() > untilMillis) {
        return null;
      }
      oldest.remove();
      StoredTrace trace = traces.get(next.getKey());
      if (trace != null) {
        return trace.take();
      }
    }
    return null;
  }

  /** Says that a trace that was taken is not checked yet: if it leaves before, that counts. */
  public synchronized void postpone(TraceId id) {
    StoredTrace trace = traces.get(id);
    if (trace == null) {
      uncheckedTraces++;
    } else {
      trace.setPostponed(true);
    }
  }

  /**
   * Takes a trace that was postponed.
   *
   * @return null if it is not kept, or has changed
   */
  public synchronized StoredTrace.@Nullable View takePostponed(TraceId id, long unchanged) {
    StoredTrace trace = traces.get(id);
    if (trace == null || trace.view().version() != unchanged) {
      return null;
    }
    trace.setPostponed(false);
    return trace.view();
  }

  /** All traces, the newest first. */
  public synchronized List<StoredTrace.View> newestFirst() {
    List<StoredTrace.View> views = new ArrayList<>(traces.size());
    traces.values().forEach(trace -> views.add(trace.view()));
    Collections.reverse(views);
    return views;
  }

  /** Null if it is not kept. */
  public synchronized StoredTrace.@Nullable View find(TraceId id) {
    StoredTrace trace = traces.get(id);
    return trace == null ? null : trace.view();
  }

  /** Counts at one time. */
  public synchronized Counts counts() {
    return new Counts(
        traces.size(), spans, bytes, evictedTraces, lostSpans, uncheckedTraces, version);
  }

  synchronized void clear() {
    traces.clear();
    changed.clear();
    spans = 0;
    bytes = 0;
    version++;
  }

  /**
   * Counts.
   *
   * @param evicted traces that left because they were the oldest
   * @param lostSpans spans of a trace that had too many
   * @param unchecked traces that left before they were checked
   */
  public record Counts(
      int traces,
      int spans,
      long bytes,
      long evicted,
      long lostSpans,
      long unchecked,
      long version) {}
}
