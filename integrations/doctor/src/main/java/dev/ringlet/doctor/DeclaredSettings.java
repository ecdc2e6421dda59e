// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.doctor;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A declarative file with comments, for one of four situations. A line that does nothing until its
 * {@code #} is removed has no blank behind it.
 */
final class DeclaredSettings {
  private static final String HEAD =
      """
      # Declarative configuration of OpenTelemetry, for otel.config.file (OTEL_CONFIG_FILE).
      # It needs dev.ringlet:ringlet-declarative-config, and replaces all other settings of otel.*.
      # ${NAME} and ${NAME:-default} take the value of an environment variable; $$ is one $.
      file_format: "1.0"

      # Of the SDK's own log: trace, debug, info, warn, error. Default: info.
      #log_level: warn

      # What the telemetry comes from.
      resource:
        attributes:
          - {name: service.name, value: %s}
          #- {name: deployment.environment.name, value: production}
        detection/development:
          detectors:
            # service.instance.id, a random one for each process.
            - service:

      # Headers that carry the trace to the next service.
      propagator:
        composite: [{tracecontext: }, {baggage: }]

      """;

  private static final String TRACES =
      """
      # Spans.
      tracer_provider:
        processors:
          - batch:
              # Longest time that a span waits, in milliseconds.
              schedule_delay: 5000
              # Spans that wait at most. Default: by the size of the heap.
              #max_queue_size: 2048
              exporter:
      %s  # Which traces are sent: those that the caller sends, and of those that begin here all.
        sampler:
          parent_based:
            root: {always_on: }
            # A tenth of the traces that begin here:
            # root: {trace_id_ratio_based: {ratio: 0.1}}

      """;

  private static final String METRICS =
      """
      # Metrics.
      meter_provider:
        readers:
          - periodic:
              # Between two collections, in milliseconds.
              interval: %d
              exporter:
      %s
      """;

  private static final String LOGS =
      """
      # Log records.
      logger_provider:
        processors:
          - batch:
              # Longest time that a record waits, in milliseconds.
              schedule_delay: 1000
              exporter:
      %s
      """;

  private static final String SPOOL_OFF =
      """
      # Settings of Ringlet's own, ringlet.* with _ for a dot inside of a name.
      #distribution: {ringlet: {spool: {directory: /var/lib/my-service/telemetry, max_bytes: 256m}}}
      """;

  private static final String FILES =
      """
      # Settings of Ringlet's own, ringlet.* with _ for a dot inside of a name.
      distribution:
        ringlet:
          # The size of a file at which the next one begins, and how many are kept.
          exporter:
            file: {max_bytes: 16m, max_files: 5}
      """;

  private final Questions ask;
  private @Nullable Receiver receiver;
  private @Nullable String header;
  private String token = "";
  private boolean compressed;

  private DeclaredSettings(Questions ask) {
    this.ask = ask;
  }

  /** Asks for values without an option and returns the text of the file. */
  static String text(Questions ask, String kind) {
    return new DeclaredSettings(ask).fill(kind);
  }

  private String fill(String kind) {
    String service = ask.text("service", "Name of the service", "my-service");
    String own =
        switch (kind) {
          case "vendor" -> vendor();
          case "edge" -> edge();
          case "offline" -> offline();
          default -> collector();
        };
    String directory = kind.equals("offline") ? own : null;
    String rest = kind.equals("offline") ? FILES : own;
    return HEAD.formatted(quoted(service))
        + TRACES.formatted(exporter("traces", directory))
        + METRICS.formatted(kind.equals("edge") ? 300_000 : 60_000, exporter("metrics", directory))
        + LOGS.formatted(exporter("logs", directory))
        + rest;
  }

  private String collector() {
    receiver = Receiver.ask(ask, "http://localhost:4318");
    return SPOOL_OFF;
  }

  private String vendor() {
    receiver = Receiver.ask(ask, "https://otlp.example.com");
    readToken();
    compressed = true;
    return SPOOL_OFF;
  }

  private void readToken() {
    header = ask.text("header", "Header for the token", "authorization");
    token = ask.text("token", "Its value, or ${NAME} for a variable", "Bearer TOKEN");
  }

  private String edge() {
    receiver = Receiver.ask(ask, "https://otlp.example.com");
    if (ask.has("token")) {
      readToken();
    }
    compressed = true;
    return """
        # Settings of Ringlet's own, ringlet.* with _ for a dot inside of a name.
        distribution:
          ringlet:
            # Where requests wait while there is no network, and the most bytes of them.
            spool:
              directory: %s
              max_bytes: 64m
              #max_age: 7d
            # The most bytes of spans and of log records that wait in memory.
            bsp: {max_queue_bytes: 1m}
            blrp: {max_queue_bytes: 1m}
        """
        .formatted(quoted(directory("/var/lib/my-service/telemetry")));
  }

  private String offline() {
    return directory("/var/log/my-service");
  }

  private String directory(String suggested) {
    return ask.text("directory", "Directory for telemetry", suggested);
  }

  /** The exporter of a signal, at its depth in the file. */
  private String exporter(String signal, @Nullable String directory) {
    StringBuilder out = new StringBuilder();
    if (receiver == null) {
      Path file = Path.of(String.valueOf(directory), signal + ".jsonl").toAbsolutePath();
      line(out, 0, "# A line of JSON for each request.");
      line(out, 0, "otlp_file/development:");
      line(out, 1, "output_stream: " + quoted(file.toUri().toString()));
      return out.toString();
    }
    boolean grpc = receiver.protocol().equals("grpc");
    line(out, 0, grpc ? "otlp_grpc:" : "otlp_http:");
    line(out, 1, "# The whole address" + (grpc ? "; gRPC has no path." : ", with the path."));
    line(out, 1, "endpoint: " + quoted(receiver.address(signal)));
    if (receiver.protocol().equals("http/json")) {
      line(out, 1, "encoding: json");
    }
    if (header == null) {
      line(out, 1, "#headers: [{name: authorization, value: \"Bearer ${OTLP_TOKEN}\"}]");
    } else {
      line(out, 1, "headers:");
      line(out, 2, "- {name: " + quoted(header) + ", value: " + quoted(token) + "}");
    }
    line(out, 1, (compressed ? "" : "#") + "compression: gzip");
    line(out, 1, "# Longest time for one request with its retries, in milliseconds.");
    line(out, 1, "#timeout: 10000");
    return out.toString();
  }

  private static void line(StringBuilder out, int depth, String text) {
    out.append("          ").append("  ".repeat(depth)).append(text).append('\n');
  }

  /** In double quotes; {@code ${NAME}} stays a reference, every other dollar is doubled. */
  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format("\\x%02x", (int) c));
      } else if (c == '$' && !text.startsWith("${", i)) {
        out.append("$$");
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
