// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.assertj;

import dev.ringlet.checks.data.CapturedTrace;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/** Assertions of all traces, in the order of their starts; a failure shows them as trees. */
public final class TracesAssert extends AbstractAssert<TracesAssert, List<CapturedTrace>> {
  private static final int MAX_DRAWN = 10;

  TracesAssert(Collection<CapturedTrace> actual) {
    super(List.copyOf(actual), TracesAssert.class);
  }

  /** Fails unless there are this many traces. */
  public TracesAssert hasSize(int traces) {
    return check(() -> requireSize(traces));
  }

  /** Fails if there are traces. */
  public TracesAssert isEmpty() {
    return hasSize(0);
  }

  /** Fails unless there are as many traces, each of which satisfies the assertion in its place. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public final TracesAssert hasTracesSatisfyingExactly(Consumer<TraceAssert>... assertions) {
    List<Consumer<TraceAssert>> all = List.of(assertions);
    return check(
        () -> {
          requireSize(all.size());
          Each.inOrder("trace", actual, TraceAssert::new, all);
        });
  }

  /** As {@link #hasTracesSatisfyingExactly}, in any order. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public final TracesAssert hasTracesSatisfyingExactlyInAnyOrder(
      Consumer<TraceAssert>... assertions) {
    List<Consumer<TraceAssert>> all = List.of(assertions);
    return check(
        () -> {
          requireSize(all.size());
          Each.inAnyOrder("trace", actual, TraceAssert::new, all);
        });
  }

  /** Fails unless some trace satisfies the assertion. */
  public TracesAssert hasTraceSatisfying(Consumer<TraceAssert> assertion) {
    return check(() -> Each.any("trace", actual, TraceAssert::new, assertion));
  }

  private void requireSize(int expected) {
    if (actual.size() != expected) {
      throw new AssertionError("expected traces: " + expected + ", but there are " + actual.size());
    }
  }

  private TracesAssert check(Runnable assertion) {
    try {
      assertion.run();
    } catch (DrawnError e) {
      throw new DrawnError(failure("%s", e.getMessage()).getMessage(), e.getCause());
    } catch (AssertionError e) {
      throw new DrawnError(failure("%s", e.getMessage()).getMessage() + drawn(), e);
    }
    return this;
  }

  private String drawn() {
    String traces =
        actual.stream()
            .limit(MAX_DRAWN)
            .map(CapturedTrace::draw)
            .collect(Collectors.joining("\n\n"));
    String more = actual.size() > MAX_DRAWN ? "\n\n… " + (actual.size() - MAX_DRAWN) + " more" : "";
    return "\n\n" + traces + more;
  }
}
