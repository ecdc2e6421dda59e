// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.openloop;

import dev.ringlet.jmh.Bars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the file of {@link OpenLoop} and prints tables in Markdown, or draws one of them as SVG:
 * medians of the rounds, with their range.
 *
 * <pre>java -cp benchmarks.jar dev.ringlet.jmh.openloop.Report open-loop.tsv
 * java -cp benchmarks.jar dev.ringlet.jmh.openloop.Report open-loop.tsv 17 100000 chart.svg</pre>
 */
public final class Report {
  static final String RINGLET = "ringlet";
  static final String OFFICIAL = "official-large";
  private static final List<String> COLUMNS = List.of(OpenLoop.HEADER.split("\t"));

  private final List<String[]> rows = new ArrayList<>();

  Report(List<String> lines) {
    if (lines.isEmpty() || !lines.get(0).equals(OpenLoop.HEADER)) {
      throw new IllegalArgumentException("not a file of OpenLoop");
    }
    for (String line : lines.subList(1, lines.size())) {
      rows.add(line.split("\t"));
    }
  }

  /** Prints all tables, or draws one. */
  public static void main(String[] args) throws IOException {
    Report report = new Report(Files.readAllLines(Path.of(args[0])));
    if (args.length == 4) {
      Files.writeString(Path.of(args[3]), report.chart(args[1], args[2]));
      return;
    }
    for (String jdk : report.distinct("jdk")) {
      for (String rate : report.distinct("rate")) {
        System.out.print(report.table(jdk, rate));
      }
    }
  }

  Set<String> distinct(String column) {
    Set<String> values = new TreeSet<>((a, b) -> Integer.compare(number(a), number(b)));
    rows.forEach(row -> values.add(row[COLUMNS.indexOf(column)]));
    return values;
  }

  private static int number(String text) {
    return Integer.parseInt(text);
  }

  /** The shapes in the order in which they ran. */
  List<String> shapes() {
    return rows.stream().map(row -> row[COLUMNS.indexOf("shape")]).distinct().toList();
  }

  /** The values of a column, one for each round, in ascending order. */
  List<Long> values(String jdk, String rate, String sdk, String shape, String column) {
    List<Long> values = new ArrayList<>();
    for (String[] row : rows) {
      if (row[0].equals(jdk) && row[1].equals(sdk) && row[2].equals(rate) && row[3].equals(shape)) {
        values.add(Long.parseLong(row[COLUMNS.indexOf(column)]));
      }
    }
    Collections.sort(values);
    return values;
  }

  private String chart(String jdk, String rate) {
    Bars bars =
        new Bars(
            "Time of one call on the caller's thread, JDK " + jdk,
            rate + " calls a second in bursts, all exported; median, and range of the rounds",
            "official");
    for (String shape : shapes()) {
      bars.add(
          shape,
          values(jdk, rate, OFFICIAL, shape, "p50"),
          values(jdk, rate, RINGLET, shape, "p50"));
    }
    return bars.svg();
  }

  private String table(String jdk, String rate) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "%nJDK %s, %s calls a second; official SDK / Ringlet, medians; ratio of p50 with the"
                + " range of the rounds%n%n",
            jdk, rate));
    text.append(
        "| | no SDK p50 | p50 ns | ratio | p99 ns | first of a burst | caller's CPU ns |"
            + " process CPU ns | bytes |\n|---|---|---|---|---|---|---|---|---|\n");
    for (String shape : shapes()) {
      List<Long> official = values(jdk, rate, OFFICIAL, shape, "p50");
      List<Long> ringlet = values(jdk, rate, RINGLET, shape, "p50");
      if (official.isEmpty() || ringlet.isEmpty()) {
        continue;
      }
      text.append("| ").append(shape);
      text.append(" | ").append(Bars.median(values(jdk, rate, "none", shape, "p50")));
      text.append(" | ").append(Bars.median(official)).append(" / ").append(Bars.median(ringlet));
      text.append(" | ").append(ratio(official, ringlet));
      for (String column : List.of("p99", "first", "callerCpu", "processCpu", "bytes")) {
        text.append(" | ").append(Bars.median(values(jdk, rate, OFFICIAL, shape, column)));
        text.append(" / ").append(Bars.median(values(jdk, rate, RINGLET, shape, column)));
      }
      text.append(" |\n");
    }
    return text.toString();
  }

  /** The ratio of the medians, and the smallest and largest ratio of any two rounds. */
  private static String ratio(List<Long> official, List<Long> ringlet) {
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f-%.2f)",
        (double) Bars.median(ringlet) / Bars.median(official),
        (double) ringlet.get(0) / official.get(official.size() - 1),
        (double) ringlet.get(ringlet.size() - 1) / official.get(0));
  }
}
