// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.otlp.MetricTags.Metric;
import dev.ringlet.internal.otlp.MetricTags.Sum;
import java.util.ArrayList;
import java.util.List;

/** Writes metrics as tables: a line with name and type, below it a line for each data point. */
final class MetricPages {
  private static final String MARGIN = "    ";
  private static final String DEEPER = MARGIN + MARGIN;
  private static final int MAX_NAME_CHARS = 120;
  private static final int MAX_UNIT_CHARS = 40;
  private static final int MAX_VALUE_COLUMNS = 60;
  private static final String[] TEMPORALITIES = {"", "delta", "cumulative"};

  private final Page page;
  private final List<MetricPoint> points = new ArrayList<>();
  private String name = "(no name)";
  private String unit = "";
  private int type;
  private String temporality = "";
  private boolean monotonic;

  private MetricPages(Page page) {
    this.page = page;
  }

  /** Writes the metrics below a heading for each scope. */
  static void write(ProtoReader request, Page page) {
    RecordOrigin[] last = new RecordOrigin[1];
    RecordOrigin.forEach(
        request,
        page.glyphs,
        (origin, in) -> {
          page.resource(origin);
          MetricPages metric = new MetricPages(page);
          metric.read(in);
          if (last[0] != origin) {
            if (last[0] != null) {
              page.line("");
            }
            last[0] = origin;
            metric.heading(origin);
          }
          metric.write();
        });
    if (last[0] != null) {
      page.line("");
    }
  }

  private void read(ProtoReader in) {
    while (in.next()) {
      switch (in.tag()) {
        case Metric.NAME -> name = SafeText.line(in.string(), MAX_NAME_CHARS, page.glyphs);
        case Metric.UNIT -> unit = SafeText.line(in.string(), MAX_UNIT_CHARS, page.glyphs);
        case Metric.GAUGE,
            Metric.SUM,
            Metric.HISTOGRAM,
            Metric.EXPONENTIAL_HISTOGRAM,
            Metric.SUMMARY -> {
          type = in.tag();
          readData(in.message());
        }
        default -> {}
      }
    }
  }

  /** The fields of a sum; other data have the same ones, or fewer. */
  private void readData(ProtoReader in) {
    while (in.next()) {
      switch (in.tag()) {
        case Sum.DATA_POINTS -> points.add(MetricPoint.read(type, in.message(), page.glyphs));
        case Sum.AGGREGATION_TEMPORALITY -> {
          long number = in.number();
          temporality =
              number >= 0 && number < TEMPORALITIES.length
                  ? TEMPORALITIES[(int) number]
                  : "temporality " + number;
        }
        case Sum.IS_MONOTONIC -> monotonic = in.number() != 0;
        default -> {}
      }
    }
  }

  private void heading(RecordOrigin origin) {
    List<String> facts = new ArrayList<>();
    facts.add("metrics");
    if (!origin.service().isEmpty()) {
      facts.add(page.ink.name(origin.service()));
    }
    if (!origin.scope().isEmpty()) {
      facts.add(origin.scope());
    }
    if (!points.isEmpty()) {
      facts.add(QuantityText.time(points.get(0).timeNanos));
    }
    page.line(String.join(page.glyphs.dot, facts));
  }

  private void write() {
    String facts = typeName() + (temporality.isEmpty() ? "" : ", " + temporality);
    page.line("  " + page.ink.name(name) + "  " + facts + (unit.isEmpty() ? "" : ", unit " + unit));
    int columns = 0;
    for (MetricPoint point : points) {
      columns = Math.max(columns, Page.width(point.value));
    }
    boolean numbers = type == Metric.SUM || type == Metric.GAUGE;
    for (MetricPoint point : points) {
      String value = numbers ? Page.right(point.value, columns) : Page.left(point.value, columns);
      write(point, value);
    }
  }

  private void write(MetricPoint point, String value) {
    if (Page.width(value) <= MAX_VALUE_COLUMNS) {
      page.hanging(MARGIN + value + "  ", point.attributes);
    } else {
      page.line(MARGIN + value);
      page.words(DEEPER, point.attributes);
    }
    point.exemplars.forEach(exemplar -> page.line(DEEPER + exemplar));
  }

  private String typeName() {
    return switch (type) {
      case Metric.GAUGE -> "gauge";
      case Metric.SUM -> monotonic ? "counter" : "up-down counter";
      case Metric.HISTOGRAM -> "histogram";
      case Metric.EXPONENTIAL_HISTOGRAM -> "exponential histogram";
      case Metric.SUMMARY -> "summary";
      default -> "no data";
    };
  }
}
