// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.pipeline;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs {@link Producer} for each SDK and rate in its own process, with a {@link Sink} in another
 * process, and prints a table. Arguments: SDKs and rates, each separated by commas, the seconds,
 * {@code TRACES} (the default) or {@code LOGS}, and {@code none} (the default) or {@code gzip}.
 *
 * <pre>java -cp benchmarks.jar dev.ringlet.jmh.pipeline.Pipeline official,ringlet 200000 5</pre>
 */
public final class Pipeline {
  /** The columns; {@link PipelineReport} reads the lines. */
  static final String HEADER =
      "JDK | signal | compression | SDK | rate | made/s | exported | dropped % | dropped, as the SDK"
          + " says | at sink | requests | CPU ns/exported | B/made | bytes/item";

  private final int port;
  private final String base;
  private final String signal;
  private final String compression;

  private Pipeline(int port, String signal, String compression) {
    this.port = port;
    this.signal = signal;
    this.compression = compression;
    base = "http://127.0.0.1:" + port;
  }

  /** Runs all combinations. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Process sink = java(Sink.class, List.of()).start();
    try {
      Pipeline pipeline =
          new Pipeline(
              Integer.parseInt(reader(sink).readLine()),
              args.length > 3 ? args[3] : "TRACES",
              args.length > 4 ? args[4] : "none");
      System.out.println(HEADER);
      for (String rate : args[1].split(",")) {
        long control = pipeline.run("none", rate, args[2], 0);
        for (String sdk : args[0].split(",")) {
          pipeline.run(sdk, rate, args[2], control);
        }
      }
    } finally {
      sink.destroy();
    }
  }

  /** Runs one process and returns its CPU time in nanoseconds. */
  private long run(String sdk, String rate, String seconds, long controlCpu)
      throws IOException, InterruptedException {
    Process producer =
        java(Producer.class, List.of(sdk, base, rate, seconds, signal, compression)).start();
    BufferedReader lines = reader(producer);
    long[] before = new long[3];
    Map<String, Long> result = new HashMap<>();
    for (String line; (line = lines.readLine()) != null; ) {
      if (line.equals("ready")) {
        before = Sink.counts(port);
        producer.getOutputStream().write('\n');
        producer.getOutputStream().flush();
      } else if (line.startsWith("made=")) {
        for (String pair : line.split(" ")) {
          String[] both = pair.split("=");
          result.put(both[0], Long.valueOf(both[1]));
        }
      }
    }
    producer.waitFor();
    print(sdk, rate, result, before, Sink.counts(port), controlCpu);
    return result.get("cpu");
  }

  private void print(
      String sdk, String rate, Map<String, Long> r, long[] before, long[] after, long controlCpu) {
    long made = r.get("made");
    long exported = r.get("exported");
    long items = after[0] - before[0];
    System.out.printf(
        Locale.ROOT,
        "%d | %s | %s | %s | %s | %.0f | %d | %.2f | %s | %d | %d | %.0f | %.1f | %.0f%n",
        Runtime.version().feature(),
        signal,
        compression,
        sdk,
        rate,
        made * 1e9 / r.get("nanos"),
        exported,
        100.0 * (made - exported) / made,
        r.get("dropped") < 0 ? "-" : r.get("dropped"),
        items,
        after[1] - before[1],
        (r.get("cpu") - controlCpu) / (double) Math.max(1, exported),
        r.get("allocated") / (double) made,
        (after[2] - before[2]) / (double) Math.max(1, items));
  }

  /** Returns a reader of the standard output of a process. */
  public static BufferedReader reader(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static ProcessBuilder java(Class<?> main, List<String> arguments) {
    return java(System.getProperty("java.home"), main, arguments);
  }

  /** Returns a builder of a process with the JDK in a directory and this class path. */
  public static ProcessBuilder java(String home, Class<?> main, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                home + "/bin/java",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }
}
