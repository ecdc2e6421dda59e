// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.spring.micrometer;

import io.micrometer.core.instrument.cumulative.CumulativeCounter;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleCounter;

/** A counter that is also one of OpenTelemetry. */
final class BridgedCounter extends CumulativeCounter {
  private final DoubleCounter counter;
  private final Attributes attributes;

  BridgedCounter(Id id, DoubleCounter counter, Attributes attributes) {
    super(id);
    this.counter = counter;
    this.attributes = attributes;
  }

  @Override
  public void increment(double amount) {
    super.increment(amount);
    counter.add(amount, attributes);
  }
}
