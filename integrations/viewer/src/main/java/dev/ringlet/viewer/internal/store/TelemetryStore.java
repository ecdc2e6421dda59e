// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.store;

import dev.ringlet.export.Signal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.profiles.v1development.ResourceProfiles;
import io.opentelemetry.proto.profiles.v1development.ScopeProfiles;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * All four signals in bounded memory. Each signal has a lock of its own, under which nothing is
 * decoded for a reader; any thread may call any method.
 */
public final class TelemetryStore {
  private final Limits limits;
  private final LongSupplier clockMillis;
  private final Origins origins;
  private final Interning interning = new SharedNames();
  private final TraceStore traces;
  private final LogStore logs;
  private final MetricStore metrics;
  private final ProfileStore profiles;

  public TelemetryStore(Limits limits) {
    this(limits, System::currentTimeMillis, TelemetryStore::monotonicMillis);
  }

  /**
   * Creates a store.
   *
   * @param clockMillis the time of day
   * @param monotonicMillis since when nothing was added to a trace
   */
  public TelemetryStore(Limits limits, LongSupplier clockMillis, LongSupplier monotonicMillis) {
    this.limits = limits;
    this.clockMillis = clockMillis;
    origins = new Origins(limits.sharedBytes());
    traces = new TraceStore(limits, monotonicMillis);
    logs = new LogStore(limits);
    metrics = new MetricStore(limits);
    profiles = new ProfileStore(limits);
  }

  /** Time that no step of the clock changes, from any origin. */
  public static long monotonicMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  /**
   * Adds spans.
   *
   * @return how many were left out, because they have no valid ids
   */
  public int add(ExportTraceServiceRequest request) {
    int invalid = 0;
    for (ResourceSpans resource : request.getResourceSpansList()) {
      invalid += traces.add(resource, interning);
      count(Signal.TRACES, resource.getResource(), Items.of(resource));
    }
    return invalid;
  }

  /** Adds log records. */
  public void add(ExportLogsServiceRequest request) {
    for (ResourceLogs resource : request.getResourceLogsList()) {
      logs.add(resource, interning);
      count(Signal.LOGS, resource.getResource(), Items.of(resource));
    }
  }

  /** Adds data points. */
  public void add(ExportMetricsServiceRequest request) {
    for (ResourceMetrics resource : request.getResourceMetricsList()) {
      metrics.add(resource, interning);
      count(Signal.METRICS, resource.getResource(), Items.of(resource));
    }
  }

  /** Adds profiles. */
  public void add(ExportProfilesServiceRequest request) {
    profiles.add(request, interning, clockMillis.getAsLong());
    for (ResourceProfiles resource : request.getResourceProfilesList()) {
      int found =
          resource.getScopeProfilesList().stream().mapToInt(ScopeProfiles::getProfilesCount).sum();
      count(Signal.PROFILES, resource.getResource(), found);
    }
  }

  private void count(Signal signal, Resource resource, int items) {
    ResourceCounts counts;
    synchronized (origins) {
      counts = origins.counts(resource);
    }
    counts.add(signal, items, clockMillis.getAsLong());
  }

  /** Forgets all that was received, except the counts of resources. */
  public void clear() {
    traces.clear();
    logs.clear();
    metrics.clear();
    profiles.clear();
    synchronized (origins) {
      origins.clear();
    }
  }

  public Limits limits() {
    return limits;
  }

  public TraceStore traces() {
    return traces;
  }

  public LogStore logs() {
    return logs;
  }

  public MetricStore metrics() {
    return metrics;
  }

  public ProfileStore profiles() {
    return profiles;
  }

  /** Resources in the order of their last use. */
  public List<ResourceCounts> resources() {
    synchronized (origins) {
      return origins.resources();
    }
  }

  /** Bytes of resources, scopes and names that records share. */
  long sharedBytes() {
    synchronized (origins) {
      return origins.bytes();
    }
  }

  /** Locks for the moment of a look-up. */
  private final class SharedNames implements Interning {
    @Override
    public Origin origin(Resource resource, InstrumentationScope scope) {
      synchronized (origins) {
        return origins.of(resource, scope);
      }
    }

    @Override
    public String name(String name) {
      synchronized (origins) {
        return origins.name(name);
      }
    }
  }
}
