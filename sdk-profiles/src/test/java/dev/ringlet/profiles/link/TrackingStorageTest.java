// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.internal.ids.NumericIds;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stores contexts as the API's own storage does, and writes down when the span changes. */
class TrackingStorageTest {
  private static final String TRACE = "0102030405060708090a0b0c0d0e0f10";
  private static final ContextKey<String> KEY = ContextKey.named("key");

  static {
    SpanLinks.install(); // before a context is used here; later no test of this process could
  }

  private final long[] ids = new long[3];

  static Stream<TrackingStorage> storages() {
    return Stream.of(
        new TrackingStorage.Own(), new TrackingStorage.Around(ContextStorage.defaultStorage()));
  }

  private static Context span(int id, boolean sampled) {
    return Context.root()
        .with(
            Span.wrap(
                SpanContext.create(
                    TRACE,
                    String.format("%016x", id),
                    sampled ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                    TraceState.getDefault())));
  }

  private long spanNow(ScopeHistory history) {
    assertThat(history.find(Thread.currentThread().getId(), true, System.nanoTime(), ids)).isTrue();
    return ids[2];
  }

  @ParameterizedTest
  @MethodSource("storages")
  void scopesNest(TrackingStorage storage) {
    assertThat(storage.current()).isNull();
    Context outer = span(1, true);
    Context inner = outer.with(KEY, "value");
    try (Scope first = storage.attach(outer)) {
      assertThat(storage.attach(outer)).isSameAs(Scope.noop());
      assertThat(storage.attach(null)).isSameAs(Scope.noop());
      try (Scope second = storage.attach(inner)) {
        assertThat(storage.current()).isSameAs(inner);
        assertThat(first).isNotSameAs(second);
      }
      assertThat(storage.current()).isSameAs(outer);
    }
    assertThat(storage.current()).isNull();
  }

  @ParameterizedTest
  @MethodSource("storages")
  void closingOutOfTurnDoesNothing(TrackingStorage storage) throws InterruptedException {
    Context outer = span(1, true);
    Context inner = span(2, true);
    Scope first = storage.attach(outer);
    Scope second = storage.attach(inner);
    first.close();
    assertThat(storage.current()).isSameAs(inner);
    Thread other = new Thread(second::close);
    other.start();
    other.join();
    assertThat(storage.current()).isSameAs(inner);
    second.close();
    assertThat(storage.current()).isSameAs(outer);
    second.close();
    assertThat(storage.current()).isSameAs(outer);
    first.close();
    assertThat(storage.current()).isNull();
  }

  @ParameterizedTest
  @MethodSource("storages")
  void changesAreWrittenDownWhileAListenerIsThere(TrackingStorage storage) {
    try (Scope before = storage.attach(span(9, true))) {
      assertThat(before).isNotNull();
      ScopeHistory history = storage.listen(false, 1 << 20);
      assertThat(spanNow(history)).as("begun before that").isZero();
      try (Scope first = storage.attach(span(1, true))) {
        assertThat(spanNow(history)).isEqualTo(1);
        assertThat(ids[0]).isEqualTo(0x0102030405060708L);
        assertThat(ids[1]).isEqualTo(0x090a0b0c0d0e0f10L);
        try (Scope second = storage.attach(span(2, false))) {
          assertThat(spanNow(history)).as("not sampled").isZero();
          assertThat(second).isNotSameAs(first);
        }
        assertThat(spanNow(history)).isEqualTo(1);
        try (Scope third = storage.attach(Context.root())) {
          assertThat(spanNow(history)).isZero();
          assertThat(third).isNotSameAs(first);
        }
      }
      assertThat(spanNow(history)).as("again").isEqualTo(9);
      assertThat(storage.listen(true, 0)).as("one for all listeners").isSameAs(history);
      storage.leave();
      storage.leave();
      try (Scope last = storage.attach(span(3, true))) {
        assertThat(spanNow(history)).as("without a listener").isEqualTo(9);
        assertThat(last).isNotNull();
      }
      ScopeHistory next = storage.listen(true, 1 << 20);
      try (Scope first = storage.attach(span(4, false))) {
        assertThat(spanNow(next)).as("by option").isEqualTo(4);
        assertThat(first).isNotNull();
      }
      storage.leave();
    }
  }

  /** A span as Ringlet makes them: its own context, with ids that are numbers. */
  private static Context numericSpan(long high, long low, long id, boolean sampled) {
    InvocationHandler answers =
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "getSpanContext" -> proxy;
              case "isSampled" -> sampled;
              case "traceIdHigh" -> high;
              case "traceIdLow" -> low;
              case "spanIdNumber" -> id;
              case "storeInContext" -> InvocationHandler.invokeDefault(proxy, method, arguments);
              default -> throw new IllegalStateException(method.getName());
            };
    Class<?>[] types = {Span.class, SpanContext.class, NumericIds.class};
    return Context.root()
        .with((Span) Proxy.newProxyInstance(Span.class.getClassLoader(), types, answers));
  }

  @ParameterizedTest
  @MethodSource("storages")
  void spansOfOursAndOfOthersTakeTurns(TrackingStorage storage) {
    ScopeHistory history = storage.listen(false, 1 << 20);
    Context[] contexts = {
      numericSpan(1, 2, 3, true),
      numericSpan(1, 4, 3, true),
      numericSpan(5, 4, 3, true),
      span(7, true),
      numericSpan(5, 4, 3, false),
      span(7, true).with(KEY, "value"),
      span(8, true),
    };
    long[][] expected = {
      {1, 2, 3},
      {1, 4, 3},
      {5, 4, 3},
      {0x0102030405060708L, 0x090a0b0c0d0e0f10L, 7},
      {0, 0, 0},
      {0x0102030405060708L, 0x090a0b0c0d0e0f10L, 7},
      {0x0102030405060708L, 0x090a0b0c0d0e0f10L, 8},
    };
    for (int i = 0; i < contexts.length; i++) {
      try (Scope outer = storage.attach(contexts[i])) {
        assertThat(outer).isNotNull();
        spanNow(history);
        assertThat(ids).containsExactly(expected[i]);
        Context next = contexts[(i + 1) % contexts.length];
        try (Scope inner = storage.attach(next)) {
          assertThat(inner).isNotSameAs(outer);
          spanNow(history);
          assertThat(ids).containsExactly(expected[(i + 1) % contexts.length]);
        }
        spanNow(history);
        assertThat(ids).as("again").containsExactly(expected[i]);
      }
      spanNow(history);
      assertThat(ids).containsExactly(0, 0, 0);
    }
    storage.leave();
  }

  @ParameterizedTest
  @MethodSource("storages")
  void aSpanThatThrowsReachesNoCaller(TrackingStorage storage) {
    Span span =
        (Span)
            Proxy.newProxyInstance(
                Span.class.getClassLoader(),
                new Class<?>[] {Span.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("storeInContext")) {
                    return InvocationHandler.invokeDefault(proxy, method, arguments);
                  }
                  throw new IllegalStateException(method.getName());
                });
    Context broken = Context.root().with(span);
    ScopeHistory history = storage.listen(false, 1 << 20);
    try (Scope scope = storage.attach(broken)) {
      assertThat(scope).isNotNull();
      assertThat(storage.current()).isSameAs(broken);
    }
    assertThat(storage.current()).isNull();
    assertThat(spanNow(history)).isZero();
    storage.leave();
  }
}
