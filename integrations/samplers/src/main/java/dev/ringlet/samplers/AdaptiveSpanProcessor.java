// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import dev.ringlet.common.Clock;
import dev.ringlet.config.Config;
import dev.ringlet.trace.ExportDecision;
import dev.ringlet.trace.ReadWriteSpan;
import dev.ringlet.trace.ReadableSpan;
import dev.ringlet.trace.SpanProcessor;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/**
 * Keeps a target volume of spans by deciding about each local trace when its root ends: traces
 * whose local root has an error or is slow are kept first, and of the others a share that adapts to
 * the load. Use it with a sampler that records all spans, such as {@code parentbased_always_on}.
 *
 * <p>Spans wait in memory until their local root (a span without a parent in this process) ends, at
 * most {@code maxHeldSpans} of them. Beyond that, and for a span that ends after its root, the
 * share decides at once. A trace that lasts longer than a minute is decided by the share.
 *
 * <p>Each second the share moves halfway to the one that would have met the target in the second
 * before. After a change of the load the volume is off for some seconds: after a rise it is at most
 * twice the target, because no more is kept by the share in one second, and after a fall it may be
 * near nothing at first. Traces that come first may take the whole target, not more, in addition.
 * Each service decides for itself, so traces across services may be incomplete. Dropped spans count
 * as filtered.
 *
 * <p>Thread-safe; nothing waits. Once a minute a call looks at all waiting traces.
 */
public final class AdaptiveSpanProcessor implements SpanProcessor {
  /*
   * Parties:  application threads, at the start and end of spans.
   * Fields:   traces     | local traces with an open root, by trace id | concurrent map
   *           a Trace    | its fields under its monitor; no code of the application runs inside
   *           held       | spans in the lists of all traces, an upper bound by increments before
   *                      the check
   *           arrived, firstSpans, ordinary | spans of this second: all, and those that are to be kept
   *                      because they come first or are in the share; one may count for the next
   *           threshold  | volatile; written by the thread that wins the CAS of nextTick
   * Waiting:  a span is in the list of its trace from decide on, if there is room, and counts there
   *           whether or not another processor drops it.
   * Removal:  the thread that ends the last open root removes the trace, then takes its spans under
   *           the monitor. A span that found the trace before is refused by decided, and is then
   *           decided as the trace was. One that is taken before it is held is decided in onEnd.
   * Checked by: AdaptiveSpanProcessorTest.
   */
  private static final long SECOND = 1_000_000_000L;

  /** What {@code ringlet-anomalies} sets on local roots that belong to an anomaly. */
  private static final AttributeKey<String> ANOMALY = AttributeKey.stringKey("ringlet.anomaly");

  private static final long MAX_AGE = 60 * SECOND;

  /** As many times the target may be kept in a second of the traces that do not come first. */
  private static final int BURST = 2;

  private static final long MASK = SamplingIntent.MAX_THRESHOLD - 1;

  private static final class Trace {
    final long startedAt;
    int openRoots;
    boolean first;
    boolean decided;
    boolean kept;
    List<ReadableSpan> spans = new ArrayList<>();

    Trace(long startedAt) {
      this.startedAt = startedAt;
    }
  }

  private final ConcurrentHashMap<String, Trace> traces = new ConcurrentHashMap<>();
  private final AtomicLong held = new AtomicLong();
  private final LongAdder arrived = new LongAdder();
  private final AtomicLong firstSpans = new AtomicLong();
  private final AtomicLong ordinary = new AtomicLong();
  private final AtomicLong nextTick;
  private final AtomicLong nextSweep;
  private final double spansPerSecond;
  private final long slowNanos;
  private final long maxHeldSpans;
  private final Predicate<ReadableSpan> favoured;
  private final Clock clock;

  /** Of ordinary traces those are kept whose random value is at least this. */
  private volatile long threshold;

  private AdaptiveSpanProcessor(Builder builder) {
    spansPerSecond = builder.spansPerSecond;
    slowNanos = builder.slowNanos;
    maxHeldSpans = builder.maxHeldSpans;
    favoured = builder.favoured;
    clock = builder.clock;
    nextTick = new AtomicLong(clock.nanoTime() + SECOND);
    nextSweep = new AtomicLong(clock.nanoTime() + MAX_AGE);
  }

  /**
   * Returns a builder.
   *
   * @param spansPerSecond the target, more than 0
   */
  public static Builder builder(double spansPerSecond) {
    return new Builder(spansPerSecond);
  }

  /** The processor of the settings {@code ringlet.sampler.adaptive.*}. */
  static AdaptiveSpanProcessor fromConfig(Config config) {
    String prefix = "ringlet.sampler.adaptive.";
    Builder builder =
        builder(config.getDouble(prefix + "spans.per.second", 100, 0.001, 1e9))
            .setSlowNanos(
                config.getDurationNanos(prefix + "slow.threshold", SECOND, 0, Long.MAX_VALUE))
            .setMaxHeldSpans(config.getInt(prefix + "max.held.spans", 10_000, 1, 10_000_000));
    if (config.getList("ringlet.customizers").stream().anyMatch("anomalies"::equalsIgnoreCase)) {
      builder.setFavoured(root -> root.getAttribute(ANOMALY) != null);
    }
    return builder.build();
  }

  private static boolean isLocalRoot(ReadableSpan span) {
    SpanContext parent = span.getParentSpanContext();
    return !parent.isValid() || parent.isRemote();
  }

  private static String key(ReadableSpan span) {
    return span.getSpanContext().getTraceId();
  }

  @Override
  public void onStart(Context parentContext, ReadWriteSpan span) {
    if (isLocalRoot(span) && span.getSpanContext().isSampled()) {
      traces.compute(
          key(span),
          (id, known) -> {
            Trace trace = known == null ? new Trace(clock.nanoTime()) : known;
            synchronized (trace) {
              trace.openRoots++;
            }
            return trace;
          });
    }
  }

  @Override
  public ExportDecision decide(ReadableSpan span) {
    if (!span.getSpanContext().isSampled()) {
      return ExportDecision.DEFAULT;
    }
    tick();
    arrived.increment();
    Trace trace = traces.get(key(span));
    if (trace != null) {
      synchronized (trace) {
        if (trace.decided) {
          return trace.kept ? ExportDecision.DEFAULT : ExportDecision.DROP;
        }
        if (held.incrementAndGet() <= maxHeldSpans) {
          trace.spans.add(span);
          return ExportDecision.HOLD;
        }
      }
      held.decrementAndGet();
    }
    return isKeptByShare(span, 1) ? ExportDecision.DEFAULT : ExportDecision.DROP;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (!span.getSpanContext().isSampled()) {
      return;
    }
    Trace trace = traces.get(key(span));
    if (trace == null) {
      release(span, isInShare(span)); // without effect unless the trace ended just now
      return;
    }
    boolean decided;
    boolean keep;
    synchronized (trace) {
      decided = trace.decided;
      keep = trace.kept;
    }
    if (decided) {
      release(span, keep);
    } else if (isLocalRoot(span)) {
      onRootEnd(trace, span);
    }
  }

  private void onRootEnd(Trace trace, ReadableSpan root) {
    boolean first =
        root.getStatusCode() == StatusCode.ERROR
            || root.getLatencyNanos() >= slowNanos
            || favoured(root);
    boolean last;
    synchronized (trace) {
      trace.first |= first;
      last = --trace.openRoots == 0;
    }
    if (last && traces.remove(key(root), trace)) {
      conclude(trace);
    }
  }

  private boolean favoured(ReadableSpan root) {
    try {
      return favoured.test(root);
    } catch (Throwable t) {
      return false;
    }
  }

  private void conclude(Trace trace) {
    List<ReadableSpan> spans;
    boolean keep;
    synchronized (trace) {
      spans = trace.spans;
      trace.spans = List.of();
      int size = spans.size();
      keep = size > 0 && trace.first && isWithinTarget(size);
      keep = keep || (size > 0 && isKeptByShare(spans.get(0), size));
      trace.decided = true;
      trace.kept = keep;
    }
    held.addAndGet(-spans.size());
    for (ReadableSpan span : spans) {
      release(span, keep);
    }
  }

  /** Ends the wait of a span; without effect on one that another processor has dropped. */
  private static void release(ReadableSpan span, boolean keep) {
    if (keep) {
      span.export();
    } else {
      span.discard();
    }
  }

  private boolean isWithinTarget(int spans) {
    return firstSpans.addAndGet(spans) <= Math.max(spansPerSecond, spans);
  }

  private boolean isInShare(ReadableSpan span) {
    String id = span.getSpanContext().getTraceId();
    return (Long.parseUnsignedLong(id, 16, 32, 16) & MASK) >= threshold;
  }

  private boolean isKeptByShare(ReadableSpan span, int spans) {
    return isInShare(span) && ordinary.addAndGet(spans) <= Math.max(BURST * spansPerSecond, spans);
  }

  /** Adapts the share once a second. */
  private void tick() {
    long now = clock.nanoTime();
    long due = nextTick.get();
    if (now - due < 0 || !nextTick.compareAndSet(due, now + SECOND)) {
      return;
    }
    double seconds = (now - due + SECOND) / (double) SECOND;
    double first = Math.min(firstSpans.getAndSet(0), spansPerSecond * seconds);
    double others = arrived.sumThenReset() - first;
    ordinary.set(0);
    double wanted = others <= 0 ? 1 : Math.min(1, (spansPerSecond * seconds - first) / others);
    double share = (1 - threshold / (double) SamplingIntent.MAX_THRESHOLD + wanted) / 2;
    threshold = Math.round((1 - share) * SamplingIntent.MAX_THRESHOLD);
    long sweep = nextSweep.get();
    if (now - sweep >= 0 && nextSweep.compareAndSet(sweep, now + MAX_AGE)) {
      traces.forEach(
          (id, trace) -> {
            if (now - trace.startedAt > MAX_AGE && traces.remove(id, trace)) {
              conclude(trace);
            }
          });
    }
  }

  /** The share of ordinary traces that is kept now. */
  double share() {
    return 1 - threshold / (double) SamplingIntent.MAX_THRESHOLD;
  }

  /** The number of spans that wait. */
  long heldSpans() {
    return held.get();
  }

  /** Decides about all spans that wait. */
  @Override
  public void close() {
    traces.forEach(
        (id, trace) -> {
          if (traces.remove(id, trace)) {
            conclude(trace);
          }
        });
  }

  /** Configures the processor. Not thread-safe. */
  public static final class Builder {
    private final double spansPerSecond;
    private long slowNanos = SECOND;
    private long maxHeldSpans = 10_000;
    private Predicate<ReadableSpan> favoured = root -> false;
    private Clock clock = Clock.system();

    private Builder(double spansPerSecond) {
      if (!(spansPerSecond > 0 && spansPerSecond <= 1e9)) {
        throw new IllegalArgumentException("spansPerSecond must be in range (0, 1e9]");
      }
      this.spansPerSecond = spansPerSecond;
    }

    private Builder setSlowNanos(long nanos) {
      slowNanos = nanos;
      return this;
    }

    /**
     * Sets the duration from which a local root is slow, 1 s by default.
     *
     * @param duration 0 or more
     */
    public Builder setSlowThreshold(long duration, TimeUnit unit) {
      if (duration < 0) {
        throw new IllegalArgumentException("duration must be 0 or more");
      }
      return setSlowNanos(unit.toNanos(duration));
    }

    /**
     * Sets the maximum number of waiting spans, 10,000 by default; each uses its encoded size and
     * about 200 bytes more.
     *
     * @param maxHeldSpans 1 or more
     */
    public Builder setMaxHeldSpans(int maxHeldSpans) {
      if (maxHeldSpans < 1) {
        throw new IllegalArgumentException("maxHeldSpans must be 1 or more");
      }
      this.maxHeldSpans = maxHeldSpans;
      return this;
    }

    /**
     * Sets which traces come first besides those with an error or a slow local root, none by
     * default.
     *
     * @param favoured is shown each local root that has ended, on the application's thread; a trace
     *     for which it throws does not come first
     */
    public Builder setFavoured(Predicate<ReadableSpan> favoured) {
      this.favoured = Objects.requireNonNull(favoured, "favoured");
      return this;
    }

    /** Sets the clock, of which only {@code nanoTime} is read. */
    public Builder setClock(Clock clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /** Creates the processor. */
    public AdaptiveSpanProcessor build() {
      return new AdaptiveSpanProcessor(this);
    }
  }
}
