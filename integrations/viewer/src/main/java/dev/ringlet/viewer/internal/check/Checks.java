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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Looks at traces once nothing comes for them any more, on a thread of its own that takes half of
 * one core at most; at log records and metrics as they come.
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
  private static final int TRACES_PER_TURN = 100;
  private static final int MAX_WAITING = 10_000;

  private static final Logger LOGGER = Logger.getLogger(Checks.class.getName());

  private record Waiting(long version, long untilMillis) {}

  private final TelemetryStore store;
  private final LongSupplier clockMillis;
  private final TraceFindings findings = new TraceFindings();
  private final FoundAnomalies anomalies = new FoundAnomalies();
  private final ScheduledThreadPoolExecutor timer;

  /** Of the thread that runs. */
  private final Map<TraceId, Waiting> waiting = new LinkedHashMap<>();

  private boolean isFailing;

  /** Runs until it is closed. */
  public static Checks start(TelemetryStore store) {
    Checks checks = new Checks(store, System::currentTimeMillis);
    checks.timer.scheduleWithFixedDelay(
        checks::safely, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    return checks;
  }

  /** Runs only when it is told to. */
  public Checks(TelemetryStore store, LongSupplier clockMillis) {
    this.store = store;
    this.clockMillis = clockMillis;
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "ringlet-viewer-checks");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** What a task throws would end the schedule. */
  private void safely() {
    try {
      run();
      isFailing = false;
    } catch (Throwable e) {
      if (!isFailing) {
        isFailing = true;
        LOGGER.log(Level.WARNING, "cannot check traces", e);
      }
    }
  }

  /** Checks what is quiet now. */
  public synchronized void run() {
    long now = clockMillis.getAsLong();
    long begin = System.nanoTime();
    checkWaiting(now);
    List<StoredTrace.Quiet> quiet;
    do {
      quiet = store.traces().takeQuiet(now - QUIET_MILLIS, TRACES_PER_TURN);
      for (StoredTrace.Quiet each : quiet) {
        check(each, now);
      }
    } while (quiet.size() == TRACES_PER_TURN && System.nanoTime() - begin < MAX_RUN_NANOS);
  }

  private void check(StoredTrace.Quiet quiet, long now) {
    StoredTrace.View trace = quiet.trace();
    anomalies.observe(trace.spans(), quiet.known());
    waiting.remove(trace.id());
    if (waiting.size() < MAX_WAITING && TraceFindings.isParentMissing(trace.spans())) {
      long until = now + PATIENCE_MILLIS - QUIET_MILLIS;
      waiting.put(trace.id(), new Waiting(trace.version(), until));
    } else {
      findings.add(trace.spans());
    }
  }

  private void checkWaiting(long now) {
    Iterator<Map.Entry<TraceId, Waiting>> oldest = waiting.entrySet().iterator();
    while (oldest.hasNext()) {
      Map.Entry<TraceId, Waiting> next = oldest.next();
      if (next.getValue().untilMillis > now) {
        return;
      }
      oldest.remove();
      StoredTrace.View trace = store.traces().find(next.getKey());
      // one that changed is quiet again later
      if (trace != null && trace.version() == next.getValue().version) {
        findings.add(trace.spans());
      }
    }
  }

  /** Checks log records. */
  public void add(ExportLogsServiceRequest request) {
    findings.add(request);
  }

  /** Checks metrics. */
  public void add(ExportMetricsServiceRequest request) {
    findings.add(request);
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
