// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.query;

import dev.ringlet.viewer.internal.store.MetricId;
import dev.ringlet.viewer.internal.store.Point;
import dev.ringlet.viewer.internal.store.Series;
import dev.ringlet.viewer.internal.store.TelemetryStore;
import dev.ringlet.viewer.internal.store.TraceId;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the view of metrics shows. */
public final class MetricQueries {
  private static final int MAX_SERIES = 60;
  private static final int MAX_EXEMPLARS = 300;

  private final TelemetryStore store;

  public MetricQueries(TelemetryStore store) {
    this.store = store;
  }

  /** A metric of the list. */
  public record Row(
      String name,
      String unit,
      String description,
      String type,
      boolean monotonic,
      boolean delta,
      int series,
      Set<String> services) {}

  /** All metrics by name. */
  public List<Row> list() {
    Map<String, List<Series>> byName = new TreeMap<>();
    for (Series series : store.metrics().list()) {
      MetricId id = series.metric();
      byName
          .computeIfAbsent(
              id.name() + '\n' + id.unit() + '\n' + id.type(), key -> new ArrayList<>())
          .add(series);
    }
    List<Row> rows = new ArrayList<>();
    for (List<Series> same : byName.values()) {
      MetricId id = same.get(0).metric();
      Set<String> services = new TreeSet<>();
      same.forEach(series -> services.add(series.origin().service()));
      rows.add(
          new Row(
              id.name(),
              id.unit(),
              id.description(),
              type(id),
              id.isMonotonic(),
              id.isDelta(),
              same.size(),
              services));
    }
    return rows;
  }

  private static String type(MetricId id) {
    return id.type().name().toLowerCase(Locale.ROOT);
  }

  /**
   * A line.
   *
   * @param label attributes in one line
   * @param times milliseconds since 1970
   * @param values of a monotonic sum its rate per second, of a histogram the mean
   */
  public record Line(String service, String label, double[] times, Double[] values, Double last) {}

  /** A measurement of which the sender kept the context. */
  public record Mark(
      double timeMs, double value, String trace, String span, boolean kept, String service) {}

  /**
   * A metric with its points.
   *
   * @param series how many there are, shown or not
   * @param heat null if it is no histogram
   */
  public record Chart(
      Row metric,
      boolean rate,
      int series,
      List<Line> lines,
      HeatMap.@Nullable Grid heat,
      List<Mark> exemplars) {}

  /** Points since a time of the series of a metric; of all services if service is empty. */
  public Chart chart(String name, String service, String label, long sinceMillis) {
    List<Series.View> found = new ArrayList<>();
    for (Series.View each : store.metrics().find(id -> id.name().equals(name))) {
      if ((service.isEmpty() || each.origin().service().equals(service))
          && (label.isEmpty() || Attribute.line(each.attributes()).equals(label))) {
        found.add(each);
      }
    }
    Row row =
        list().stream()
            .filter(each -> each.name.equals(name))
            .findFirst()
            .orElse(new Row(name, "", "", "gauge", false, false, 0, Set.of()));
    boolean histogram = row.type.endsWith("histogram");
    boolean rate = row.type.equals("sum") && row.monotonic;
    List<Line> lines = new ArrayList<>();
    List<Mark> marks = new ArrayList<>();
    for (Series.View each : found) {
      if (lines.size() < MAX_SERIES) {
        lines.add(line(each, sinceMillis));
      }
      marks(each, sinceMillis, marks);
    }
    lines.sort(Comparator.comparing(Line::service).thenComparing(Line::label));
    marks.sort(Comparator.comparingDouble(Mark::timeMs));
    List<Mark> newest = marks.subList(Math.max(0, marks.size() - MAX_EXEMPLARS), marks.size());
    return new Chart(
        row, rate, found.size(), lines, histogram ? HeatMap.of(found, sinceMillis) : null, newest);
  }

  private static Line line(Series.View series, long sinceMillis) {
    List<Double> times = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    Point before = null;
    for (Point point : series.points()) {
      double timeMs = point.timeNanos() / 1e6;
      Double value = Rates.value(series.metric(), before, point);
      before = point;
      if (timeMs >= sinceMillis && value != null) {
        times.add(timeMs);
        values.add(value);
      }
    }
    return new Line(
        series.origin().service(),
        Attribute.line(series.attributes()),
        times.stream().mapToDouble(Double::doubleValue).toArray(),
        values.toArray(Double[]::new),
        values.isEmpty() ? null : values.get(values.size() - 1));
  }

  private void marks(Series.View series, long sinceMillis, List<Mark> marks) {
    for (Point point : series.points()) {
      for (Exemplar exemplar : point.exemplars()) {
        TraceId trace = TraceId.of(exemplar.getTraceId());
        double timeMs = exemplar.getTimeUnixNano() / 1e6;
        if (timeMs >= sinceMillis && !trace.isNone()) {
          marks.add(
              new Mark(
                  timeMs,
                  exemplar.hasAsInt() ? exemplar.getAsInt() : exemplar.getAsDouble(),
                  trace.toString(),
                  TraceId.spanText(TraceId.spanId(exemplar.getSpanId())),
                  store.traces().find(trace) != null,
                  series.origin().service()));
        }
      }
    }
  }
}
