// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

class SpanConcurrencyTest {
  private static final int THREADS = 4;
  private static final int ROUNDS = 2_000;

  private final SpanSink sink = new SpanSink(true);

  private static void race(IntConsumer work) throws Exception {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      int number = t;
      Thread thread =
          new Thread(
              () -> {
                try {
                  work.accept(number);
                } catch (Throwable e) {
                  failure.set(e);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failure.get()).isNull();
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aSpanEndedByManyIsExportedOnceAndWhole() throws Exception {
    Tracer tracer = sink.provider().build().get("test");
    Span[] current = {tracer.spanBuilder("span").startSpan()};
    CyclicBarrier barrier =
        new CyclicBarrier(THREADS, () -> current[0] = tracer.spanBuilder("span").startSpan());
    race(
        number -> {
          for (int i = 0; i < ROUNDS; i++) {
            await(barrier);
            Span span = current[0];
            span.setAttribute("a" + number, "value of " + number);
            span.addEvent("e" + number);
            span.setAttribute("shared", number);
            span.end();
            span.setAttribute("late", true);
            await(barrier);
          }
        });
    // The barrier makes a span at both meetings; the ones of the second are never ended.
    assertThat(sink.spans()).hasSize(ROUNDS);
    for (io.opentelemetry.proto.trace.v1.Span span : sink.spans()) {
      assertThat(span.getName()).isEqualTo("span");
      assertThat(span.getAttributesList())
          .allSatisfy(
              a -> {
                if (a.getKey().startsWith("a")) {
                  assertThat(a.getValue().getStringValue())
                      .isEqualTo("value of " + a.getKey().substring(1));
                } else {
                  assertThat(a.getKey()).isEqualTo("shared");
                }
              });
    }
  }

  @Test
  void attributesOfManyThreadsAllArrive() throws Exception {
    Tracer tracer =
        sink.provider()
            .setSpanLimits(SpanLimits.builder().setMaxNumberOfAttributes(10_000).build())
            .build()
            .get("test");
    Span span = tracer.spanBuilder("span").startSpan();
    race(
        number -> {
          for (int i = 0; i < 500; i++) {
            span.setAttribute("k" + number + "." + i, i);
          }
        });
    span.end();
    assertThat(sink.span().getAttributesList())
        .extracting(a -> a.getKey())
        .doesNotHaveDuplicates()
        .hasSize(THREADS * 500);
  }

  @Test
  void eventsOfManyThreadsAllArrive() throws Exception {
    Tracer tracer =
        sink.provider()
            .setSpanLimits(SpanLimits.builder().setMaxNumberOfEvents(10_000).build())
            .build()
            .get("test");
    Span span = tracer.spanBuilder("span").startSpan();
    race(
        number -> {
          for (int i = 0; i < 500; i++) {
            span.addEvent(number + "." + i);
          }
        });
    span.end();
    assertThat(sink.span().getEventsList())
        .extracting(event -> event.getName())
        .doesNotHaveDuplicates()
        .hasSize(THREADS * 500);
  }

  @Test
  void aTracerIsUsedByManyThreads() throws Exception {
    Tracer tracer = sink.provider().build().get("test");
    race(
        number -> {
          for (int i = 0; i < ROUNDS; i++) {
            tracer.spanBuilder(number + "." + i).startSpan().end();
          }
        });
    assertThat(sink.spans())
        .extracting(span -> span.getName())
        .doesNotHaveDuplicates()
        .hasSize(THREADS * ROUNDS);
    assertThat(sink.spans()).extracting(span -> span.getSpanId()).doesNotHaveDuplicates();
  }

  @Test
  void recorderNamesUsedByManyThreads() throws Exception {
    SpanRecorder recorder = sink.provider().build().tracerBuilder("test").buildRecorder();
    long[] shared = new long[1];
    race(
        number -> {
          for (int i = 0; i < 5 * ROUNDS; i++) {
            long span = recorder.start("span", SpanKind.INTERNAL);
            recorder.put(span, "mine", number);
            shared[0] = span;
            recorder.put(shared[0], "other", number);
            recorder.end(shared[0]);
            recorder.end(span);
          }
        });
    assertThat(sink.spans()).hasSize(THREADS * 5 * ROUNDS);
  }
}
