// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.assertj;

import dev.ringlet.checks.data.CapturedExemplar;
import dev.ringlet.checks.data.CapturedPoint;
import dev.ringlet.checks.data.CapturedSpan;
import java.util.List;
import java.util.function.Consumer;

/**
 * Assertions of a point of a metric.
 *
 * @param <S> the assertion itself
 */
public abstract class PointAssert<S extends PointAssert<S>>
    extends TelemetryAssert<S, CapturedPoint> {
  PointAssert(CapturedPoint actual, Class<S> self) {
    super(actual, self, "point " + actual, actual.attributes());
  }

  /** Fails unless its series began at this time. */
  public S hasStartEpochNanos(long epochNanos) {
    return isEqual("start", actual.startEpochNanos(), epochNanos);
  }

  /** Fails unless it is of this time. */
  public S hasEpochNanos(long epochNanos) {
    return isEqual("time", actual.epochNanos(), epochNanos);
  }

  /**
   * Fails unless there are as many exemplars, each of which satisfies the assertion in its place.
   */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public final S hasExemplarsSatisfying(Consumer<ExemplarAssert>... assertions) {
    List<Consumer<ExemplarAssert>> all = List.of(assertions);
    return check(() -> Each.inOrder("exemplar", actual.exemplars(), ExemplarAssert::new, all));
  }

  /** Fails unless some exemplar leads to this span. */
  public S hasExemplarOf(CapturedSpan span) {
    return check(
        () -> {
          if (actual.exemplars().stream()
              .map(CapturedExemplar::spanId)
              .noneMatch(span.getSpanId()::equals)) {
            throw new AssertionError("no exemplar of " + span + ": " + actual.exemplars());
          }
        });
  }
}
