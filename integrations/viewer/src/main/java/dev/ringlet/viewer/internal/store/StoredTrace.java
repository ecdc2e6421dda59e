// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The spans of a trace. Guarded by the lock of its store, except what is final. */
public final class StoredTrace {
  private final TraceId id;
  private final long number;
  private final List<StoredSpan> spans = new ArrayList<>(4);
  private long bytes = 200;
  private long version;
  private @Nullable View view;
  private int taken;
  private boolean isPostponed;

  /**
   * A trace without spans.
   *
   * @param number of those before it, kept or not
   */
  StoredTrace(TraceId id, long number) {
    this.id = id;
    this.number = number;
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

  /** Whether it was taken and not checked. */
  boolean isPostponed() {
    return isPostponed;
  }

  void setPostponed(boolean isPostponed) {
    this.isPostponed = isPostponed;
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
      known = new View(id, number, version, List.copyOf(spans));
      view = known;
    }
    return known;
  }

  /** The trace now; the next time the spans up to now are those that were taken before. */
  Quiet take() {
    Quiet quiet = new Quiet(view(), taken);
    taken = spans.size();
    isPostponed = false;
    return quiet;
  }

  /**
   * A trace that was taken because nothing came any more.
   *
   * @param known how many of its spans, from the first on, were taken before
   */
  public record Quiet(View trace, int known) {}

  /** A trace at one time. */
  public static final class View {
    private final TraceId id;
    private final long number;
    private final long version;
    private final List<StoredSpan> spans;
    private volatile @Nullable TraceSummary summary;

    View(TraceId id, long number, long version, List<StoredSpan> spans) {
      this.id = id;
      this.number = number;
      this.version = version;
      this.spans = spans;
    }

    public TraceId id() {
      return id;
    }

    /** More than that of each trace that came before. */
    public long number() {
      return number;
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
