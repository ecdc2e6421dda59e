// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.assertj;

import dev.ringlet.checks.data.CapturedSpan;
import dev.ringlet.checks.data.CapturedTrace;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractAssert;

/** Assertions of a trace; a failure shows the trace as a tree. */
public final class TraceAssert extends AbstractAssert<TraceAssert, CapturedTrace> {
  TraceAssert(CapturedTrace actual) {
    super(actual, TraceAssert.class);
  }

  /** Returns a span: the first is the root, and each comes before its children. */
  public CapturedSpan getSpan(int index) {
    isNotNull();
    List<CapturedSpan> spans = actual.getSpans();
    if (index >= spans.size()) {
      check(() -> Each.requireSize("span", spans, index + 1));
    }
    return spans.get(index);
  }

  /** Fails unless it has this trace id, in hexadecimal digits. */
  public TraceAssert hasTraceId(String traceId) {
    return check(
        () -> {
          if (!actual.getTraceId().equals(traceId)) {
            throw new AssertionError(
                "trace id: expected " + traceId + " but was " + actual.getTraceId());
          }
        });
  }

  /** Fails unless there are this many spans. */
  public TraceAssert hasSize(int spans) {
    return check(() -> Each.requireSize("span", actual.getSpans(), spans));
  }

  /**
   * Fails unless there are as many spans, each of which satisfies the assertion in its place. A
   * span comes before its children with theirs, and of two children the one that starts first.
   */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public final TraceAssert hasSpansSatisfyingExactly(Consumer<SpanAssert>... assertions) {
    List<Consumer<SpanAssert>> all = List.of(assertions);
    return check(() -> Each.inOrder("span", actual.getSpans(), SpanAssert::new, all));
  }

  /** As {@link #hasSpansSatisfyingExactly}, in any order: for children that run in parallel. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public final TraceAssert hasSpansSatisfyingExactlyInAnyOrder(Consumer<SpanAssert>... assertions) {
    List<Consumer<SpanAssert>> all = List.of(assertions);
    return check(() -> Each.inAnyOrder("span", actual.getSpans(), SpanAssert::new, all));
  }

  /** Fails unless some span satisfies the assertion. */
  public TraceAssert hasSpanSatisfying(Consumer<SpanAssert> assertion) {
    return check(() -> Each.any("span", actual.getSpans(), SpanAssert::new, assertion));
  }

  /**
   * Fails unless the names of the spans are these, with two spaces before a child for each level.
   *
   * <pre>{@code
   * trace.hasTree(
   *     "GET /orders",
   *     "  SELECT orders",
   *     "  POST /prices");
   * }</pre>
   */
  public TraceAssert hasTree(String... names) {
    return check(
        () -> {
          List<String> expected = List.of(names);
          if (!actual.getNameTree().equals(expected)) {
            throw new AssertionError(
                "expected the tree\n  "
                    + String.join("\n  ", expected)
                    + "\nbut it was\n  "
                    + String.join("\n  ", actual.getNameTree()));
          }
        });
  }

  private TraceAssert check(Runnable assertion) {
    isNotNull();
    try {
      assertion.run();
    } catch (AssertionError e) {
      AssertionError failure = failure("%s", e.getMessage());
      throw new DrawnError(failure.getMessage() + "\n\n" + actual.draw(), e);
    }
    return this;
  }
}
