// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import dev.ringlet.RingletSdk;
import dev.ringlet.export.Signal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Profiles a busy service while it runs, then shows what its methods cost inside which spans: as
 * text, and as a page of flame graphs.
 *
 * <p>Arguments: how many seconds to run, 6 by default, and the file of the page, {@code flame.html}
 * in the directory for temporary files by default. The exit code is 0 only if profiles arrived.
 */
public final class ProfiledService {
  private static final List<String> OWN = List.of("dev.ringlet.examples.");

  private ProfiledService() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 6;
    Path page =
        arguments.length > 1
            ? Path.of(arguments[1])
            : Path.of(System.getProperty("java.io.tmpdir"), "flame.html");
    if (run(Duration.ofSeconds(seconds), page, System.out).isEmpty()) {
      System.exit(1);
    }
  }

  /** Runs the service, prints and writes what came; returns all stacks that were received. */
  static List<StackSample> run(Duration duration, Path page, PrintStream out)
      throws IOException, InterruptedException {
    try (OtlpReceiver receiver = OtlpReceiver.start(0)) {
      out.println("A service works for " + duration.toSeconds() + " s and is profiled.");
      out.println();
      work(receiver, duration);
      List<StackSample> samples = ProfileReader.read(receiver.profiles(), receiver.spans());
      ProfilePrinter.print(samples, out);
      String subtitle =
          String.format(
              "%d s on JDK %d, %d stacks, %d spans",
              duration.toSeconds(),
              Runtime.version().feature(),
              samples.size(),
              receiver.items(Signal.TRACES));
      Files.writeString(page, FlamePage.of("Flame graphs of busy-service", subtitle, OWN, samples));
      out.println("Flame graphs: " + page.toUri());
      return samples;
    }
  }

  private static void work(OtlpReceiver receiver, Duration duration) throws InterruptedException {
    try (RingletSdk sdk =
        RingletSdk.builder()
            .property("otel.service.name", "busy-service")
            .property("otel.exporter.otlp.endpoint", receiver.endpoint())
            .property("ringlet.profiles.enabled", "true")
            .build()) {
      new BusyService(sdk).run(duration.toNanos());
    }
  }
}
