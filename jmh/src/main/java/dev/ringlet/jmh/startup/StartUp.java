// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.startup;

import dev.ringlet.RingletSdk;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Makes an SDK from its properties and ends a first span, in a fresh process each time; prints the
 * medians of the time for that, of the classes that the process has loaded and of the heap that it
 * retains. The SDK {@code none} is the API alone. Arguments: how many processes for each.
 *
 * <pre>java -cp benchmarks.jar dev.ringlet.jmh.startup.StartUp 11</pre>
 */
public final class StartUp {
  private static final List<String> SDKS = List.of("none", "official", "ringlet");

  private StartUp() {}

  /** Runs all processes, or is one of them. */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (SDKS.contains(args[0])) {
      probe(args[0]);
      return;
    }
    int processes = Integer.parseInt(args[0]);
    long[][][] results = new long[SDKS.size()][3][processes];
    for (int i = 0; i < processes; i++) {
      for (int s = 0; s < SDKS.size(); s++) {
        long[] one = run(SDKS.get(s));
        for (int k = 0; k < one.length; k++) {
          results[s][k][i] = one[k];
        }
      }
    }
    System.out.println("sdk | ms to first span | classes | KB retained");
    for (int s = 0; s < SDKS.size(); s++) {
      System.out.printf(
          "%s | %.1f | %d | %d%n",
          SDKS.get(s),
          median(results[s][0]) / 1e6,
          median(results[s][1]),
          median(results[s][2]) >> 10);
    }
  }

  private static long median(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static long[] run(String sdk) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                // The processes do not send anything before they end.
                "-Dotel.exporter.otlp.protocol=http/protobuf",
                "-Dotel.service.name=bench",
                "-Dotel.metrics.exporter=none",
                "-Dotel.logs.exporter=none",
                "-cp",
                System.getProperty("java.class.path"),
                StartUp.class.getName(),
                sdk)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      long[] result =
          Arrays.stream(lines.readLine().split(" ")).mapToLong(Long::parseLong).toArray();
      process.waitFor();
      return result;
    }
  }

  private static void probe(String sdk) {
    long start = System.nanoTime();
    OpenTelemetry openTelemetry = create(sdk);
    openTelemetry.getTracer("first").spanBuilder("first").startSpan().end();
    long nanos = System.nanoTime() - start;
    int classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    System.out.println(nanos + " " + classes + " " + heap);
    System.out.flush();
    // Not closed: there is no receiver, and retries would only take time.
    Runtime.getRuntime().halt(openTelemetry == null ? 1 : 0);
  }

  private static OpenTelemetry create(String sdk) {
    switch (sdk) {
      case "official":
        return AutoConfiguredOpenTelemetrySdk.builder()
            .disableShutdownHook()
            .build()
            .getOpenTelemetrySdk();
      case "ringlet":
        return RingletSdk.create();
      default:
        return OpenTelemetry.noop();
    }
  }
}
