// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrameLinesTest {
  private final FrameLines lines = new FrameLines();

  private void add(StackTraceElement frame, String line) {
    byte[] bytes = ("[" + line + "]").getBytes(UTF_8);
    lines.add(frame, bytes, 1, bytes.length - 1);
  }

  private String find(StackTraceElement frame) {
    byte[] line = lines.find(frame);
    return line == null ? null : new String(line, UTF_8);
  }

  private static StackTraceElement frame(String type, String file, int number) {
    return new StackTraceElement(null, null, null, type, "method", file, number);
  }

  @Test
  void aLineIsFoundByAnEqualFrame() {
    add(frame("a.B", "B.java", 3), "the line");
    assertThat(find(frame("a.B", "B.java", 3))).isEqualTo("the line");
  }

  @Test
  void eachPartOfAFrameCounts() {
    add(frame("a.B", "B.java", 3), "the line");
    List<StackTraceElement> others =
        List.of(
            frame("a.C", "B.java", 3),
            frame("a.B", "C.java", 3),
            frame("a.B", null, 3),
            frame("a.B", "B.java", 4),
            new StackTraceElement(null, null, null, "a.B", "other", "B.java", 3),
            new StackTraceElement(null, "java.base", null, "a.B", "method", "B.java", 3),
            new StackTraceElement("app", null, null, "a.B", "method", "B.java", 3));
    assertThat(others).allSatisfy(other -> assertThat(find(other)).isNull());
  }

  @Test
  void framesThatDoNotReturnReplaceFewLines() {
    StackTraceElement first = frame("a.B", "B.java", 3);
    add(first, "first");
    for (int i = 0; i < 15; i++) {
      add(frame("other" + i, "B.java", 3), "other");
    }
    assertThat(find(first)).isEqualTo("first");
    StackTraceElement sixteenth = frame("sixteenth", "B.java", 3);
    add(sixteenth, "sixteenth");
    assertThat(find(first)).isNull();
    assertThat(find(sixteenth)).isEqualTo("sixteenth");
  }

  @Test
  void linesHaveAMaximumLength() {
    add(frame("a.B", "B.java", 3), "x".repeat(FrameLines.MAX_LINE_BYTES + 1));
    assertThat(find(frame("a.B", "B.java", 3))).isNull();
    add(frame("a.B", "B.java", 3), "x".repeat(FrameLines.MAX_LINE_BYTES));
    assertThat(find(frame("a.B", "B.java", 3))).hasSize(FrameLines.MAX_LINE_BYTES);
  }

  @Test
  void framesOfAMethodUseManyPlaces() {
    IntStream.range(0, FrameLines.PLACES)
        .forEach(number -> add(frame("a.B", "B.java", number), "line " + number));
    long found =
        IntStream.range(0, FrameLines.PLACES)
            .filter(number -> ("line " + number).equals(find(frame("a.B", "B.java", number))))
            .count();
    assertThat(found).isGreaterThan(FrameLines.PLACES / 2);
  }

  @Test
  void aStackTraceThatIsWrittenAgainIsTheSame() {
    Exception exception = new IllegalStateException("outer", new RuntimeException("cause"));
    StringWriter printed = new StringWriter();
    exception.printStackTrace(new PrintWriter(printed));
    StackTraceWriter writer = new StackTraceWriter(lines);
    for (int i = 0; i < 3; i++) {
      writer.write(exception, Integer.MAX_VALUE, Integer.MAX_VALUE);
      int from = writer.textStart();
      assertThat(new String(writer.data(), from, writer.position() - from, UTF_8))
          .isEqualTo(printed.toString());
    }
    assertThat(exception.getStackTrace()).anySatisfy(frame -> assertThat(find(frame)).isNotNull());
  }
}
