// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.anomalies;

import dev.ringlet.anomalies.Anomaly.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one route usually does, and its current window. Not thread-safe.
 *
 * <p>A window ends after its duration; one without 50 spans goes on, up to 12 times as long, and
 * until it has 5. Its spans are compared with the earlier ones: how many are above the median, the
 * quantile 0.9 and the quantile 0.99 of the history, and how many have an error. A number is
 * unusual if a binomial distribution makes it less likely than one in ten million, after two
 * corrections: the share of the history is taken three standard errors higher, and both numbers are
 * divided by the dispersion, which is how much more the earlier windows varied than the
 * distribution says. It must also matter: a quantile 1.3 times and a millisecond higher, or twice
 * the errors and one in a hundred more.
 *
 * <p>Usual windows become part of the history, whose counts halve every two hours. Unusual ones do
 * not, until they have gone on for half an hour: then they are what is usual.
 */
final class RouteHistory {
  private static final long SECOND = 1_000_000_000L;
  private static final long HALF_LIFE_NANOS = 7_200 * SECOND;
  private static final long RELEARN_NANOS = 1_800 * SECOND;
  private static final int MIN_WINDOW_SPANS = 5;
  private static final int ENOUGH_SPANS = 50;
  private static final int MAX_WINDOWS = 12;
  private static final int MIN_HISTORY_SPANS = 200;
  private static final int MIN_HISTORY_WINDOWS = 10;
  private static final int MIN_SPANS_FOR_EXCEPTIONS = 1_000;
  private static final int QUIET_WINDOWS_TO_CLOSE = 3;
  private static final int MIN_ERRORS = 5;
  private static final int MAX_EXCEPTION_TYPES = 100;
  private static final double LOG_UNLIKELY = Math.log(1e-7);
  private static final double MIN_RATIO = 1.3;
  private static final double[] SHARES = {0.5, 0.1, 0.01};
  private static final double SLOW_SHARE = 0.1;

  private final String route;
  private final long windowNanos;
  private final long minExcessNanos;

  private final LatencyHistogram history = new LatencyHistogram();
  private final Dispersion[] latencyDispersion = {
    new Dispersion(), new Dispersion(), new Dispersion()
  };
  private final Dispersion errorDispersion = new Dispersion();
  private long historyErrors;
  private int historyWindows;
  private long halvedAt;

  private final LatencyHistogram window = new LatencyHistogram();
  private final AttributeContrast attributes = new AttributeContrast();
  private long windowStart;
  private long windowErrors;
  private long windowSlow;
  private long slowFromNanos = Long.MAX_VALUE;
  private @Nullable ObservedSpan slowest;
  private @Nullable ObservedSpan firstError;

  private final LatencyHistogram unusual = new LatencyHistogram();
  private long unusualErrors;
  private long unusualSince;
  private int quietWindows;
  private @Nullable Anomaly open;

  private final Set<String> exceptionTypes = new HashSet<>();

  RouteHistory(String route, long windowNanos, long minExcessNanos) {
    this.route = route;
    this.windowNanos = windowNanos;
    this.minExcessNanos = minExcessNanos;
  }

  /** Adds a span and reports what its window before it, or its exception, shows to be unusual. */
  void add(ObservedSpan span, List<Anomaly> found) {
    endWindow(span.endEpochNanos(), found);
    if (window.total() == 0) {
      windowStart = span.endEpochNanos();
    }
    boolean slow = span.latencyNanos() >= slowFromNanos;
    window.add(span.latencyNanos());
    attributes.add(span.attributes(), slow, span.error());
    windowSlow += slow ? 1 : 0;
    if (span.error()) {
      windowErrors++;
      firstError = firstError == null ? span : firstError;
    }
    if (slowest == null || span.latencyNanos() > slowest.latencyNanos()) {
      slowest = span;
    }
    if (span.exceptionType() != null) {
      addException(span, span.exceptionType(), found);
    }
  }

  private void addException(ObservedSpan span, String type, List<Anomaly> found) {
    if (exceptionTypes.size() < MAX_EXCEPTION_TYPES
        && exceptionTypes.add(type)
        && isLearned()
        && history.total() >= MIN_SPANS_FOR_EXCEPTIONS) {
      found.add(
          anomaly(Kind.NEW_EXCEPTION, span.endEpochNanos(), span, 1, new Evidence(0, 1, 0, 0)));
    }
  }

  private boolean isLearned() {
    return history.total() >= MIN_HISTORY_SPANS && historyWindows >= MIN_HISTORY_WINDOWS;
  }

  /** The anomaly of latency or errors that goes on, or null. */
  @Nullable Anomaly open() {
    return open;
  }

  /** Whether a span belongs to the anomaly that goes on. */
  boolean isAffected(long latencyNanos, boolean error) {
    return open != null && (open.kind() == Kind.ERRORS ? error : latencyNanos >= slowFromNanos);
  }

  /** Ends the window if its time is over, and compares it with the history. */
  void endWindow(long epochNanos, List<Anomaly> found) {
    long nanos = epochNanos - windowStart;
    if (nanos < 0) {
      windowStart = epochNanos; // the clock was set back, or a span ended in the future
    }
    boolean isOver =
        window.total() >= ENOUGH_SPANS
            ? nanos >= windowNanos
            : window.total() >= MIN_WINDOW_SPANS && nanos >= MAX_WINDOWS * windowNanos;
    if (!isOver) {
      return;
    }
    Anomaly now = isLearned() ? compare(epochNanos) : null;
    if (now != null) {
      quietWindows = 0;
      if (open == null) {
        open = now;
        unusualSince = windowStart;
        found.add(now);
      }
    } else if (open != null && ++quietWindows >= QUIET_WINDOWS_TO_CLOSE) {
      close();
    }
    keepWindow(now != null, epochNanos);
    window.clear();
    windowErrors = 0;
    windowSlow = 0;
    slowest = null;
    firstError = null;
  }

  private void keepWindow(boolean isUnusual, long epochNanos) {
    attributes.endWindow(isUnusual ? 0 : window.total());
    if (isUnusual) {
      unusual.addAll(window);
      unusualErrors += windowErrors;
      if (epochNanos - unusualSince >= RELEARN_NANOS) {
        relearn();
      }
      return;
    }
    history.addAll(window);
    historyErrors += windowErrors;
    historyWindows++;
    if (halvedAt == 0) {
      halvedAt = epochNanos;
    } else if (epochNanos < halvedAt) {
      halvedAt = epochNanos;
    } else if (epochNanos - halvedAt >= HALF_LIFE_NANOS
        && history.total() > 4 * MIN_HISTORY_SPANS) {
      halvedAt = epochNanos;
      history.halve();
      historyErrors >>= 1;
      attributes.halve();
    }
    slowFromNanos =
        isLearned() ? LatencyHistogram.lowerBound(history.bucketAbove(SLOW_SHARE)) : Long.MAX_VALUE;
  }

  private void relearn() {
    history.clear();
    history.addAll(unusual);
    historyErrors = unusualErrors;
    attributes.forget();
    close();
  }

  private void close() {
    open = null;
    quietWindows = 0;
    unusual.clear();
    unusualErrors = 0;
  }

  private record Evidence(double logLikelihood, double observed, double expected, double quantile) {
    boolean isStrongerThan(@Nullable Evidence other) {
      return other == null || logLikelihood < other.logLikelihood;
    }
  }

  private @Nullable Anomaly compare(long epochNanos) {
    Evidence latency = latencyEvidence();
    Evidence errors = errorEvidence();
    if (errors != null && errors.isStrongerThan(latency) && firstError != null) {
      return anomaly(Kind.ERRORS, epochNanos, firstError, windowErrors, errors);
    }
    return latency != null && slowest != null
        ? anomaly(Kind.LATENCY, epochNanos, slowest, windowSlow, latency)
        : null;
  }

  private @Nullable Evidence latencyEvidence() {
    Evidence strongest = null;
    for (int i = 0; i < SHARES.length; i++) {
      int bucket = history.bucketAbove(SHARES[i]);
      long hits = window.countFrom(bucket);
      double p = (history.countFrom(bucket) + 1.0) / (history.total() + 2.0);
      double quantile = 1 - SHARES[i];
      double observed = window.quantile(quantile);
      double expected = history.quantile(quantile);
      boolean matters = observed >= MIN_RATIO * expected && observed - expected >= minExcessNanos;
      double log = latencyDispersion[i].logTail(hits, window.total(), p, history.total());
      if (matters && log < LOG_UNLIKELY) {
        Evidence evidence = new Evidence(log, observed, expected, quantile);
        strongest = evidence.isStrongerThan(strongest) ? evidence : strongest;
      } else {
        latencyDispersion[i].add(hits, window.total(), p);
      }
    }
    return strongest;
  }

  private @Nullable Evidence errorEvidence() {
    long spans = window.total();
    double p = (historyErrors + 1.0) / (history.total() + 2.0);
    double share = windowErrors / (double) spans;
    boolean matters = windowErrors >= MIN_ERRORS && share >= Math.max(2 * p, p + 0.01);
    double log = errorDispersion.logTail(windowErrors, spans, p, history.total());
    if (matters && log < LOG_UNLIKELY) {
      return new Evidence(log, share, historyErrors / (double) history.total(), 0);
    }
    errorDispersion.add(windowErrors, spans, p);
    return null;
  }

  private Anomaly anomaly(
      Kind kind, long epochNanos, ObservedSpan example, long affected, Evidence evidence) {
    return new Anomaly(
        kind,
        route,
        epochNanos,
        Math.max(1, window.total()),
        affected,
        evidence.observed,
        evidence.expected,
        evidence.quantile,
        example.traceId(),
        example.spanId(),
        example.slowestChild(),
        example.slowestChildNanos(),
        kind == Kind.NEW_EXCEPTION ? example.exceptionType() : null,
        kind == Kind.NEW_EXCEPTION
            ? List.of()
            : attributes.differences(kind == Kind.ERRORS, affected, window.total()));
  }
}
