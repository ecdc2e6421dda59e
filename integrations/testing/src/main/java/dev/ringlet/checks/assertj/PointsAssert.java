// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.assertj;

import dev.ringlet.checks.data.CapturedMetric;
import dev.ringlet.checks.data.CapturedPoint;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions of the points of a metric.
 *
 * @param <S> the assertion itself
 * @param <P> assertions of a point
 */
public abstract class PointsAssert<S extends PointsAssert<S, P>, P extends PointAssert<P>>
    extends AbstractAssert<S, CapturedMetric> {
  private final Function<CapturedPoint, P> toAssert;

  PointsAssert(CapturedMetric actual, Class<S> self, Function<CapturedPoint, P> toAssert) {
    super(actual, self);
    this.toAssert = toAssert;
  }

  /** Fails unless each point tells what was measured since the start. */
  public S isCumulative() {
    return hasTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
  }

  /** Fails unless each point tells what was measured since the last one. */
  public S isDelta() {
    return hasTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA);
  }

  private S hasTemporality(AggregationTemporality expected) {
    return check(
        () -> {
          AggregationTemporality found = MetricAssert.temporality(actual.toProto());
          if (found != expected) {
            throw new AssertionError("expected " + expected + " but it is " + found);
          }
        });
  }

  /** Fails unless there are as many points, and each satisfies one of the assertions. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public final S hasPointsSatisfying(Consumer<P>... assertions) {
    List<Consumer<P>> all = List.of(assertions);
    return check(() -> Each.inAnyOrder("point", actual.getPoints(), toAssert, all));
  }

  final S check(Runnable assertion) {
    try {
      assertion.run();
    } catch (AssertionError e) {
      AssertionError failure =
          failure("%s", "metric \"" + actual.getName() + "\": " + e.getMessage());
      failure.addSuppressed(e);
      throw failure;
    }
    return myself;
  }
}
