// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.pipeline;

import dev.ringlet.jmh.Bars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads what runs of {@link Pipeline} printed into a file, and prints a table in Markdown or draws
 * the CPU time of the loads that both SDKs had, as SVG.
 *
 * <pre>java -cp benchmarks.jar dev.ringlet.jmh.pipeline.PipelineReport pipeline.txt
 * java -cp benchmarks.jar dev.ringlet.jmh.pipeline.PipelineReport pipeline.txt chart.svg</pre>
 */
public final class PipelineReport {
  private static final List<String> COLUMNS = List.of(Pipeline.HEADER.split(" \\| "));

  /** The rounds of each load and SDK. */
  private final Map<String, List<String[]>> rounds = new LinkedHashMap<>();

  private PipelineReport(List<String> lines) {
    for (String line : lines) {
      String[] values = line.split(" \\| ");
      if (values.length == COLUMNS.size() && !line.equals(Pipeline.HEADER)) {
        String key = load(values) + " | " + value(values, "SDK");
        rounds.computeIfAbsent(key, unused -> new ArrayList<>()).add(values);
      }
    }
  }

  /** Prints the table, or draws the chart. */
  public static void main(String[] args) throws IOException {
    PipelineReport report = new PipelineReport(Files.readAllLines(Path.of(args[0])));
    if (args.length == 2) {
      Files.writeString(Path.of(args[1]), report.chart());
    } else {
      System.out.print(report.table());
    }
  }

  private static String value(String[] values, String column) {
    return values[COLUMNS.indexOf(column)];
  }

  private static String load(String[] values) {
    String compression = value(values, "compression");
    return value(values, "signal").toLowerCase(Locale.ROOT)
        + (compression.equals("none") ? "" : ", " + compression)
        + ", "
        + value(values, "rate")
        + "/s, JDK "
        + value(values, "JDK");
  }

  private static List<String> column(List<String[]> rounds, String column) {
    return rounds.stream().map(values -> value(values, column)).toList();
  }

  private String table() {
    StringBuilder text =
        new StringBuilder(
            "| load | SDK | dropped % | requests | CPU ns per exported item | B per item |\n"
                + "|---|---|---|---|---|---|\n");
    rounds.forEach(
        (key, values) -> {
          if (!key.endsWith(" | none")) {
            text.append("| ").append(key);
            for (String column : List.of("dropped %", "requests", "CPU ns/exported", "B/made")) {
              List<String> all = column(values, column);
              boolean same = all.stream().distinct().count() == 1;
              text.append(" | ").append(same ? all.get(0) : String.join(", ", all));
            }
            text.append(" |\n");
          }
        });
    return text.toString();
  }

  private String chart() {
    Bars bars =
        new Bars(
            "CPU time of the process for each exported span or log record",
            "sent to a receiver in another process, less a process without telemetry;"
                + " median, and range of the rounds",
            "official-large");
    rounds.forEach(
        (key, values) -> {
          String load = key.substring(0, key.indexOf(" | "));
          List<String[]> official = rounds.get(load + " | official-large");
          if (official != null && key.endsWith(" | ringlet")) {
            bars.add(load, cpu(official), cpu(values));
          }
        });
    return bars.svg();
  }

  private static List<Long> cpu(List<String[]> rounds) {
    return column(rounds, "CPU ns/exported").stream().map(Long::valueOf).sorted().toList();
  }
}
