// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import dev.ringlet.Health;
import dev.ringlet.SignalHealth;
import dev.ringlet.export.Signal;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What an application produced, held against what a receiver got. */
final class Arrivals {
  private static final Set<String> MEASURED = Set.of("shop.orders", "http.server.request.duration");

  private final List<Line> lines;

  private Arrivals(List<Line> lines) {
    this.lines = lines;
  }

  /** A kind of items with both counts. */
  record Line(String items, long produced, long received) {
    boolean complete() {
      return produced == received;
    }
  }

  /** What a receiver got. */
  record Counts(long spans, long measurements, long logRecords) {
    static Counts of(Received received) {
      return new Counts(
          received.items(Signal.TRACES),
          Arrivals.measurements(received.metrics()),
          received.items(Signal.LOGS));
    }
  }

  /** Compares the signals that the SDK exports. */
  static Arrivals compare(ShopTelemetry produced, Counts received, Set<Signal> exported) {
    List<Line> lines = new ArrayList<>();
    if (exported.contains(Signal.TRACES)) {
      lines.add(new Line("spans", produced.spansEnded(), received.spans));
    }
    if (exported.contains(Signal.METRICS)) {
      lines.add(new Line("measurements", produced.measurements(), received.measurements));
    }
    if (exported.contains(Signal.LOGS)) {
      lines.add(new Line("log records", produced.logLines(), received.logRecords));
    }
    return new Arrivals(lines);
  }

  /** Compares with what the SDK says arrived, for a receiver that cannot be asked. */
  static Arrivals compare(ShopTelemetry produced, Health health) {
    List<Line> lines = new ArrayList<>();
    Map<Signal, SignalHealth> signals = health.signals();
    if (signals.containsKey(Signal.TRACES)) {
      long exported = signals.get(Signal.TRACES).exported();
      lines.add(new Line("spans", produced.spansEnded(), exported));
    }
    if (signals.containsKey(Signal.METRICS)) {
      SignalHealth metrics = signals.get(Signal.METRICS);
      lines.add(new Line("data points", metrics.produced(), metrics.exported()));
    }
    if (signals.containsKey(Signal.LOGS)) {
      long exported = signals.get(Signal.LOGS).exported();
      lines.add(new Line("log records", produced.logLines(), exported));
    }
    return new Arrivals(lines);
  }

  /** How many measurements the shop's counters, which count in ones, and histograms stand for. */
  static long measurements(Collection<Metric> received) {
    Map<List<Object>, Long> counts = new HashMap<>();
    received.stream()
        .filter(metric -> MEASURED.contains(metric.getName()))
        .forEach(metric -> add(metric, counts));
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static void add(Metric metric, Map<List<Object>, Long> counts) {
    AggregationTemporality temporality =
        metric.hasSum()
            ? metric.getSum().getAggregationTemporality()
            : metric.getHistogram().getAggregationTemporality();
    boolean delta = temporality == AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
    metric
        .getSum()
        .getDataPointsList()
        .forEach(
            point ->
                counts.merge(
                    List.of(metric.getName(), point.getAttributesList()),
                    point.getAsInt(),
                    delta ? Long::sum : Long::max));
    metric
        .getHistogram()
        .getDataPointsList()
        .forEach(
            point ->
                counts.merge(
                    List.of(metric.getName(), point.getAttributesList()),
                    point.getCount(),
                    delta ? Long::sum : Long::max));
  }

  /** Whether there was anything, and all of it arrived. */
  boolean complete() {
    return lines.stream().allMatch(Line::complete)
        && lines.stream().anyMatch(line -> line.produced > 0);
  }

  List<Line> lines() {
    return lines;
  }

  /** Prints the counts and what is missing. */
  void print(PrintStream out) {
    out.printf(Locale.ROOT, "%-14s %9s %9s%n", "", "produced", "received");
    for (Line line : lines) {
      String mark = line.complete() ? "✓" : "✗ " + (line.produced - line.received) + " missing";
      out.printf(
          Locale.ROOT, "%-14s %9d %9d  %s%n", line.items, line.produced, line.received, mark);
    }
  }
}
