// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.profiles;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs {@link ProfiledLoad} in a process for each profiler, alternating between the profilers, and
 * prints a table of medians: CPU time in milliseconds per second and resident memory, and the
 * differences from the process without a profiler. Arguments: profilers separated by commas, {@code
 * idle} or {@code busy}, seconds, rounds.
 *
 * <pre>java -cp benchmarks.jar dev.ringlet.jmh.profiles.Overhead none,ringlet,jfr,async busy 15 3
 * </pre>
 */
public final class Overhead {
  private Overhead() {}

  private record Result(double cpuMillisPerSecond, double rssMegabytes, double spansPerSecond) {}

  /** Runs all processes. */
  public static void main(String[] args) throws IOException, InterruptedException {
    String[] profilers = args[0].split(",");
    Map<String, List<Result>> results = new HashMap<>();
    for (int round = 0; round < Integer.parseInt(args[3]); round++) {
      for (String profiler : profilers) {
        Result result = run(profiler, args[1], args[2]);
        System.out.println("# " + profiler + " " + result);
        results.computeIfAbsent(profiler, p -> new ArrayList<>()).add(result);
      }
    }
    System.out.println("profiler | spans/s | CPU ms/s | more | RSS MB | more");
    Result none = median(results.get(profilers[0]));
    for (String profiler : profilers) {
      Result median = median(results.get(profiler));
      System.out.printf(
          "%s | %.0f | %.1f | %.1f | %.1f | %.1f%n",
          profiler,
          median.spansPerSecond,
          median.cpuMillisPerSecond,
          median.cpuMillisPerSecond - none.cpuMillisPerSecond,
          median.rssMegabytes,
          median.rssMegabytes - none.rssMegabytes);
    }
  }

  private static Result median(List<Result> results) {
    return new Result(
        median(results, Comparator.comparingDouble(Result::cpuMillisPerSecond)).cpuMillisPerSecond,
        median(results, Comparator.comparingDouble(Result::rssMegabytes)).rssMegabytes,
        median(results, Comparator.comparingDouble(Result::spansPerSecond)).spansPerSecond);
  }

  private static Result median(List<Result> results, Comparator<Result> order) {
    return results.stream().sorted(order).toList().get(results.size() / 2);
  }

  private static Result run(String profiler, String load, String seconds)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-Xms128m",
                "-Xmx128m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ProfiledLoad.class.getName(),
                profiler,
                load,
                seconds)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Map<String, Long> numbers = new HashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line; (line = lines.readLine()) != null; ) {
        if (line.startsWith("cpu=")) {
          for (String pair : line.split(" ")) {
            numbers.put(pair.split("=")[0], Long.valueOf(pair.split("=")[1]));
          }
        }
      }
    }
    if (process.waitFor() != 0 || numbers.isEmpty()) {
      throw new IOException(profiler + " failed");
    }
    double took = numbers.get("nanos") / 1e9;
    return new Result(
        numbers.get("cpu") / 1e6 / took, numbers.get("rss") / 1024.0, numbers.get("spans") / took);
  }
}
