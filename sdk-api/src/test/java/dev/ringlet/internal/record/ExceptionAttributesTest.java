// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

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
          new StackTraceElement(null, "module", null, "a.B", "c", "D.java", 0),
          new StackTraceElement("", "", "", "a.B", "c", "D.java", 0)
        });
    Throwable noFrames = new Exception("no frames");
    noFrames.setStackTrace(new StackTraceElement[0]);
    return List.of(
        new Exception(),
        suppressing,
        foreign,
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
    if (!name.startsWith("getMessage") && exception instanceof HostileExceptions.Hostile) {
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
