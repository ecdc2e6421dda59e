// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws results of the official SDK and of Ringlet as pairs of horizontal bars, in SVG. */
public final class Bars {
  private static final int LABELS = 200;
  private static final int PLOT = 470;
  private static final int ROW = 46;
  private static final int TOP = 58;
  private static final String TEXT = "#57606a";

  private final String title;
  private final String subtitle;
  private final String officialName;
  private final List<String> labels = new ArrayList<>();
  private final List<List<Long>> official = new ArrayList<>();
  private final List<List<Long>> ringlet = new ArrayList<>();

  /**
   * Creates an empty chart.
   *
   * @param officialName name of the official SDK with its settings
   */
  public Bars(String title, String subtitle, String officialName) {
    this.title = title;
    this.subtitle = subtitle;
    this.officialName = officialName;
  }

  /**
   * Adds a pair of bars.
   *
   * @param official results in nanoseconds, at least one, in ascending order
   * @param ringlet the same for Ringlet
   */
  public void add(String label, List<Long> official, List<Long> ringlet) {
    if (median(official) <= 0 || median(ringlet) <= 0) {
      throw new IllegalArgumentException("no results for " + label);
    }
    labels.add(label);
    this.official.add(official);
    this.ringlet.add(ringlet);
  }

  /** The median of values in ascending order, or 0 if there are none. */
  public static long median(List<Long> sorted) {
    return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
  }

  /** Returns the chart. Each pair has its own scale: the longer bar fills the plot. */
  public String svg() {
    if (labels.isEmpty()) {
      throw new IllegalStateException("the chart is empty");
    }
    int height = TOP + ROW * labels.size() + 12;
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"920\" height=\"%d\""
                + " viewBox=\"0 0 920 %d\" font-family=\"sans-serif\" font-size=\"12\">%n",
            height, height));
    text(svg, 10, 20, "start", title);
    text(svg, 10, 38, "start", subtitle);
    for (int i = 0; i < labels.size(); i++) {
      int y = TOP + ROW * i;
      long greatest = Math.max(median(official.get(i)), median(ringlet.get(i)));
      text(svg, LABELS - 8, y + 21, "end", labels.get(i));
      bar(svg, y, official.get(i), greatest, "#9aa4ae", officialName);
      bar(svg, y + 16, ringlet.get(i), greatest, "#0969da", "Ringlet");
    }
    return svg.append("</svg>\n").toString();
  }

  private static void bar(
      StringBuilder svg, int y, List<Long> values, long greatest, String colour, String name) {
    long median = median(values);
    double width = (double) PLOT * median / greatest;
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"14\" fill=\"%s\"/>%n",
            LABELS,
            y + 4,
            width,
            colour));
    long last = values.get(values.size() - 1);
    String range = values.size() == 1 ? "" : " (" + values.get(0) + "-" + last + ")";
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
