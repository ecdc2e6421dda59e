// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.testing.HostileExceptions;
import io.opentelemetry.api.common.Attributes;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExceptionAttributesTest {
  private static final int TAG = 0x32;
  private static final int NO_LIMIT = Integer.MAX_VALUE;

  private final RecordPool pool = new RecordPool(4, 1);
  private final RecordBuffer out = pool.take();

  private Attributes attributesOf(Throwable exception, int maxChars, int maxBytes) {
    out.begin(TAG, 128, maxChars, maxBytes);
    ExceptionAttributes.put(out, exception);
    return AttributeReader.read(new ProtoReader(out.data(), 0, out.position()), TAG);
  }

  private String stackTrace(Throwable exception, int maxChars, int maxBytes) {
    return attributesOf(exception, maxChars, maxBytes).get(ExceptionAttributes.STACKTRACE);
  }

  private static String printed(Throwable exception) {
    StringWriter text = new StringWriter();
    exception.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  static Stream<Arguments> hostile() {
    return HostileExceptions.all().entrySet().stream()
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  static List<Throwable> ordinary() throws Exception {
    Throwable suppressing = new IllegalStateException("outer", new Exception("cause"));
    suppressing.addSuppressed(new Exception("first", new Exception("its cause")));
    suppressing.addSuppressed(new Exception("second"));
    suppressing.getCause().addSuppressed(new Exception("of the cause"));
    suppressing.getSuppressed()[1].addSuppressed(suppressing);
    Throwable foreign = new Exception("größer als \uD83D\uDE00");
    foreign.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("a.B", "c", "D.java", 17),
          new StackTraceElement("a.B", "native", "D.java", -2),
          new StackTraceElement("a.B", "noLine", "D.java", -1),
          new StackTraceElement("a.B", "noFile", null, 12),
          new StackTraceElement("loader", "module", "1.2", "a.B", "c", "D.java", 1234567890),
          new StackTraceElement("loader", null, null, "a.B", "c", "D.java", 10),
          new StackTraceElement(null, "module", null, "a.B", "c", "D.java", 0),
          new StackTraceElement("", "", "", "a.B", "c", "D.java", 0)
        });
    Throwable noFrames = new Exception("no frames");
    noFrames.setStackTrace(new StackTraceElement[0]);
    return List.of(
        new Exception(),
        suppressing,
        foreign,
        small(),
        noFrames,
        invoked(),
        thrownBy(() -> CompletableFuture.supplyAsync(() -> List.of().get(0)).join()),
        thrownBy(() -> Arrays.asList(1, null).forEach(Object::toString)),
        HostileExceptions.chain(20),
        new PrintsItself());
  }

  private static Throwable invoked() throws Exception {
    Method method = ExceptionAttributesTest.class.getDeclaredMethod("fail");
    try {
      method.invoke(null);
      throw new AssertionError("did not throw");
    } catch (InvocationTargetException e) {
      return e;
    }
  }

  private static Throwable thrownBy(Runnable action) {
    try {
      action.run();
      throw new AssertionError("did not throw");
    } catch (CompletionException | NullPointerException e) {
      return e;
    }
  }

  static void fail() {
    throw new IllegalStateException("from a method that was called by reflection");
  }

  @ParameterizedTest
  @MethodSource("ordinary")
  void aStackTraceIsWhatTheJdkPrints(Throwable exception) {
    assertThat(stackTrace(exception, NO_LIMIT, NO_LIMIT)).isEqualTo(printed(exception));
    assertThat(ExceptionAttributes.stackTrace(pool, exception)).isEqualTo(printed(exception));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void aBrokenExceptionKeepsWhatCanBeHad(String name, Throwable exception) {
    Attributes attributes = attributesOf(exception, NO_LIMIT, NO_LIMIT);

    assertThat(attributes.get(ExceptionAttributes.TYPE))
        .isEqualTo(exception.getClass().getCanonicalName());
    assertThat(attributes.get(ExceptionAttributes.STACKTRACE))
        .startsWith(exception.getClass().getName());
    if (name.startsWith("getMessage")) {
      assertThat(attributes.get(ExceptionAttributes.MESSAGE)).isNull();
    } else if (exception instanceof HostileExceptions.Hostile) {
      assertThat(attributes.get(ExceptionAttributes.MESSAGE)).isEqualTo("the message");
    }
  }

  @Test
  void classesWithoutACanonicalNameHaveTheirOwnName() {
    Exception anonymous =
        new Exception() {
          private static final long serialVersionUID = 1;
        };
    class Local extends Exception {
      private static final long serialVersionUID = 1;
    }

    assertThat(ExceptionAttributes.type(anonymous)).isEqualTo(anonymous.getClass().getName());
    assertThat(ExceptionAttributes.type(new Local())).isEqualTo(Local.class.getName());
  }

  @Test
  void theWriterOfAStackTraceIsUsedAgain() {
    StackTraceWriter writer = pool.takeStackTraceWriter();
    pool.giveBack(writer);
    stackTrace(new Exception(), NO_LIMIT, NO_LIMIT);
    ExceptionAttributes.stackTrace(pool, new Exception());
    assertThat(pool.takeStackTraceWriter()).isSameAs(writer);
  }

  @Test
  void aStackTraceOfMegabytesKeepsItsStartAndEndsWithAMark() {
    Exception large = new Exception("m".repeat(3 << 20));
    String text = stackTrace(large, NO_LIMIT, NO_LIMIT);

    assertThat(text).startsWith("java.lang.Exception: mmm").endsWith("m" + AnyValues.MARK);
    assertThat(text.length()).isEqualTo(ExceptionAttributes.MAX_STACK_TRACE_BYTES);
    assertThat(out.oversized()).isEqualTo(1);
    assertThat(ExceptionAttributes.stackTrace(pool, large)).isEqualTo(text);
  }

  @Test
  void aStackTraceLeavesRoomInItsRecord() {
    String text = stackTrace(HostileExceptions.chain(1000), NO_LIMIT, 10_000);

    assertThat(text).startsWith("java.lang.IllegalStateException: number 999");
    assertThat(text).endsWith(AnyValues.MARK);
    assertThat(out.position()).isBetween(8000, 10_000);
    assertThat(out.oversized()).isEqualTo(1);
  }

  @Test
  void aLimitOfCharsCutsWithoutAMark() {
    Exception exception = new Exception("größer");

    assertThat(stackTrace(exception, 24, NO_LIMIT)).isEqualTo("java.lang.Exception: grö");
    assertThat(out.oversized()).isZero();
  }

  /** Frames of each form, a text that is not ASCII, a cause and a suppressed exception. */
  private static Throwable small() {
    Throwable small = new Exception("größer als \uD83D\uDE00", new Exception("cause"));
    StackTraceElement shared = new StackTraceElement("a.B", "main", "B.java", 1);
    small.addSuppressed(new Exception("suppressed"));
    small.getSuppressed()[0].setStackTrace(
        new StackTraceElement[] {new StackTraceElement("a.B", "noFile", null, 12), shared});
    small
        .getCause()
        .setStackTrace(
            new StackTraceElement[] {new StackTraceElement("é.B", "noLine", "D.java", -1), shared});
    small.setStackTrace(
        new StackTraceElement[] {
          frameOfTheJdk(), new StackTraceElement("a.B", "native", "D.java", -2), shared
        });
    return small;
  }

  private static StackTraceElement frameOfTheJdk() {
    return Stream.of(new Exception().getStackTrace())
        .filter(frame -> "java.base".equals(frame.getModuleName()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aStackTraceIsCutAtAnyLimitOfChars() {
    String whole = printed(small());
    StackTraceWriter writer = new StackTraceWriter(new FrameLines());
    // Downwards, so that the lines of frames are known when they no longer fit.
    for (int chars = whole.length() + 1; chars >= 0; chars--) {
      assertThat(writer.write(small(), chars, NO_LIMIT)).isFalse();
      String start = whole.substring(0, Math.min(chars, whole.length()));
      assertThat(text(writer)).isEqualTo(new String(start.getBytes(UTF_8), UTF_8));
    }
  }

  @Test
  void aStackTraceIsCutAtAnyLimitOfBytesAndEndsWithAMark() {
    String whole = printed(small());
    int wholeBytes = whole.getBytes(UTF_8).length;
    int mark = AnyValues.MARK.length();
    StackTraceWriter writer = new StackTraceWriter(new FrameLines());
    for (int bytes = wholeBytes + mark + 1; bytes >= 0; bytes--) {
      boolean fits = wholeBytes + mark <= bytes;
      assertThat(writer.write(small(), NO_LIMIT, bytes)).isEqualTo(!fits);
      String text = text(writer);
      int written = text.getBytes(UTF_8).length;
      if (fits) {
        assertThat(text).isEqualTo(whole);
      } else if (bytes < mark) {
        assertThat(text).isEmpty();
      } else {
        assertThat(written).isBetween(bytes - 3, bytes);
        assertThat(text).endsWith(AnyValues.MARK);
        assertThat(whole).startsWith(text.substring(0, text.length() - mark));
      }
    }
  }

  /** The mark is left out where the user allows no chars for it. */
  @Test
  void aMarkStaysWithinTheLimitOfChars() {
    Exception large = new Exception("m".repeat(1000));
    StackTraceWriter writer = new StackTraceWriter(new FrameLines());
    int mark = AnyValues.MARK.length();
    for (int chars = 100 - mark; chars < 130; chars++) {
      boolean cut = writer.write(large, chars, 100);
      assertThat(cut).as("at %s", chars).isEqualTo(chars > 100 - mark);
      assertThat(text(writer)).hasSize(Math.min(chars, chars < 100 ? 100 - mark : 100));
      assertThat(text(writer).endsWith(AnyValues.MARK)).isEqualTo(chars >= 100);
    }
  }

  private static String text(StackTraceWriter writer) {
    int from = writer.textStart();
    return new String(writer.data(), from, writer.position() - from, UTF_8);
  }

  @Test
  void suppressedExceptionsNestedTooDeepAreLeftOut() {
    for (int depth : new int[] {21, 22}) {
      Throwable nested = new Exception("number 0");
      for (int i = 1; i <= depth; i++) {
        Throwable outer = new Exception("number " + i);
        outer.addSuppressed(nested);
        nested = outer;
      }
      String text = stackTrace(nested, NO_LIMIT, NO_LIMIT);
      assertThat(text.endsWith(AnyValues.MARK)).isEqualTo(depth == 22);
      assertThat(text.contains("number 0")).isEqualTo(depth == 21);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\uD83D\uDE00b", "\uD83D\uDE00", "\uD83D", "\uD83D\uD83Dé\uDE00"})
  void anExceptionThatPrintsCharByCharKeepsItsCharacters(String text) {
    Throwable exception = new PrintsChars(text);
    String expected = new String(printed(exception).getBytes(UTF_8), UTF_8);
    assertThat(stackTrace(exception, NO_LIMIT, NO_LIMIT)).isEqualTo(expected);
    assertThat(ExceptionAttributes.stackTrace(pool, exception)).isEqualTo(expected);
    for (int chars = 0; chars <= text.length(); chars++) {
      String start = new String(text.substring(0, chars).getBytes(UTF_8), UTF_8);
      assertThat(stackTrace(exception, chars, NO_LIMIT)).isEqualTo(start);
    }
  }

  @Test
  void anExceptionThatPrintsWithoutAnEndIsCut() {
    String text = stackTrace(new PrintsForEver(), NO_LIMIT, NO_LIMIT);

    assertThat(text).startsWith("again\nagain\n").endsWith(AnyValues.MARK);
  }

  /** As composite exceptions of reactive libraries do. */
  private static final class PrintsItself extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public void printStackTrace(PrintWriter out) {
      out.println("two exceptions:");
      out.println(this);
      out.print('x');
      out.printf("%d%n", 7);
    }
  }

  private static final class PrintsChars extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String text;

    PrintsChars(String text) {
      this.text = text;
    }

    @Override
    public void printStackTrace(PrintWriter out) {
      text.chars().forEach(out::write);
    }
  }

  private static final class PrintsForEver extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public void printStackTrace(PrintWriter out) {
      while (true) {
        out.print("again\n");
      }
    }
  }
}
