// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import dev.ringlet.RingletSdk;
import dev.ringlet.config.Config;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.console.ConsoleColor;
import dev.ringlet.exporter.console.ConsoleExporter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The first minute with Ringlet: runs a small web shop and three orders, sends the signals that the
 * SDK exports over OTLP to a viewer in the same process and draws what arrived with the console
 * exporter.
 *
 * <p>If {@code otel.exporter.otlp.endpoint} is set, as a system property or in the environment, the
 * telemetry goes there instead. The exit code is 0 only if everything arrived. The argument {@code
 * --keep} keeps the viewer open until the process is stopped.
 */
public final class FirstMinute {
  private static final String KEEP = "--keep";
  private static final String ENDPOINT = "otel.exporter.otlp.endpoint";
  private static final String ENDPOINT_VARIABLE = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";
  private static final Duration FLUSH_TIMEOUT = Duration.ofSeconds(30);

  private static final int COLUMNS = 100;

  private final PrintStream out;
  private final ConsoleColor color;

  /** Prints to a stream that writes UTF-8. */
  FirstMinute(PrintStream out, ConsoleColor color) {
    this.out = out;
    this.color = color;
  }

  public static void main(String[] arguments) throws IOException {
    if (System.getProperty(LOG_FORMAT) == null) {
      System.setProperty(LOG_FORMAT, "%4$s %5$s%n");
    }
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    FirstMinute firstMinute =
        new FirstMinute(out, ConsoleColor.fromConfig(Config.fromSystem(Map.of())));
    String endpoint =
        System.getProperty(ENDPOINT, System.getenv().getOrDefault(ENDPOINT_VARIABLE, ""));
    boolean keep = List.of(arguments).contains(KEEP);
    boolean arrived =
        endpoint.isBlank() ? firstMinute.sendToViewer(keep) : firstMinute.sendToCollector(endpoint);
    if (!arrived) {
      System.exit(1);
    }
  }

  /**
   * Sends to a viewer of its own and draws what came; true if everything arrived.
   *
   * @param keep whether the viewer stays open until the process is stopped
   */
  boolean sendToViewer(boolean keep) throws IOException {
    Received received = new Received();
    try (dev.ringlet.viewer.Viewer viewer =
            dev.ringlet.viewer.Viewer.builder().setPort(0).setListener(received).build();
        RingletSdk sdk = sdk(Map.of(ENDPOINT, viewer.url()))) {
      out.println("A shop answers three orders, instrumented through io.opentelemetry.api.");
      out.println("Ringlet sends what it records to an OTLP receiver at " + viewer.url());
      ShopTelemetry produced = trade(sdk);
      draw(received);
      Arrivals.Counts counts = Arrivals.Counts.of(received);
      boolean arrived = finish(Arrivals.compare(produced, counts, sdk.health().signals().keySet()));
      if (keep) {
        out.println("\nIn a browser, until Ctrl-C: " + viewer.url() + "/");
        Viewer.sleepSeconds(Long.MAX_VALUE);
      } else {
        out.println("\nIn a browser: the same command with -Dfirst-minute.arguments=" + KEEP);
      }
      return arrived;
    }
  }

  /** Sends to a collector, which then has to show what came; true if it took everything. */
  boolean sendToCollector(String endpoint) throws IOException {
    try (RingletSdk sdk = sdk(Map.of(ENDPOINT, endpoint))) {
      out.println("A shop answers three orders, instrumented through io.opentelemetry.api.");
      out.println("Ringlet sends what it records to " + endpoint);
      out.println("Look there for the service named shop.");
      ShopTelemetry produced = trade(sdk);
      return finish(Arrivals.compare(produced, sdk.health()));
    }
  }

  private boolean finish(Arrivals arrivals) {
    heading("arrived");
    arrivals.print(out);
    return arrivals.complete();
  }

  private static RingletSdk sdk(Map<String, String> properties) {
    RingletSdk.Builder builder =
        RingletSdk.builder()
            .property("otel.service.name", "shop")
            .property("ringlet.close.timeout", "1s");
    properties.forEach(builder::property);
    return builder.build();
  }

  /** Opens the shop, sends the orders and flushes while the shop's gauge can still be read. */
  private ShopTelemetry trade(RingletSdk sdk) throws IOException {
    try (ShopApplication shop = ShopApplication.start(sdk)) {
      new ShopClient(shop.url(), shop.telemetry()).run();
      sdk.flush(FLUSH_TIMEOUT);
      return shop.telemetry();
    }
  }

  private void draw(Received received) {
    ConsoleExporter console = ConsoleExporter.create(out, StandardCharsets.UTF_8, color);
    for (Signal signal : List.of(Signal.TRACES, Signal.LOGS, Signal.METRICS)) {
      heading(signal.key());
      console.export(received.joined(signal));
    }
  }

  private void heading(String text) {
    out.println("\n━━ " + text + " " + "━".repeat(COLUMNS - text.length() - 4));
  }
}
