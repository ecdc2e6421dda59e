// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.openloop;

import java.util.List;
import java.util.Locale;

/** Draws the median time of a call as horizontal bars, with the range of the rounds, in SVG. */
final class Chart {
  private static final int LABELS = 190;
  private static final int PLOT = 470;
  private static final int ROW = 46;
  private static final int TOP = 58;
  private static final String TEXT = "#57606a";

  private final Report report;
  private final String jdk;
  private final String rate;

  Chart(Report report, String jdk, String rate) {
    this.report = report;
    this.jdk = jdk;
    this.rate = rate;
  }

  String svg() {
    List<String> shapes = report.shapes();
    int height = TOP + ROW * shapes.size() + 12;
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"860\" height=\"%d\""
                + " viewBox=\"0 0 860 %d\" font-family=\"sans-serif\" font-size=\"12\">%n",
            height, height));
    text(svg, 10, 20, "start", "Time of one call on the caller's thread, JDK " + jdk);
    text(
        svg,
        10,
        38,
        "start",
        rate + " calls a second in bursts, all exported; median, and range of the rounds");
    for (int i = 0; i < shapes.size(); i++) {
      draw(svg, shapes.get(i), TOP + ROW * i);
    }
    return svg.append("</svg>\n").toString();
  }

  /** Each shape has its own scale: the bar of the slower SDK fills the plot. */
  private void draw(StringBuilder svg, String shape, int y) {
    List<Long> official = report.values(jdk, rate, Report.OFFICIAL, shape, "p50");
    List<Long> ringlet = report.values(jdk, rate, Report.RINGLET, shape, "p50");
    if (official.isEmpty() || ringlet.isEmpty()) {
      throw new IllegalArgumentException("no results for JDK " + jdk + " at " + rate);
    }
    long greatest = Math.max(Report.median(official), Report.median(ringlet));
    text(svg, LABELS - 8, y + 21, "end", shape);
    bar(svg, y, official, greatest, "#9aa4ae", "official");
    bar(svg, y + 16, ringlet, greatest, "#0969da", "Ringlet");
  }

  private static void bar(
      StringBuilder svg, int y, List<Long> values, long greatest, String colour, String name) {
    long median = Report.median(values);
    double width = (double) PLOT * median / greatest;
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"14\" fill=\"%s\"/>%n",
            LABELS,
            y + 4,
            width,
            colour));
    String range = " (" + values.get(0) + "-" + values.get(values.size() - 1) + ")";
    text(svg, LABELS + (int) width + 6, y + 15, "start", name + " " + median + " ns" + range);
  }

  private static void text(StringBuilder svg, int x, int y, String anchor, String text) {
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
    svg.append(
        String.format(
            "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" fill=\"%s\">%s</text>%n",
            x, y, anchor, TEXT, escaped));
  }
}
