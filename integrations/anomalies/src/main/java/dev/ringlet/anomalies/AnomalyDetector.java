// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.anomalies;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds what routes did not do before: latencies that leave their own history, bursts of errors,
 * new types of exceptions. A route is whatever the caller names so, for example a method and a
 * path.
 *
 * <p>A route is learned in its first 200 spans and 10 windows. Then each window of 10 s is compared
 * with the history of the route; a window without 50 spans lasts up to 2 minutes, and until it has
 * 5. New types of exceptions are reported after 1,000 spans. Latencies are counted in buckets, so
 * their quantiles are off by at most 1/32. Time is that of the spans: the detector reads no clock.
 * An anomaly of latency or errors is reported when it begins, and again only after three usual
 * windows; if it goes on for half an hour, it is what is usual.
 *
 * <p>Memory: about 6 KiB a route and up to 256 attribute values of it; routes beyond the maximum
 * are counted and not watched.
 *
 * <p>Thread-safe; spans of one route wait for each other for a short time. The consumer is called
 * on the thread that recorded a span, outside of locks; it must be quick and must not throw.
 */
public final class AnomalyDetector {
  /*
   * Parties:  any thread records spans and reads.
   * Fields:   routes        | concurrent map that only grows, at most by one route per thread
   *           |             | beyond maxRoutes
   *           RouteHistory  | under its monitor; nothing foreign runs inside
   *           nextSweep     | the thread that wins the CAS looks at all routes once a window
   * Late and early spans count in the window that is open when they arrive.
   */
  private final ConcurrentHashMap<String, RouteHistory> routes = new ConcurrentHashMap<>();
  private final AtomicLong unwatched = new AtomicLong();
  private final AtomicLong nextSweep = new AtomicLong(Long.MIN_VALUE);
  private final Consumer<? super Anomaly> consumer;
  private final int maxRoutes;
  private final long windowNanos;
  private final long minExcessNanos;

  private AnomalyDetector(Builder builder) {
    consumer = builder.consumer;
    maxRoutes = builder.maxRoutes;
    windowNanos = builder.windowNanos;
    minExcessNanos = builder.minExcessNanos;
  }

  /**
   * Returns a builder.
   *
   * @param consumer receives what is found
   */
  public static Builder builder(Consumer<? super Anomaly> consumer) {
    return new Builder(consumer);
  }

  /**
   * Records a span of a route.
   *
   * @param route name of the route
   */
  public void record(String route, ObservedSpan span) {
    List<Anomaly> found = new ArrayList<>(0);
    RouteHistory history = routes.get(route);
    if (history == null) {
      if (routes.size() >= maxRoutes) {
        unwatched.incrementAndGet();
        return;
      }
      history =
          routes.computeIfAbsent(
              route, name -> new RouteHistory(name, windowNanos, minExcessNanos));
    }
    synchronized (history) {
      history.add(span, found);
    }
    sweep(span.endEpochNanos(), found);
    found.forEach(consumer);
  }

  /** Ends the windows of routes that have no spans any more. */
  private void sweep(long epochNanos, List<Anomaly> found) {
    long due = nextSweep.get();
    boolean isEarly = epochNanos < due && due - epochNanos <= windowNanos;
    if (isEarly || !nextSweep.compareAndSet(due, epochNanos + windowNanos)) {
      return;
    }
    for (RouteHistory history : routes.values()) {
      synchronized (history) {
        history.endWindow(epochNanos, found);
      }
    }
  }

  /**
   * Returns whether a span belongs to an anomaly that goes on: it is slow or has an error,
   * whichever is unusual on its route.
   */
  public boolean isAffected(String route, long latencyNanos, boolean error) {
    return affecting(route, latencyNanos, error) != null;
  }

  /** The anomaly that goes on and that a span belongs to, or null. */
  @Nullable Anomaly affecting(String route, long latencyNanos, boolean error) {
    RouteHistory history = routes.get(route);
    if (history == null) {
      return null;
    }
    synchronized (history) {
      return history.isAffected(latencyNanos, error) ? history.open() : null;
    }
  }

  /** Returns the anomalies of latency and errors that go on. */
  public List<Anomaly> open() {
    List<Anomaly> open = new ArrayList<>();
    for (RouteHistory history : routes.values()) {
      synchronized (history) {
        Anomaly anomaly = history.open();
        if (anomaly != null) {
          open.add(anomaly);
        }
      }
    }
    return open;
  }

  /** Returns the number of spans that were not watched because there were too many routes. */
  public long unwatchedSpans() {
    return unwatched.get();
  }

  /** Configures a detector. Not thread-safe. */
  public static final class Builder {
    private final Consumer<? super Anomaly> consumer;
    private int maxRoutes = 500;
    private long windowNanos = TimeUnit.SECONDS.toNanos(10);
    private long minExcessNanos = TimeUnit.MILLISECONDS.toNanos(1);

    private Builder(Consumer<? super Anomaly> consumer) {
      this.consumer = Objects.requireNonNull(consumer, "consumer");
    }

    /**
     * Sets how many routes are watched, 500 by default.
     *
     * @param maxRoutes 1 or more
     */
    public Builder setMaxRoutes(int maxRoutes) {
      if (maxRoutes < 1) {
        throw new IllegalArgumentException("maxRoutes must be 1 or more");
      }
      this.maxRoutes = maxRoutes;
      return this;
    }

    /**
     * Sets the duration of a window, 10 s by default. An anomaly is found when its window ends.
     *
     * @param duration more than 0
     */
    public Builder setWindow(long duration, TimeUnit unit) {
      if (duration <= 0) {
        throw new IllegalArgumentException("duration must be more than 0");
      }
      windowNanos = unit.toNanos(duration);
      return this;
    }

    /**
     * Sets by how much a quantile must exceed the usual one to be reported, 1 ms by default.
     *
     * @param duration 0 or more
     */
    public Builder setMinExcess(long duration, TimeUnit unit) {
      if (duration < 0) {
        throw new IllegalArgumentException("duration must be 0 or more");
      }
      minExcessNanos = unit.toNanos(duration);
      return this;
    }

    /** Makes the detector. */
    public AnomalyDetector build() {
      return new AnomalyDetector(this);
    }
  }
}
