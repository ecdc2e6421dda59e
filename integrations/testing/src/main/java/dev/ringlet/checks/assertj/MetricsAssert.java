// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.assertj;

import dev.ringlet.checks.data.CapturedMetric;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractAssert;

/** Assertions of all metrics of a collection. */
public final class MetricsAssert extends AbstractAssert<MetricsAssert, List<CapturedMetric>> {
  MetricsAssert(Collection<CapturedMetric> actual) {
    super(List.copyOf(actual), MetricsAssert.class);
  }

  /** Fails unless there is one metric of this name, which satisfies the assertion. */
  public MetricsAssert hasMetricSatisfying(String name, Consumer<MetricAssert> assertion) {
    return check(() -> Each.any("metric", named(name), MetricAssert::new, assertion));
  }

  private List<CapturedMetric> named(String name) {
    List<CapturedMetric> found =
        actual.stream().filter(metric -> metric.getName().equals(name)).toList();
    if (found.isEmpty()) {
      throw new AssertionError(
          "there is no metric "
              + name
              + ", but "
              + actual.stream().map(CapturedMetric::getName).sorted().distinct().toList());
    }
    return found;
  }

  /** Fails if there is a metric of this name. */
  public MetricsAssert doesNotHaveMetric(String name) {
    return check(
        () -> {
          if (actual.stream().anyMatch(metric -> metric.getName().equals(name))) {
            throw new AssertionError("there is a metric " + named(name));
          }
        });
  }

  /** Fails unless there are as many metrics, and each satisfies one of the assertions. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public final MetricsAssert hasMetricsSatisfyingExactlyInAnyOrder(
      Consumer<MetricAssert>... assertions) {
    List<Consumer<MetricAssert>> all = List.of(assertions);
    return check(() -> Each.inAnyOrder("metric", actual, MetricAssert::new, all));
  }

  private MetricsAssert check(Runnable assertion) {
    try {
      assertion.run();
    } catch (AssertionError e) {
      AssertionError failure = failure("%s", e.getMessage());
      failure.addSuppressed(e);
      throw failure;
    }
    return this;
  }
}
