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

  private static StackTraceElement frame(String type, String method, String file, int number) {
    return new StackTraceElement(null, null, null, type, method, file, number);
  }

  private static StackTraceElement frame(String file, int number) {
    return frame("a.B", "method", file, number);
  }

  @Test
  void aLineIsFoundByAnEqualFrame() {
    add(frame("B.java", 3), "the line");
    assertThat(find(frame("B.java", 3))).isEqualTo("the line");
  }

  /**
   * All these frames have one place: "Aa" and "BB" have the same hash, "a" is one less than "b".
   */
  @Test
  void eachPartOfAFrameCounts() {
    add(frame("Aa", "a", "B.java", 4), "the line");
    List<StackTraceElement> others =
        List.of(
            frame("BB", "a", "B.java", 4),
            frame("Aa", "b", "B.java", 3),
            frame("Aa", new String("a"), "B.java", 4),
            frame("Aa", "a", null, 4),
            frame("Aa", "a", "C.java", 4),
            new StackTraceElement(null, "java.base", null, "Aa", "a", "B.java", 4),
            new StackTraceElement("app", null, null, "Aa", "a", "B.java", 4));
    assertThat(others).allSatisfy(other -> assertThat(find(other)).isNull());
    add(frame("Aa", "Aa", "B.java", 4), "the line");
    assertThat(find(frame("Aa", "BB", "B.java", 4))).isNull();
    assertThat(find(frame("Aa", "a", "B.java", 4))).isEqualTo("the line");
  }

  /** All these frames have one place. */
  @Test
  void framesThatDoNotRepeatReplaceFewLines() {
    String[] methods = "a b c d e f g h i j k l m n o p q".split(" ");
    StackTraceElement[] frames = new StackTraceElement[methods.length];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = frame("a.B", methods[i], "B.java", 100 - i);
    }
    for (int i = 0; i < 16; i++) {
      add(frames[i], methods[i]);
      assertThat(find(frames[0])).isEqualTo("a");
    }
    add(frames[16], "q");
    assertThat(find(frames[0])).isNull();
    assertThat(find(frames[16])).isEqualTo("q");
  }

  @Test
  void linesHaveAMaximumLength() {
    add(frame("B.java", 3), "x".repeat(FrameLines.MAX_LINE_BYTES + 1));
    assertThat(find(frame("B.java", 3))).isNull();
    add(frame("B.java", 3), "x".repeat(FrameLines.MAX_LINE_BYTES));
    assertThat(find(frame("B.java", 3))).hasSize(FrameLines.MAX_LINE_BYTES);
  }

  @Test
  void framesOfAMethodUseManyPlaces() {
    IntStream.range(0, FrameLines.PLACES)
        .forEach(number -> add(frame("B.java", number), "line " + number));
    long found =
        IntStream.range(0, FrameLines.PLACES)
            .filter(number -> ("line " + number).equals(find(frame("B.java", number))))
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
