// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.validation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.ringlet.checks.internal.json.OtlpJsonReader;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Validates files of telemetry. A file has lines of OTLP JSON, as the file exporters write them, or
 * is one request in protobuf.
 *
 * <pre>
 * java ... dev.ringlet.checks.validation.ValidateTelemetry [--json] [--fail-on SEVERITY]
 *     [--ignore RULE,RULE] [--signal traces|metrics|logs] FILE...
 * </pre>
 *
 * <p>{@code -} is the standard input. {@code --signal} is that of files in protobuf, {@code traces}
 * by default. Exits with 0 if there is nothing of the severity ({@code warning} by default) or
 * worse, with 1 if there is, and with 2 if a file cannot be read or an option is wrong.
 */
public final class ValidateTelemetry {
  private static final int FOUND = 1;
  private static final int UNUSABLE = 2;

  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;
  private final TelemetryValidator.Builder builder = TelemetryValidator.builder();
  private final List<String> files = new ArrayList<>();
  private Severity failOn = Severity.WARNING;
  private String signal = "traces";
  private boolean json;

  private ValidateTelemetry(InputStream in, PrintStream out, PrintStream err) {
    this.in = in;
    this.out = out;
    this.err = err;
  }

  /** Validates the files and exits. */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.exit(run(System.in, out, System.err, arguments));
  }

  /** As {@link #main}, and returns what it would exit with. */
  static int run(InputStream in, PrintStream out, PrintStream err, String... arguments) {
    ValidateTelemetry run = new ValidateTelemetry(in, out, err);
    try {
      run.read(Arrays.asList(arguments));
      return run.validate();
    } catch (IllegalArgumentException | IOException e) {
      err.println(e instanceof NoSuchFileException ? "no file " + e.getMessage() : e.getMessage());
      return UNUSABLE;
    }
  }

  private void read(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      switch (argument) {
        case "--json" -> json = true;
        case "--fail-on" -> failOn = severity(value(arguments, ++i));
        case "--ignore" -> ignore(value(arguments, ++i));
        case "--signal" -> signal = signal(value(arguments, ++i));
        default -> {
          if (argument.startsWith("--")) {
            throw new IllegalArgumentException(
                argument + " is none of --json, --fail-on, --ignore, --signal");
          }
          files.add(argument);
        }
      }
    }
    if (files.isEmpty()) {
      throw new IllegalArgumentException(
          "usage: [--json] [--fail-on error|warning|info] [--ignore RULE,RULE]"
              + " [--signal traces|metrics|logs] FILE...");
    }
  }

  private static String value(List<String> arguments, int at) {
    if (at >= arguments.size()) {
      throw new IllegalArgumentException(arguments.get(at - 1) + " has no value");
    }
    return arguments.get(at);
  }

  private static Severity severity(String name) {
    for (Severity severity : Severity.values()) {
      if (severity.name().equalsIgnoreCase(name)) {
        return severity;
      }
    }
    throw new IllegalArgumentException("--fail-on " + name + " is none of error, warning, info");
  }

  private static String signal(String name) {
    if (!List.of("traces", "metrics", "logs").contains(name)) {
      throw new IllegalArgumentException("--signal " + name + " is none of traces, metrics, logs");
    }
    return name;
  }

  private void ignore(String ids) {
    for (String id : ids.split(",")) {
      Rule rule =
          Arrays.stream(Rule.values())
              .filter(one -> one.id().equals(id.strip()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "--ignore "
                              + id
                              + " is none of "
                              + Arrays.stream(Rule.values()).map(Rule::id).toList()));
      builder.ignore(rule);
    }
  }

  private int validate() throws IOException {
    TelemetryValidator validator = builder.build();
    for (String file : files) {
      if (file.equals("-")) {
        add(validator, "standard input", in);
      } else {
        try (InputStream bytes = Files.newInputStream(Path.of(file))) {
          add(validator, file, bytes);
        }
      }
    }
    List<Finding> findings = validator.findings();
    if (json) {
      writeJson(validator, findings);
    } else {
      writeText(validator, findings);
    }
    boolean bad = findings.stream().anyMatch(finding -> finding.severity().isAtLeast(failOn));
    return bad ? FOUND : 0;
  }

  private void add(TelemetryValidator validator, String name, InputStream bytes)
      throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(bytes);
    buffered.mark(1);
    int first = buffered.read();
    buffered.reset();
    if (first != '{') {
      try {
        addProtobuf(validator, buffered.readAllBytes());
      } catch (IOException e) {
        throw new IOException(name + " is neither OTLP JSON nor protobuf: " + e.getMessage(), e);
      }
      return;
    }
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(buffered, StandardCharsets.UTF_8));
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (!line.isBlank()) {
        try {
          addJson(validator, line);
        } catch (IOException e) {
          throw new IOException(name + ", line " + number + ": " + e.getMessage(), e);
        }
      }
    }
  }

  private void addProtobuf(TelemetryValidator validator, byte[] request) throws IOException {
    switch (signal) {
      case "traces" -> validator.add(ExportTraceServiceRequest.parseFrom(request));
      case "metrics" -> validator.add(ExportMetricsServiceRequest.parseFrom(request));
      default -> validator.add(ExportLogsServiceRequest.parseFrom(request));
    }
  }

  /** A request has one field, whose name tells the signal; of profiles nothing is looked at. */
  private static void addJson(TelemetryValidator validator, String line) throws IOException {
    if (line.contains("\"resourceSpans\"")) {
      ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
      OtlpJsonReader.merge(line, request);
      validator.add(request.build());
    }
    if (line.contains("\"resourceMetrics\"")) {
      ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
      OtlpJsonReader.merge(line, request);
      validator.add(request.build());
    }
    if (line.contains("\"resourceLogs\"")) {
      ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
      OtlpJsonReader.merge(line, request);
      validator.add(request.build());
    }
  }

  private void writeText(TelemetryValidator validator, List<Finding> findings) {
    findings.forEach(out::println);
    out.println(
        findings.size()
            + (findings.size() == 1 ? " finding" : " findings")
            + (validator.findingsLeftOut() > 0 ? " and more" : "")
            + "; rules "
            + validator.rulesVersion()
            + ", semantic conventions "
            + validator.conventionsVersion());
    if (validator.spansLeftOut() > 0) {
      err.println(validator.spansLeftOut() + " spans were looked at alone: there are too many");
    }
  }

  private void writeJson(TelemetryValidator validator, List<Finding> findings) throws IOException {
    try (JsonGenerator generator = new JsonFactory().createGenerator(out)) {
      generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      generator.writeStartObject();
      generator.writeStringField("rulesVersion", validator.rulesVersion());
      generator.writeStringField("conventionsVersion", validator.conventionsVersion());
      generator.writeNumberField("findingsLeftOut", validator.findingsLeftOut());
      generator.writeNumberField("spansLeftOut", validator.spansLeftOut());
      generator.writeArrayFieldStart("findings");
      for (Finding finding : findings) {
        generator.writeStartObject();
        generator.writeStringField("rule", finding.rule().id());
        generator.writeStringField("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        generator.writeStringField("found", finding.found());
        generator.writeStringField("remedy", finding.remedy());
        generator.writeStringField("service", finding.service());
        generator.writeStringField("scope", finding.scope());
        generator.writeStringField("subject", finding.subject());
        generator.writeStringField("attribute", finding.attribute());
        generator.writeStringField("traceId", finding.traceId());
        generator.writeStringField("spanId", finding.spanId());
        generator.writeNumberField("occurrences", finding.occurrences());
        generator.writeEndObject();
      }
      generator.writeEndArray();
      generator.writeEndObject();
    }
    out.println();
  }
}
