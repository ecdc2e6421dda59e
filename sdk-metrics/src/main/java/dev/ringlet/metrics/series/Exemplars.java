// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;

/** A reservoir of one series. Several threads offer at a time; one collects. */
public interface Exemplars {
  void offer(long value, Attributes attributes, Context context);

  void offer(double value, Attributes attributes, Context context);

  /** Moves what is kept into a list. */
  void collect(ExemplarList into);
}
