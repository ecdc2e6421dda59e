// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Payload;
import dev.ringlet.internal.delivery.BuiltInExporter;
import dev.ringlet.internal.delivery.DeliveryCounters;
import dev.ringlet.metrics.Aggregation;
import dev.ringlet.metrics.InstrumentType;
import dev.ringlet.metrics.MetricExporter;
import java.time.Duration;
import java.util.Objects;

/**
 * An exporter of the application around one of the SDK. What every exporter is asked goes to the
 * application's; what the SDK asks only of its own goes to the inner one, so that a spool stores
 * what is left at close and lets go of its files.
 *
 * <p>The items are counted by the results of the application's exporter, which need not be those of
 * the inner one.
 */
class CustomizedExporter implements BuiltInExporter {
  private final Exporter outer;
  private final BuiltInExporter inner;
  private final DeliveryCounters counters = new DeliveryCounters();

  private CustomizedExporter(Exporter outer, BuiltInExporter inner) {
    this.outer = outer;
    this.inner = inner;
  }

  /**
   * Returns what a pipeline gets.
   *
   * @param original the exporter that the customizers were given
   * @param customized what they returned
   */
  static Exporter of(Exporter original, Exporter customized) {
    if (customized instanceof BuiltInExporter || !(original instanceof BuiltInExporter inner)) {
      return customized;
    }
    return customized instanceof MetricExporter choosy
        ? new OfMetrics(choosy, inner)
        : new CustomizedExporter(customized, inner);
  }

  /** One that declares the temporality and the aggregations that it needs. */
  private static final class OfMetrics extends CustomizedExporter implements MetricExporter {
    private final MetricExporter choosy;

    OfMetrics(MetricExporter choosy, BuiltInExporter inner) {
      super(choosy, inner);
      this.choosy = choosy;
    }

    @Override
    public boolean isDelta(InstrumentType type) {
      return choosy.isDelta(type);
    }

    @Override
    public Aggregation defaultAggregation(InstrumentType type) {
      return choosy.defaultAggregation(type);
    }
  }

  /** The bytes are valid only until the end of the call, and the application may keep them. */
  @Override
  public ExportResult export(Payload payload) {
    ExportResult result = outer.export(payload.copy());
    return Objects.requireNonNull(result, () -> componentType() + " returned null");
  }

  @Override
  public boolean flush(Duration timeout) {
    return outer.flush(timeout);
  }

  @Override
  public int maxConcurrentExports() {
    return outer.maxConcurrentExports();
  }

  @Override
  public void disconnect() {
    outer.disconnect();
  }

  @Override
  public void close() {
    outer.close();
  }

  @Override
  public DeliveryCounters counters() {
    return counters;
  }

  @Override
  public int largestRequestBytes() {
    return inner.largestRequestBytes();
  }

  @Override
  public void prepare() {
    inner.prepare();
  }

  @Override
  public boolean suspend(long deadlineNanos) {
    outer.disconnect();
    return inner.suspend(deadlineNanos);
  }

  @Override
  public void reconnect() {
    inner.reconnect();
  }

  @Override
  public void closeBy(long deadlineNanos) {
    inner.closeBy(deadlineNanos);
  }

  @Override
  public void trim() {
    inner.trim();
  }

  @Override
  public String componentType() {
    return outer.getClass().getName();
  }

  @Override
  public String toString() {
    return outer.toString();
  }
}
