// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import dev.ringlet.RingletSdk;
import dev.ringlet.examples.Terminal.Style;
import dev.ringlet.export.Signal;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * The first minute with Ringlet: runs a small web shop and three orders, sends the signals that the
 * SDK exports over OTLP to a receiver in the same process and draws what arrived.
 *
 * <p>If {@code otel.exporter.otlp.endpoint} is set, as a system property or in the environment, the
 * telemetry goes there instead. The exit code is 0 only if everything arrived.
 */
public final class FirstMinute {
  private static final String ENDPOINT = "otel.exporter.otlp.endpoint";
  private static final String ENDPOINT_VARIABLE = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";
  private static final Duration FLUSH_TIMEOUT = Duration.ofSeconds(30);

  private final Terminal terminal;

  FirstMinute(Terminal terminal) {
    this.terminal = terminal;
  }

  public static void main(String[] arguments) throws IOException {
    if (System.getProperty(LOG_FORMAT) == null) {
      System.setProperty(LOG_FORMAT, "%4$s %5$s%n");
    }
    FirstMinute firstMinute = new FirstMinute(Terminal.standard(System.getenv()));
    String endpoint =
        System.getProperty(ENDPOINT, System.getenv().getOrDefault(ENDPOINT_VARIABLE, ""));
    boolean arrived =
        endpoint.isBlank() ? firstMinute.sendToReceiver() : firstMinute.sendToCollector(endpoint);
    if (!arrived) {
      System.exit(1);
    }
  }

  /** Sends to a receiver of its own and draws what came; true if everything arrived. */
  boolean sendToReceiver() throws IOException {
    try (OtlpReceiver receiver = OtlpReceiver.start(0);
        RingletSdk sdk = sdk(Map.of(ENDPOINT, receiver.endpoint()))) {
      terminal.line("A shop answers three orders, instrumented through io.opentelemetry.api.");
      terminal.line("Ringlet sends what it records to an OTLP receiver at " + receiver.endpoint());
      terminal.line();
      ShopTelemetry produced = trade(sdk);
      draw(receiver);
      return finish(Arrivals.compare(produced, receiver, sdk.health().signals().keySet()));
    }
  }

  /** Sends to a collector, which then has to show what came; true if it took everything. */
  boolean sendToCollector(String endpoint) throws IOException {
    try (RingletSdk sdk = sdk(Map.of(ENDPOINT, endpoint))) {
      terminal.line("A shop answers three orders, instrumented through io.opentelemetry.api.");
      terminal.line("Ringlet sends what it records to " + endpoint);
      terminal.line("Look there for the service named shop.");
      terminal.line();
      ShopTelemetry produced = trade(sdk);
      return finish(Arrivals.compare(produced, sdk.health()));
    }
  }

  private boolean finish(Arrivals arrivals) {
    heading("Arrived");
    arrivals.print(terminal);
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

  private void draw(OtlpReceiver receiver) {
    List<TraceTree> traces = TraceTree.of(receiver.spans(), receiver.logs());
    String legend =
        String.format(
            "Bars: %s a span's own time, %s time spent in its children. %s marks the status ERROR.",
            TraceTreePrinter.OWN, TraceTreePrinter.CHILD, TraceTreePrinter.FAILED);
    terminal.line(terminal.paint(Style.DIM, legend));
    terminal.line();
    TraceTreePrinter.print(traces, terminal);
    List<LogRecord> others =
        TraceTree.records(receiver.logs()).filter(log -> log.getSpanId().isEmpty()).toList();
    if (!others.isEmpty()) {
      heading("Logs outside of spans");
      others.forEach(this::drawLog);
      terminal.line();
    }
    if (receiver.items(Signal.METRICS) > 0) {
      heading("Metrics");
      String hint =
          MetricsPrinter.EXEMPLAR + " an exemplar, and the trace in which it was measured.";
      terminal.line(terminal.paint(Style.DIM, hint));
      terminal.line();
      MetricsPrinter.print(receiver.metrics(), terminal);
      terminal.line();
    }
  }

  private void drawLog(LogRecord log) {
    Instant time = Instant.ofEpochSecond(0, SpanDetails.time(log));
    SpanDetails.Detail detail =
        SpanDetails.log(log, time.truncatedTo(ChronoUnit.MILLIS).toString());
    for (String line : Terminal.wrap(detail.words(), terminal.width())) {
      terminal.line(terminal.paint(detail.style(), line));
    }
  }

  private void heading(String text) {
    String rule = "━".repeat(terminal.width() - text.length() - 4);
    terminal.line(terminal.paint(Style.BOLD, "━━ " + text + " " + rule));
    terminal.line();
  }
}
