// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.metrics.collect.RequestWriter;
import dev.ringlet.metrics.instrument.CallbackRunner;
import dev.ringlet.metrics.series.MeterEngine;
import java.util.List;

/** The source of a reader's metrics: the meters of its provider. */
interface MetricSource {
  MeterEngine engine();

  /**
   * Runs the callbacks and writes the metrics of all meters.
   *
   * @param reader the number of the reader
   */
  void collect(
      int reader, CallbackRunner runner, RequestWriter out, long epochNanos, long nanoTime);

  /** The producers of all readers. */
  List<MetricProducer> producers();

  /** Whether a reader waits for this thread, which must not wait for a reader then. */
  boolean isInsideCallback();
}
