// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The spans of a trace. Guarded by the lock of its store, except what is final. */
public final class StoredTrace {
  private final TraceId id;
  private final List<StoredSpan> spans = new ArrayList<>(4);
  private long bytes = 200;
  private long version;
  private @Nullable View view;

  StoredTrace(TraceId id) {
    this.id = id;
  }

  public TraceId id() {
    return id;
  }

  void add(StoredSpan span, long newVersion) {
    spans.add(span);
    bytes += span.bytes();
    version = newVersion;
    view = null;
  }

  int size() {
    return spans.size();
  }

  long bytes() {
    return bytes;
  }

  View view() {
    View known = view;
    if (known == null) {
      known = new View(id, version, List.copyOf(spans));
      view = known;
    }
    return known;
  }

  /** A trace at one time. */
  public static final class View {
    private final TraceId id;
    private final long version;
    private final List<StoredSpan> spans;
    private volatile @Nullable TraceSummary summary;

    View(TraceId id, long version, List<StoredSpan> spans) {
      this.id = id;
      this.version = version;
      this.spans = spans;
    }

    public TraceId id() {
      return id;
    }

    /** Changes when spans are added. */
    public long version() {
      return version;
    }

    public List<StoredSpan> spans() {
      return spans;
    }

    /** Computed once, by the first thread that asks. */
    public TraceSummary summary() {
      TraceSummary known = summary;
      if (known == null) {
        known = TraceSummary.of(spans);
        summary = known;
      }
      return known;
    }
  }
}
