// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.openloop;

import dev.ringlet.jmh.Bars;
import dev.ringlet.jmh.pipeline.Pipeline;
import dev.ringlet.jmh.pipeline.Sink;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Measures what the first calls of a process cost, while the JVM interprets and compiles: short
 * programs, functions, tests, and each service after a deployment. Runs {@link FirstCaller} for
 * each JDK, shape and SDK, in fresh processes that alternate between the SDKs, with a receiver in
 * another process, and prints medians.
 *
 * <pre>java -cp benchmarks.jar dev.ringlet.jmh.openloop.FirstCalls processes=9
 * javas=/jdk17,/jdk25 sdks=official-large,ringlet "shapes=request;log, 2 attributes"</pre>
 */
public final class FirstCalls {
  private FirstCalls() {}

  /** Runs all combinations; each argument has the form name=value and is optional. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Map<String, String> options =
        OpenLoop.options(
            args,
            Map.of(
                "processes", "9",
                "sdks", "official-large,ringlet",
                "javas", System.getProperty("java.home"),
                "shapes", "span, 5 on the span;request;log, 2 attributes;log, exception"));
    Process sink = Pipeline.java(System.getProperty("java.home"), Sink.class, List.of()).start();
    try {
      String port = Pipeline.reader(sink).readLine();
      for (String java : options.get("javas").split(",")) {
        System.out.println("\n" + java + "\n\n" + header());
        for (String shape : options.get("shapes").split(";")) {
          List<String> sdks = List.of(options.get("sdks").split(","));
          int processes = Integer.parseInt(options.get("processes"));
          List<long[][]> results = measure(java, port, shape, sdks, processes);
          System.out.println(row(shape, results));
        }
      }
    } finally {
      sink.destroy();
    }
  }

  /** For each SDK the results of its processes. */
  private static List<long[][]> measure(
      String java, String port, String shape, List<String> sdks, int processes)
      throws IOException, InterruptedException {
    List<long[][]> results = new ArrayList<>();
    sdks.forEach(sdk -> results.add(new long[processes][]));
    for (int i = 0; i < processes; i++) {
      for (int k = 0; k < sdks.size(); k++) {
        results.get(k)[i] = run(java, List.of(sdks.get(k), port, shape));
      }
    }
    return results;
  }

  private static long[] run(String java, List<String> arguments)
      throws IOException, InterruptedException {
    Process caller = Pipeline.java(java, FirstCaller.class, arguments).start();
    String line;
    try (BufferedReader reader = Pipeline.reader(caller)) {
      line = reader.readLine();
    }
    if (caller.waitFor() != 0) {
      throw new IllegalStateException("the caller failed: " + arguments);
    }
    return Arrays.stream(line.split("\t")).mapToLong(Long::parseLong).toArray();
  }

  private static String header() {
    StringBuilder names = new StringBuilder("| ms of CPU time |");
    StringBuilder rule = new StringBuilder("|---|");
    for (int mark : FirstCaller.MARKS) {
      names.append(" call ").append(mark == 1 ? "1" : "1 to " + mark).append(" |");
      rule.append("---|");
    }
    return names + " process |\n" + rule + "---|";
  }

  private static String row(String shape, List<long[][]> results) {
    StringBuilder row = new StringBuilder("| ").append(shape).append(" |");
    for (int column = 0; column <= FirstCaller.MARKS.length; column++) {
      List<String> values = new ArrayList<>();
      for (long[][] result : results) {
        values.add("%.1f".formatted(median(result, column) / 1e3));
      }
      row.append(' ').append(String.join(" / ", values)).append(" |");
    }
    return row.toString();
  }

  private static long median(long[][] results, int column) {
    return Bars.median(Arrays.stream(results).map(result -> result[column]).sorted().toList());
  }
}
