// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ringlet.trace.differential.SharedSpan.Call;
import dev.ringlet.trace.differential.SharedSpan.Kind;
import dev.ringlet.trace.differential.SharedSpan.ThreadMaker;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Several threads on one span, in Ringlet and in the official SDK: what is exported is what an
 * order of the calls leaves that ends with the first end. {@code -Dringlet.differential.seeds=1000}
 * looks longer.
 */
class SharedSpanTest {
  private static final int SPANS = 8 * Integer.getInteger("ringlet.differential.seeds", 20);
  private static final int SPANS_A_PROGRAM = 80;
  private static final int CALLS = 14;

  private static void check(Subject.Maker maker, ThreadMaker threads) {
    try (Side side = new Side(maker, Map.of())) {
      for (int first = 0; first < SPANS; first += SPANS_A_PROGRAM) {
        Map<String, List<List<Call>>> calls = new LinkedHashMap<>();
        int seed = first;
        Program program =
            Program.of(
                "shared spans",
                run -> {
                  for (int i = 0; i < SPANS_A_PROGRAM; i++) {
                    var span = run.start(run.tracer(0).spanBuilder("shared").setNoParent());
                    String name = run.ids.span(span.getSpanContext().getSpanId());
                    int count = 2 + i % 3;
                    calls.put(name, SharedSpan.run(span, seed + i, count, CALLS, threads));
                  }
                });
        Outcome outcome = side.run(program);
        assertThat(outcome.answers).hasSize(SPANS_A_PROGRAM); // no call throws
        assertThat(outcome.spans.keySet()).containsExactlyInAnyOrderElementsOf(calls.keySet());
        // The clock may be read before another call gets in between, in both SDKs.
        outcome.wrongTimes.removeIf(wrong -> wrong.endsWith(" event") || wrong.endsWith(" end"));
        assertThat(outcome.wrongTimes).isEmpty();
        calls.forEach(
            (name, all) ->
                assertThat(Linearization.problems(outcome.spans.get(name), all))
                    .as("seed %s, %s of %s", seed, name, all)
                    .isEmpty());
      }
    }
  }

  @Test
  void threadsOfThePlatform() {
    check(RingletSubject::new, Thread::new);
  }

  @Test
  void threadsOfThePlatformInTheOfficialSdk() {
    check(OfficialSubject::new, Thread::new);
  }

  @Test
  void virtualThreads() throws ReflectiveOperationException {
    check(RingletSubject::new, virtualThreadMaker());
  }

  private static ThreadMaker virtualThreadMaker() throws ReflectiveOperationException {
    assumeTrue(Runtime.version().feature() >= 21);
    Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
    Method unstarted =
        Class.forName("java.lang.Thread$Builder").getMethod("unstarted", Runnable.class);
    return task -> {
      try {
        return (Thread) unstarted.invoke(builder, task);
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new AssertionError(e);
      }
    };
  }

  // The check itself, on spans that no order of these calls leaves.

  private static final Call A = new Call(0, Kind.ATTRIBUTE, "call0", 0, 1, 2);
  private static final Call B = new Call(0, Kind.EVENT, "call1", 1, 3, 4);
  private static final Call C = new Call(1, Kind.EVENT, "call1000", 1000, 5, 6);
  private static final Call OLD = new Call(0, Kind.SHARED_ATTRIBUTE, "shared0", 2, 7, 8);
  private static final Call NEW = new Call(1, Kind.SHARED_ATTRIBUTE, "shared0", 1001, 9, 10);
  private static final Call END = new Call(0, Kind.END, "", 3, 11, 12);
  private static final Call LATE = new Call(1, Kind.EVENT, "call1002", 1002, 13, 14);
  private static final List<List<Call>> HISTORY =
      List.of(List.of(A, B, OLD, END), List.of(C, NEW, LATE));

  private static Span exported(Map<String, Long> attributes, String... events) {
    Span.Builder span = Span.newBuilder();
    attributes.forEach(
        (key, value) ->
            span.addAttributes(
                KeyValue.newBuilder()
                    .setKey(key)
                    .setValue(AnyValue.newBuilder().setIntValue(value))));
    for (String event : events) {
      span.addEvents(Span.Event.newBuilder().setName(event));
    }
    return span.build();
  }

  private static List<String> problems(Map<String, Long> attributes, String... events) {
    return Linearization.problems(exported(attributes, events), HISTORY);
  }

  @Test
  void theCheckAcceptsTheOnlyOrder() {
    assertThat(problems(Map.of("call0", 0L, "shared0", 1001L), "call1", "call1000")).isEmpty();
  }

  @Test
  void theCheckFindsWhatIsLost() {
    assertThat(problems(Map.of("call0", 0L, "shared0", 1001L), "call1")).isNotEmpty();
    assertThat(problems(Map.of("shared0", 1001L), "call1", "call1000")).isNotEmpty();
    assertThat(problems(Map.of("call0", 0L), "call1", "call1000")).isNotEmpty();
  }

  @Test
  void theCheckFindsWhatComesAfterTheEnd() {
    assertThat(problems(Map.of("call0", 0L, "shared0", 1001L), "call1", "call1000", "call1002"))
        .isNotEmpty();
  }

  @Test
  void theCheckFindsAValueThatWasReplaced() {
    assertThat(problems(Map.of("call0", 0L, "shared0", 2L), "call1", "call1000")).isNotEmpty();
    assertThat(problems(Map.of("call0", 0L, "shared0", 9L), "call1", "call1000")).isNotEmpty();
  }

  @Test
  void theCheckFindsEventsInAnotherOrder() {
    assertThat(problems(Map.of("call0", 0L, "shared0", 1001L), "call1000", "call1")).isNotEmpty();
  }

  @Test
  void theCheckFindsAnEventThatIsThereTwice() {
    assertThat(problems(Map.of("call0", 0L, "shared0", 1001L), "call1", "call1", "call1000"))
        .isNotEmpty();
  }
}
