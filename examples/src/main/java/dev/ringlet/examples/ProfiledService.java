// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import dev.ringlet.RingletSdk;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.console.ConsoleExporter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Profiles a busy service while it runs, then shows in the viewer what its methods cost inside
 * which spans, until it is stopped.
 *
 * <p>Argument: how many seconds the service runs, 6 by default. The exit code is 1 if no profiles
 * arrived.
 */
public final class ProfiledService {
  private ProfiledService() {}

  public static void main(String[] arguments) throws InterruptedException {
    int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 6;
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    Received received = new Received();
    try (dev.ringlet.viewer.Viewer viewer =
        dev.ringlet.viewer.Viewer.builder().setPort(0).setListener(received).build()) {
      out.println("A service works for " + seconds + " s and is profiled.");
      work(viewer.url(), Duration.ofSeconds(seconds));
      if (received.items(Signal.PROFILES) == 0) {
        out.println("No profiles arrived.");
        System.exit(1);
      }
      ConsoleExporter console = ConsoleExporter.create(out, StandardCharsets.UTF_8);
      received.requests(Signal.PROFILES).forEach(console::export);
      out.println("Flame graphs in a browser, until Ctrl-C: " + viewer.url() + "/#/profiles");
      Viewer.sleepSeconds(Long.MAX_VALUE);
    }
  }

  private static void work(String endpoint, Duration duration) throws InterruptedException {
    try (RingletSdk sdk =
        RingletSdk.builder()
            .property("otel.service.name", "busy-service")
            .property("otel.exporter.otlp.endpoint", endpoint)
            .property("ringlet.profiles.enabled", "true")
            .build()) {
      new BusyService(sdk).run(duration.toNanos());
    }
  }
}
