// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Payload;
import dev.ringlet.internal.delivery.AccountableExporter;
import dev.ringlet.internal.delivery.DeliveryCounters;
import dev.ringlet.internal.delivery.ForwardingExporter;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import java.util.List;
import java.util.Locale;

/**
 * Measures how long exports take, as {@code otel.sdk.exporter.operation.duration}. Metrics start
 * after the exporters, so measuring begins when it is told to.
 */
final class MeasuredExporter extends ForwardingExporter implements AccountableExporter {
  private static final double NANOS_A_SECOND = 1e9;

  private final Attributes success;
  private volatile DoubleHistogram durations;

  MeasuredExporter(Exporter exporter) {
    super(exporter);
    success = SelfTelemetry.component(componentType());
  }

  /** The conventions want the name of the class where they have none of their own. */
  String componentType() {
    return delegate.getClass().getName();
  }

  /** Measures from now on. */
  void start(Meter meter) {
    durations =
        meter
            .histogramBuilder("otel.sdk.exporter.operation.duration")
            .setUnit("s")
            .setDescription("How long it took to export a request, with all attempts.")
            .setExplicitBucketBoundariesAdvice(
                List.of(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0))
            .build();
  }

  @Override
  public ExportResult export(Payload payload) {
    DoubleHistogram histogram = durations;
    if (histogram == null) {
      return delegate.export(payload);
    }
    long start = System.nanoTime();
    ExportResult result = delegate.export(payload);
    histogram.record((System.nanoTime() - start) / NANOS_A_SECOND, attributes(result));
    return result;
  }

  private Attributes attributes(ExportResult result) {
    return result == null || result.isSuccess()
        ? success
        : success.toBuilder()
            .put(SelfTelemetry.ERROR_TYPE, result.cause().name().toLowerCase(Locale.ROOT))
            .build();
  }

  @Override
  public void reportTo(DeliveryCounters counters) {
    if (delegate instanceof AccountableExporter) {
      ((AccountableExporter) delegate).reportTo(counters);
    }
  }

  @Override
  public void closeBy(long deadlineNanos) {
    if (delegate instanceof AccountableExporter) {
      ((AccountableExporter) delegate).closeBy(deadlineNanos);
    }
  }
}
