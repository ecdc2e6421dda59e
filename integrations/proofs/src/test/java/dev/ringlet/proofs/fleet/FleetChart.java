// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.fleet;

import java.util.Locale;
import java.util.function.IntToDoubleFunction;

/** Draws load and backlog of a fleet over time as SVG. */
final class FleetChart {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 220;
  private static final int STEP = 10;

  private FleetChart() {}

  static String svg(FleetResult result) {
    FleetSeries series = result.series;
    double mostStored = Math.max(1, result.mostStored());
    double normal = result.scenario.normalRate();
    double mostLoad = Math.max(1, series.peakRate(0, STEP) / normal);
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif'"
                + " font-size='12'>%n<rect width='100%%' height='100%%' fill='white'/>%n"
                + "<text x='8' y='16'>%,d devices, %s: load (blue, most %.1f x normal),"
                + " stored records (red, most %,.0f), %d s</text>%n",
            WIDTH,
            HEIGHT + 24,
            result.scenario.devices(),
            result.scenario.title(),
            mostLoad,
            mostStored,
            series.seconds()));
    line(svg, "red", series.seconds(), second -> series.storedAt(second) / mostStored);
    line(svg, "blue", series.seconds(), second -> series.rate(second, STEP) / normal / mostLoad);
    return svg.append("</svg>\n").toString();
  }

  private static void line(StringBuilder svg, String color, int end, IntToDoubleFunction value) {
    svg.append("<polyline fill='none' stroke='").append(color).append("' points='");
    for (int second = 0; second + STEP <= end; second += STEP) {
      double x = (double) WIDTH * second / end;
      double y = 20 + HEIGHT * (1 - value.applyAsDouble(second));
      svg.append(String.format(Locale.ROOT, "%.0f,%.1f ", x, y));
    }
    svg.append("'/>\n");
  }
}
