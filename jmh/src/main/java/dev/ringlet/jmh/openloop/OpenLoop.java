// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.openloop;

import dev.ringlet.jmh.pipeline.Pipeline;
import dev.ringlet.jmh.pipeline.Sink;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs {@link Caller} for each JDK, rate and SDK, each in its own process, alternating between
 * them, with a receiver in another process. Appends the output to a file, which {@link Report}
 * reads.
 *
 * <pre>java -cp benchmarks.jar dev.ringlet.jmh.openloop.OpenLoop out=open-loop.tsv rounds=3
 * rates=1000,10000,100000 sdks=none,official-large,ringlet seconds=4 javas=/jdk17,/jdk25
 * "shapes=request;counter" "vm=-XX:+AlwaysPreTouch -Xms512m" between=2048</pre>
 *
 * <p>The heap is touched in advance, as it is in a process that has run for a while. Otherwise
 * calls pay for page faults whenever they are the first to use a part of the heap, and the less
 * garbage an SDK makes the longer that lasts. With {@code between}, {@link OtherWork} touches as
 * many KB between two calls.
 */
public final class OpenLoop {
  static final String HEADER =
      "jdk\tsdk\trate\tshape\tp50\tp90\tp99\tp99.9\tfirst\tearly\trest\tcallerCpu\tprocessCpu"
          + "\tbytes\tcalls";

  private OpenLoop() {}

  /** Runs all combinations; each argument has the form name=value and is optional. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Map<String, String> options =
        options(
            args,
            Map.of(
                "out", "open-loop.tsv",
                "rounds", "3",
                "rates", "100000",
                "sdks", "none,official-large,ringlet",
                "seconds", "4",
                "between", "0",
                "vm", "-XX:+AlwaysPreTouch -Xms512m",
                "javas", System.getProperty("java.home"),
                "shapes", String.join(";", Shape.names())));
    Process sink = Pipeline.java(System.getProperty("java.home"), Sink.class, List.of()).start();
    List<String> lines = new ArrayList<>(List.of(HEADER));
    try {
      String port = Pipeline.reader(sink).readLine();
      int rounds = Integer.parseInt(options.get("rounds"));
      for (int round = 0; round < rounds; round++) {
        for (String rate : options.get("rates").split(",")) {
          for (String java : options.get("javas").split(",")) {
            for (String sdk : options.get("sdks").split(",")) {
              List<String> arguments =
                  List.of(
                      sdk,
                      port,
                      rate,
                      options.get("seconds"),
                      options.get("shapes"),
                      options.get("between"));
              lines.addAll(run(java, List.of(options.get("vm").split(" ")), arguments));
              Files.write(Path.of(options.get("out")), lines);
            }
          }
        }
      }
    } finally {
      sink.destroy();
    }
  }

  /** Arguments of the form name=value over the defaults of all names. */
  static Map<String, String> options(String[] args, Map<String, String> defaults) {
    Map<String, String> options = new TreeMap<>(defaults);
    for (String arg : args) {
      String[] both = arg.split("=", 2);
      if (both.length < 2 || options.put(both[0], both[1]) == null) {
        throw new IllegalArgumentException(arg + " is not one of " + options.keySet());
      }
    }
    return options;
  }

  private static List<String> run(String java, List<String> vm, List<String> arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder = Pipeline.java(java, Caller.class, arguments);
    builder.command().addAll(1, vm);
    Process caller = builder.start();
    List<String> lines = new ArrayList<>();
    BufferedReader reader = Pipeline.reader(caller);
    for (String line; (line = reader.readLine()) != null; ) {
      System.out.println(line);
      lines.add(line);
    }
    if (caller.waitFor() != 0) {
      throw new IllegalStateException("the caller failed: " + arguments);
    }
    return lines;
  }
}
