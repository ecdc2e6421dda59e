// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What an application might log, drawn by a seed. */
final class AppenderDraw {
  private static final List<String> TEXTS =
      List.of(
          "plain",
          "",
          " ",
          "{}",
          "{} and {}",
          "{} {} {} {}",
          "\\{} {",
          "%s %d",
          "two\nlines\r\n\ttab",
          "nul \u0000 and \u007f",
          "Grüße, 世界, 😀",
          "half \ud83d of a pair",
          "\udc00\ud800",
          "${jndi:x} ${env:HOME}",
          "0123456789abcdef".repeat(600));

  private static final List<Object> OBJECTS =
      Arrays.asList(
          null,
          "text",
          "",
          7,
          -7L,
          Long.MIN_VALUE,
          (byte) 3,
          1.5,
          2.5f,
          Double.NaN,
          Double.NEGATIVE_INFINITY,
          true,
          'c',
          new BigDecimal("1e-3"),
          List.of("a", "b"),
          List.of(1L, 2L),
          List.of(),
          Map.of("key", 1),
          new int[] {1, 2},
          new Object[] {1, "a", null},
          new byte[] {1, 2},
          Thread.State.NEW,
          new IllegalStateException("as an argument"),
          new Object() {
            @Override
            public String toString() {
              throw new IllegalStateException("toString");
            }
          });

  private final Random random;

  AppenderDraw(long seed) {
    random = new Random(seed);
  }

  boolean oneIn(int many) {
    return random.nextInt(many) == 0;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  String text() {
    return of(TEXTS);
  }

  /** A key of the application's, or one that OpenTelemetry uses itself. */
  String key() {
    return of(
        List.of("user", "user", "a key", "", "exception.message", "thread.name", "Schlüssel"));
  }

  Object object() {
    return of(OBJECTS);
  }

  Object[] arguments() {
    Object[] arguments = new Object[random.nextInt(4)];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = object();
    }
    return arguments;
  }

  Throwable exception() {
    return switch (random.nextInt(6)) {
      case 0 -> new IllegalStateException();
      case 1 -> new IllegalStateException(text(), new java.io.IOException(text()));
      case 2 -> {
        Throwable outer = new Error(text(), new RuntimeException("cause"));
        outer.addSuppressed(new IllegalArgumentException(text()));
        outer.getCause().addSuppressed(new IllegalArgumentException("of the cause"));
        yield outer;
      }
      case 3 -> {
        Exception inner = new Exception("inner");
        Exception circle = new Exception("circle", inner);
        inner.initCause(circle);
        yield circle;
      }
      case 4 -> new WithoutFrames("without frames");
      default -> deep(300);
    };
  }

  /** Named: the official SDK gives an anonymous class no type. */
  @SuppressWarnings("serial")
  private static final class WithoutFrames extends RuntimeException {
    WithoutFrames(String message) {
      super(message, null, false, false);
    }
  }

  private static Throwable deep(int frames) {
    return frames == 0 ? new Exception("deep") : deep(frames - 1);
  }

  /** A context without a span, with a span of one's own, or with one that came from elsewhere. */
  Context context(AppenderPair pair) {
    return switch (random.nextInt(5)) {
      case 0, 1 -> Context.root();
      case 2 -> Context.root().with(pair.ringlet().getTracer("t").spanBuilder("s").startSpan());
      case 3 -> Context.root().with(pair.official().getTracer("t").spanBuilder("s").startSpan());
      default ->
          Context.root()
              .with(
                  Span.wrap(
                      SpanContext.createFromRemoteParent(
                          TraceId.fromLongs(random.nextLong(), random.nextLong()),
                          SpanId.fromLong(random.nextLong()),
                          TraceFlags.fromByte((byte) random.nextInt(4)),
                          TraceState.getDefault())));
    };
  }
}
