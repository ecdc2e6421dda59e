// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.query;

import dev.ringlet.export.Signal;
import dev.ringlet.viewer.internal.store.MetricId;
import dev.ringlet.viewer.internal.store.Point;
import dev.ringlet.viewer.internal.store.ResourceCounts;
import dev.ringlet.viewer.internal.store.Series;
import dev.ringlet.viewer.internal.store.TelemetryStore;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the view of resources and of the health of their SDKs shows. */
public final class HealthQueries {
  private static final String PREFIX = "otel.sdk.";

  private final TelemetryStore store;

  public HealthQueries(TelemetryStore store) {
    this.store = store;
  }

  /** A sender. */
  public record Sender(
      String service, double lastMs, Map<String, Long> items, List<Attribute> attributes) {}

  /**
   * A number that an SDK says of itself.
   *
   * @param cause value of {@code error.type}; empty if the number is no loss
   * @param component value of {@code otel.component.name}
   */
  public record Reading(
      String service, String component, String metric, String cause, double value) {}

  /** Senders, last active first, and the readings, losses first. */
  public record Health(List<Sender> senders, List<Reading> readings, List<Kept> kept) {}

  /** What the viewer keeps of a signal, and what it let go. */
  public record Kept(String signal, long items, long bytes, long limitBytes, long evicted) {}

  /** All of it. */
  public Health health() {
    return new Health(senders(), readings(), kept());
  }

  private List<Sender> senders() {
    List<Sender> senders = new ArrayList<>();
    for (ResourceCounts each : store.resources()) {
      Map<String, Long> items = new TreeMap<>();
      for (Signal signal : Signal.values()) {
        items.put(signal.key(), each.count(signal));
      }
      senders.add(
          new Sender(
              each.service(),
              each.lastMillis(),
              items,
              Attribute.list(each.resource().getAttributesList())));
    }
    senders.sort(Comparator.comparingDouble(Sender::lastMs).reversed());
    return senders;
  }

  private List<Reading> readings() {
    Map<List<String>, Double> sums = new TreeMap<>(Comparator.comparing(List::toString));
    for (Series.View series : store.metrics().find(id -> id.name().startsWith(PREFIX))) {
      if (series.metric().type() == MetricId.Type.SUM
          || series.metric().type() == MetricId.Type.GAUGE) {
        String cause = value("error.type", series.attributes());
        sums.merge(
            List.of(
                series.origin().service(),
                value("otel.component.name", series.attributes()),
                series.metric().name(),
                cause),
            total(series),
            Double::sum);
      }
    }
    List<Reading> readings = new ArrayList<>();
    sums.forEach(
        (key, sum) ->
            readings.add(new Reading(key.get(0), key.get(1), key.get(2), key.get(3), sum)));
    readings.sort(
        Comparator.comparing((Reading each) -> each.cause.isEmpty() || each.value == 0)
            .thenComparing(Reading::service)
            .thenComparing(Reading::metric));
    return readings;
  }

  private static String value(String key, List<KeyValue> attributes) {
    @Nullable String found = Condition.find(key, attributes);
    return found == null ? "" : found;
  }

  /** Of delta points the sum, else the newest. */
  private static double total(Series.View series) {
    List<Point> points = series.points();
    if (series.metric().isDelta()) {
      return points.stream().mapToDouble(Point::value).sum();
    }
    return points.isEmpty() ? 0 : points.get(points.size() - 1).value();
  }

  private List<Kept> kept() {
    var traces = store.traces().counts();
    var logs = store.logs().counts();
    var metrics = store.metrics().counts();
    var profiles = store.profiles().counts();
    long all = store.limits().bytes();
    return List.of(
        kept(Signal.TRACES, traces.spans(), traces.bytes(), all / 2, traces.evicted()),
        kept(Signal.LOGS, logs.logs(), logs.bytes(), all / 5, logs.evicted()),
        kept(Signal.METRICS, metrics.points(), metrics.bytes(), all * 3 / 20, metrics.evicted()),
        kept(Signal.PROFILES, profiles.samples(), profiles.bytes(), all / 10, profiles.evicted()));
  }

  private static Kept kept(Signal signal, long items, long bytes, long limit, long evicted) {
    return new Kept(signal.name().toLowerCase(Locale.ROOT), items, bytes, limit, evicted);
  }
}
