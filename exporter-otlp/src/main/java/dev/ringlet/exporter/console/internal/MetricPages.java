// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import dev.ringlet.internal.bytes.ProtoReader;
import java.util.ArrayList;
import java.util.List;

/** Writes metrics as tables: a line with name and type, below it a line for each data point. */
final class MetricPages {
  static final int GAUGE = 5;
  static final int SUM = 7;
  static final int HISTOGRAM = 9;
  static final int EXPONENTIAL_HISTOGRAM = 10;
  static final int SUMMARY = 11;

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
    Origin[] last = new Origin[1];
    Origin.forEach(
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
      switch (in.field()) {
        case 1 -> name = SafeText.line(in.string(), MAX_NAME_CHARS, page.glyphs);
        case 3 -> unit = SafeText.line(in.string(), MAX_UNIT_CHARS, page.glyphs);
        case GAUGE, SUM, HISTOGRAM, EXPONENTIAL_HISTOGRAM, SUMMARY -> {
          type = in.field();
          readData(in.message());
        }
        default -> {}
      }
    }
  }

  private void readData(ProtoReader in) {
    while (in.next()) {
      if (in.field() == 1) {
        points.add(MetricPoint.read(type, in.message(), page.glyphs));
      } else if (in.field() == 2) {
        long number = in.number();
        temporality =
            number >= 0 && number < TEMPORALITIES.length
                ? TEMPORALITIES[(int) number]
                : "temporality " + number;
      } else if (in.field() == 3) {
        monotonic = in.number() != 0;
      }
    }
  }

  private void heading(Origin origin) {
    List<String> facts = new ArrayList<>();
    facts.add("metrics");
    if (!origin.service().isEmpty()) {
      facts.add(page.ink.name(origin.service()));
    }
    if (!origin.scope().isEmpty()) {
      facts.add(origin.scope());
    }
    if (!points.isEmpty()) {
      facts.add(Quantities.time(points.get(0).timeNanos));
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
    boolean numbers = type == SUM || type == GAUGE;
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
      case GAUGE -> "gauge";
      case SUM -> monotonic ? "counter" : "up-down counter";
      case HISTOGRAM -> "histogram";
      case EXPONENTIAL_HISTOGRAM -> "exponential histogram";
      case SUMMARY -> "summary";
      default -> "no data";
    };
  }
}
