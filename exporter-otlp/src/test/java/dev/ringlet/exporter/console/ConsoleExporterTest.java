// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleExporterTest {
  private static final String KEY = "ringlet.exporter.console.color";

  private static byte[] request(String name) {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .addScopeSpans(
                    ScopeSpans.newBuilder()
                        .addSpans(
                            Span.newBuilder()
                                .setName(name)
                                .setStartTimeUnixNano(1)
                                .setEndTimeUnixNano(3))))
        .build()
        .toByteArray();
  }

  private static Payload payload(byte[] bytes, int length) {
    return new Payload(Signal.TRACES, bytes, 0, length, 1, 0);
  }

  private static ExportResult export(ConsoleExporter exporter, String name) {
    byte[] bytes = request(name);
    return exporter.export(payload(bytes, bytes.length));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16", "US-ASCII", "ISO-8859-1", "IBM437"})
  void drawsWithWhatTheCharsetHas(String charsetName) throws IOException {
    Charset charset = Charset.forName(charsetName);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, false, charset)) {
      assertThat(export(ConsoleExporter.create(out, charset), "span"))
          .isSameAs(ExportResult.delivered());
    }
    String bar = charsetName.startsWith("UTF") ? "█" : "#";
    assertThat(bytes.toString(charset)).contains("span  unspecified").contains(bar.repeat(20));
  }

  @Test
  void takesStandardOutputAsItIsAtEachExport() {
    PrintStream before = System.out;
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    ByteArrayOutputStream second = new ByteArrayOutputStream();
    ExportResult none;
    try (ConsoleExporter exporter = ConsoleExporter.create()) {
      System.setOut(new PrintStream(first, false, StandardCharsets.UTF_8));
      export(exporter, "one");
      System.setOut(new PrintStream(second, false, StandardCharsets.UTF_8));
      export(exporter, "two");
      System.setOut(null);
      none = export(exporter, "three");
    } finally {
      System.setOut(before);
    }
    assertThat(first.toString(StandardCharsets.UTF_8)).contains("\none ").doesNotContain("two");
    assertThat(second.toString(StandardCharsets.UTF_8)).contains("\ntwo ").doesNotContain("one ");
    assertThat(none.cause()).isEqualTo(FailureCause.INTERNAL);
  }

  private static String drawn(ConsoleColor color) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    export(ConsoleExporter.create(out, StandardCharsets.UTF_8, color), "span");
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** The tests' own standard output is a pipe. */
  @Test
  void colorsAreOffWhereNoTerminalIsAndCanBeForced() {
    assertThat(drawn(ConsoleColor.ALWAYS)).contains("\u001b[1mspan\u001b[0m");
    assertThat(drawn(ConsoleColor.NEVER)).contains("span").doesNotContain("\u001b");
    assertThat(drawn(ConsoleColor.AUTO)).isEqualTo(drawn(ConsoleColor.NEVER));
  }

  @Test
  void aSettingForcesColors() {
    Map<String, ConsoleColor> colors =
        Map.of(
            "", ConsoleColor.AUTO,
            "auto", ConsoleColor.AUTO,
            "Always", ConsoleColor.ALWAYS,
            "never", ConsoleColor.NEVER);
    colors.forEach(
        (value, color) -> assertThat(ConsoleColor.fromConfig(config(value))).isSameAs(color));
    assertThatThrownBy(() -> ConsoleExporter.fromConfig(config("true")))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(KEY + ": expected ");
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ConsoleExporter exporter = ConsoleExporter.fromConfig(config("always"))) {
      System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
      export(exporter, "span");
    } finally {
      System.setOut(before);
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("\u001b[1mspan\u001b[0m");
  }

  private static Config config(String color) {
    return Config.of(Map.of(KEY, color), Map.of(), Map.of());
  }

  @Test
  void printsARequestInOneCall() {
    List<String> calls = new ArrayList<>();
    PrintStream out =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8) {
          @Override
          public void print(String text) {
            calls.add(text);
          }
        };
    export(ConsoleExporter.create(out, StandardCharsets.UTF_8), "span");
    assertThat(calls).hasSize(1).allMatch(text -> text.endsWith("\n"));
  }

  @Test
  void aStreamThatFailsIsAFailure() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("no space left");
          }
        };
    PrintStream throwing =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8) {
          @Override
          public void print(String text) {
            throw new IllegalStateException("broken");
          }
        };
    PrintStream silent = new PrintStream(broken, false, StandardCharsets.UTF_8);
    for (PrintStream out : List.of(silent, throwing)) {
      ExportResult result = export(ConsoleExporter.create(out, StandardCharsets.UTF_8), "span");
      assertThat(result.kind()).isEqualTo(ExportResult.Kind.PERMANENT);
      assertThat(result.cause()).isEqualTo(FailureCause.INTERNAL);
    }
  }

  @Test
  void aRequestCutShortIsAFailureAndNothingOfItIsShown() {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(shown, false, StandardCharsets.UTF_8);
    ConsoleExporter exporter = ConsoleExporter.create(out, StandardCharsets.UTF_8);
    byte[] bytes = request("span");
    for (int length = 1; length < bytes.length; length++) {
      ExportResult result = exporter.export(payload(bytes, length));
      assertThat(result.kind()).as("%d bytes", length).isEqualTo(ExportResult.Kind.PERMANENT);
      assertThat(result.cause()).isEqualTo(FailureCause.BAD_DATA);
    }
    out.flush();
    assertThat(shown.size()).isZero();
  }

  @Test
  void showsNothingOnceClosed() {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);
    ConsoleExporter exporter = ConsoleExporter.create(out, StandardCharsets.UTF_8);
    exporter.close();
    assertThat(export(exporter, "span").cause()).isEqualTo(FailureCause.CLOSED);
    assertThat(shown.size()).isZero();
    out.print("still open");
    assertThat(out.checkError()).isFalse();
  }
}
