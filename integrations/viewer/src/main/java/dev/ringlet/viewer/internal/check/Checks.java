// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.check;

import dev.ringlet.viewer.internal.store.StoredTrace;
import dev.ringlet.viewer.internal.store.TelemetryStore;
import dev.ringlet.viewer.internal.store.TraceId;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Looks at traces once nothing comes for them any more, on a thread of its own; at log records and
 * metrics as they come. After half a second of traces it rests a second.
 *
 * <p>A trace is quiet 5 s after its last spans. One whose spans name a parent of their process that
 * is not there waits for it half a minute, since a parent ends after its children. What leaves the
 * store before its turn is counted there.
 */
public final class Checks implements AutoCloseable {
  private static final long QUIET_MILLIS = 5_000;
  private static final long PATIENCE_MILLIS = 30_000;
  private static final long INTERVAL_MILLIS = 1_000;
  private static final long MAX_RUN_NANOS = 500_000_000;
  private static final int MAX_WAITING = 10_000;

  private static final Logger LOGGER = Logger.getLogger(Checks.class.getName());

  private record Waiting(long version, long untilMillis) {}

  private final TelemetryStore store;
  private final LongSupplier clockMillis;
  private final long maxRunNanos;
  private final TraceFindings findings = new TraceFindings();
  private final FoundAnomalies anomalies = new FoundAnomalies();
  private final ScheduledThreadPoolExecutor timer;

  /** Of the thread that runs. */
  private final Map<TraceId, Waiting> waiting = new LinkedHashMap<>();

  private final AtomicBoolean isFailing = new AtomicBoolean();
  private final AtomicBoolean isFailingAtRequests = new AtomicBoolean();

  /** Runs until it is closed. */
  public static Checks start(TelemetryStore store) {
    Checks checks = new Checks(store, TelemetryStore::monotonicMillis, MAX_RUN_NANOS);
    checks.timer.scheduleWithFixedDelay(
        () -> safely(checks::run, checks.isFailing),
        INTERVAL_MILLIS,
        INTERVAL_MILLIS,
        TimeUnit.MILLISECONDS);
    return checks;
  }

  /** Runs only when it is told to, as long as there are traces to check. */
  public Checks(TelemetryStore store, LongSupplier clockMillis) {
    this(store, clockMillis, Long.MAX_VALUE);
  }

  /**
   * Runs only when it is told to.
   *
   * @param clockMillis by which the store says when traces changed
   * @param maxRunNanos after which a run begins no other trace
   */
  Checks(TelemetryStore store, LongSupplier clockMillis, long maxRunNanos) {
    this.store = store;
    this.clockMillis = clockMillis;
    this.maxRunNanos = maxRunNanos;
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "ringlet-viewer-checks");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * What is thrown would end the schedule, or make a sender repeat what is stored.
   *
   * @param isFailing set while checks fail, so that only the first failure is logged
   */
  private static void safely(Runnable check, AtomicBoolean isFailing) {
    try {
      check.run();
      isFailing.set(false);
    } catch (Throwable e) {
      if (!isFailing.getAndSet(true)) {
        LOGGER.log(Level.WARNING, "cannot check telemetry", e);
      }
    }
  }

  /** Checks what is quiet now. */
  public synchronized void run() {
    long now = clockMillis.getAsLong();
    long begin = System.nanoTime();
    boolean isMore;
    do {
      isMore = checkWaiting(now) || checkQuiet(now);
    } while (isMore && System.nanoTime() - begin < maxRunNanos);
  }

  private boolean checkQuiet(long now) {
    StoredTrace.Quiet quiet = store.traces().takeQuiet(now - QUIET_MILLIS);
    if (quiet == null) {
      return false;
    }
    check(quiet, now);
    return true;
  }

  private void check(StoredTrace.Quiet quiet, long now) {
    StoredTrace.View trace = quiet.trace();
    anomalies.observe(trace.spans(), quiet.known());
    waiting.remove(trace.id());
    if (waiting.size() < MAX_WAITING && TraceFindings.isParentMissing(trace.spans())) {
      long until = now + PATIENCE_MILLIS - QUIET_MILLIS;
      waiting.put(trace.id(), new Waiting(trace.version(), until));
      store.traces().postpone(trace.id());
    } else {
      findings.add(trace.spans());
    }
  }

  /** One that left is counted by the store; one that changed is quiet again later. */
  private boolean checkWaiting(long now) {
    Iterator<Map.Entry<TraceId, Waiting>> oldest = waiting.entrySet().iterator();
    if (!oldest.hasNext()) {
      return false;
    }
    Map.Entry<TraceId, Waiting> next = oldest.next();
    if (next.getValue().untilMillis > now) {
      return false;
    }
    oldest.remove();
    StoredTrace.View trace = store.traces().takePostponed(next.getKey(), next.getValue().version);
    if (trace != null) {
      findings.add(trace.spans());
    }
    return true;
  }

  /** Checks log records; throws nothing. */
  public void add(ExportLogsServiceRequest request) {
    safely(() -> findings.add(request), isFailingAtRequests);
  }

  /** Checks metrics; throws nothing. */
  public void add(ExportMetricsServiceRequest request) {
    safely(() -> findings.add(request), isFailingAtRequests);
  }

  public TraceFindings findings() {
    return findings;
  }

  public FoundAnomalies anomalies() {
    return anomalies;
  }

  /** Forgets what was found and what is usual. */
  public synchronized void clear() {
    waiting.clear();
    findings.clear();
    anomalies.clear();
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
