// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import com.sun.management.ThreadMXBean;
import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.json.JsonJudge;
import dev.ringlet.exporter.otlp.internal.json.RandomMessages;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.LogCapture;
import dev.ringlet.testing.OtlpSignal;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OtlpFileExporterTest {
  private static final String PREFIX = "ringlet.exporter.file.";

  private static final int MAX_GARBAGE_BYTES = 1500;

  @TempDir Path directory;

  private volatile byte[] canary;

  private static Config config(String... keysAndValues) {
    Map<String, String> properties = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      properties.put(PREFIX + keysAndValues[i], keysAndValues[i + 1]);
    }
    return Config.of(properties, Map.of(), Map.of());
  }

  private static Payload payload(Signal signal, Message message) {
    byte[] bytes = message.toByteArray();
    return new Payload(signal, bytes, 0, bytes.length, 1, Await.deadline());
  }

  private static List<Message> messages(Signal signal, int count) throws IOException {
    RandomMessages random = new RandomMessages(new Random(31));
    Message prototype = OtlpSignal.valueOf(signal.name()).requestParser().parseFrom(new byte[0]);
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      messages.add(random.like(prototype));
    }
    return messages;
  }

  private static List<Message> read(byte[] jsonLines, Message prototype) {
    assertThat(jsonLines[jsonLines.length - 1]).isEqualTo((byte) '\n');
    return new String(jsonLines, StandardCharsets.UTF_8)
        .lines()
        .map(line -> JsonJudge.read(line.getBytes(StandardCharsets.UTF_8), prototype))
        .toList();
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void writesALineForEachRequest(Signal signal) throws IOException {
    List<Message> messages = messages(signal, 20);
    String path = directory.resolve("otlp.jsonl").toString();
    try (Exporter exporter = OtlpFileExporter.fromConfig(signal, config("path", path))) {
      for (Message message : messages) {
        assertThat(exporter.export(payload(signal, message))).isSameAs(ExportResult.delivered());
      }
    }
    byte[] written = Files.readAllBytes(directory.resolve("otlp-" + signal.key() + ".jsonl"));
    assertThat(read(written, messages.get(0))).isEqualTo(messages);
  }

  @Test
  void eachSignalMayHaveItsOwnFile() throws IOException {
    Path own = directory.resolve("mine.log");
    Config config =
        config("path", directory.resolve("otlp").toString(), "logs.path", own.toString());
    Message message = messages(Signal.LOGS, 1).get(0);
    for (Signal signal : List.of(Signal.LOGS, Signal.TRACES)) {
      try (Exporter exporter = OtlpFileExporter.fromConfig(signal, config)) {
        exporter.export(payload(signal, messages(signal, 1).get(0)));
      }
    }
    assertThat(read(Files.readAllBytes(own), message)).containsExactly(message);
    assertThat(directory.resolve("otlp-traces")).isNotEmptyFile();
  }

  @Test
  void rotatesAsConfigured() throws IOException {
    List<Message> messages = messages(Signal.TRACES, 40);
    String path = directory.resolve("t.jsonl").toString();
    Config config = config("traces.path", path, "max.bytes", "2k", "max.files", "4");
    try (Exporter exporter = OtlpFileExporter.fromConfig(Signal.TRACES, config)) {
      for (Message message : messages) {
        assertThat(exporter.export(payload(Signal.TRACES, message)).isSuccess()).isTrue();
      }
    }
    List<Message> found = new ArrayList<>();
    for (String name : List.of("t.3.jsonl", "t.2.jsonl", "t.1.jsonl", "t.jsonl")) {
      found.addAll(read(Files.readAllBytes(directory.resolve(name)), messages.get(0)));
    }
    assertThat(directory.toFile().list()).hasSize(4);
    assertThat(found).isEqualTo(messages.subList(40 - found.size(), 40));
  }

  @Test
  void refusesSettingsByKey() throws IOException {
    assertThatThrownBy(() -> OtlpFileExporter.fromConfig(Signal.LOGS, config()))
        .isInstanceOf(ConfigException.class)
        .hasMessage("ringlet.exporter.file.path: must name the file to write to");
    String here = directory.toString();
    assertThatThrownBy(() -> OtlpFileExporter.fromConfig(Signal.LOGS, config("logs.path", here)))
        .isInstanceOf(ConfigException.class)
        .hasMessage("ringlet.exporter.file.logs.path: path must be a file");
    assertThatThrownBy(() -> OtlpFileExporter.fromConfig(Signal.LOGS, config("path", "/")))
        .isInstanceOf(ConfigException.class);
    assertThatThrownBy(
            () ->
                OtlpFileExporter.fromConfig(
                    Signal.LOGS, config("logs.path", "x", "traces.path", "y/../x")))
        .isInstanceOf(ConfigException.class)
        .hasMessage("ringlet.exporter.file.logs.path: is also the file of traces");
    for (String[] wrong :
        new String[][] {{"max.bytes", "10"}, {"max.files", "0"}, {"max.files", "x"}}) {
      assertThatThrownBy(
              () ->
                  OtlpFileExporter.fromConfig(Signal.LOGS, config("path", "x", wrong[0], wrong[1])))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining(PREFIX + wrong[0]);
    }
  }

  @Test
  void whatCannotBeWrittenIsAFailureUntilItCan() throws IOException {
    Path blocked = directory.resolve("blocked");
    Files.writeString(blocked, "a file where a directory should be");
    Path path = blocked.resolve("t.jsonl");
    Message message = messages(Signal.TRACES, 1).get(0);
    try (LogCapture log = new LogCapture(OtlpFileExporter.class.getName());
        Exporter exporter = OtlpFileExporter.toFile(Signal.TRACES, path, 1 << 20, 3)) {
      for (int i = 0; i < 3; i++) {
        ExportResult result = exporter.export(payload(Signal.TRACES, message));
        assertThat(result.kind()).isEqualTo(ExportResult.Kind.PERMANENT);
        assertThat(result.cause()).isEqualTo(FailureCause.INTERNAL);
        assertThat(result.message()).contains(path.toString());
      }
      assertThat(log.messages(Level.WARNING)).singleElement().asString().contains("lost");
      Files.delete(blocked);
      assertThat(exporter.export(payload(Signal.TRACES, message)).isSuccess()).isTrue();
      assertThat(log.messages(Level.WARNING)).hasSize(1);
      assertThat(log.messages(Level.INFO)).singleElement().asString().contains("again");
    }
    assertThat(read(Files.readAllBytes(path), message)).containsExactly(message);
  }

  private static Message spans(int count) {
    ScopeSpans.Builder spans = ScopeSpans.newBuilder();
    for (int i = 0; i < count; i++) {
      spans.addSpans(Span.newBuilder().setName("span " + i).setEndTimeUnixNano(i));
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(spans))
        .build();
  }

  /** What remains is the look at the file by its name; the canary shows that the count works. */
  @Test
  void aRequestMakesLittleGarbage() throws IOException {
    Message message = spans(500);
    Path path = directory.resolve("t.jsonl");
    try (Exporter exporter = OtlpFileExporter.toFile(Signal.TRACES, path, 1 << 20, 2)) {
      Payload payload = payload(Signal.TRACES, message);
      long bytes = bytesPerRequest(exporter, payload, 0);
      System.out.println("OTLP JSON to a file: " + bytes + " B/request");
      assertThat(bytes).isLessThan(MAX_GARBAGE_BYTES);
      assertThat(bytesPerRequest(exporter, payload, MAX_GARBAGE_BYTES))
          .isGreaterThan(MAX_GARBAGE_BYTES);
    }
  }

  /** The least of several rounds, for the virtual machine allocates now and then. */
  private long bytesPerRequest(Exporter exporter, Payload payload, int canaryBytes) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 10; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 20; i++) {
        exporter.export(payload);
        canary = new byte[canaryBytes];
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least / 20;
  }

  @Test
  void answersClosedWhenClosed() throws IOException {
    Path path = directory.resolve("t.jsonl");
    Message message = messages(Signal.TRACES, 1).get(0);
    Exporter exporter = OtlpFileExporter.toFile(Signal.TRACES, path, 1 << 20, 3);
    exporter.close();
    exporter.close();
    assertThat(exporter.export(payload(Signal.TRACES, message)).cause())
        .isEqualTo(FailureCause.CLOSED);
    assertThat(path).doesNotExist();
    assertThat(exporter.export(payload(Signal.LOGS, message)).cause())
        .isEqualTo(FailureCause.INTERNAL);
  }

  @Test
  @ResourceLock(Resources.SYSTEM_OUT)
  void writesToTheStandardOutputOfTheMoment() throws IOException {
    List<Message> messages = messages(Signal.LOGS, 5);
    ByteArrayOutputStream captured = new ByteArrayOutputStream();
    PrintStream before = System.out;
    try (Exporter exporter = OtlpFileExporter.toStandardOutput(Signal.LOGS)) {
      System.setOut(new PrintStream(captured, false, StandardCharsets.UTF_8));
      for (Message message : messages) {
        assertThat(exporter.export(payload(Signal.LOGS, message)).isSuccess()).isTrue();
      }
      assertThat(read(captured.toByteArray(), messages.get(0))).isEqualTo(messages);
      System.setOut(new PrintStream(new Broken(), false, StandardCharsets.UTF_8));
      ExportResult result = exporter.export(payload(Signal.LOGS, messages.get(0)));
      assertThat(result.cause()).isEqualTo(FailureCause.INTERNAL);
    } finally {
      System.setOut(before);
    }
    assertThat(System.out.checkError()).isFalse();
  }

  private static final class Broken extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("Broken pipe");
    }
  }
}
