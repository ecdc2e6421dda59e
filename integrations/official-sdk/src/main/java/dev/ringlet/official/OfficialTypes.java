// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import dev.ringlet.common.Clock;
import dev.ringlet.common.Resource;
import dev.ringlet.export.Exporter;
import dev.ringlet.logs.LogLimits;
import dev.ringlet.metrics.Aggregation;
import dev.ringlet.metrics.ExemplarFilter;
import dev.ringlet.metrics.InstrumentSelector;
import dev.ringlet.metrics.MetricProducer;
import dev.ringlet.metrics.OnDemandMetricReader;
import dev.ringlet.metrics.View;
import dev.ringlet.official.encode.MetricEncoder;
import dev.ringlet.trace.IdGenerator;
import dev.ringlet.trace.Sampler;
import dev.ringlet.trace.SpanLimits;
import dev.ringlet.trace.SpanProcessor;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Objects;

/**
 * Adapts components of the official SDK to Ringlet.
 *
 * <pre>
 *   RingletSdk.builder()
 *       .addSpanProcessor(OfficialTypes.spanProcessor(officialProcessor))
 *       .addExporter(Signal.TRACES, OfficialTypes.exporter(officialExporter))
 *       .setSampler(OfficialTypes.sampler(officialSampler))
 *       .build();
 * </pre>
 *
 * <p>Records are decoded for these components only. No argument may be null.
 */
public final class OfficialTypes {
  private OfficialTypes() {}

  /** An exporter of spans, for {@code addExporter(Signal.TRACES, …)}. */
  public static Exporter exporter(SpanExporter exporter) {
    return OfficialExporter.of(Objects.requireNonNull(exporter, "exporter"));
  }

  /** An exporter of log records, for {@code addExporter(Signal.LOGS, …)}. */
  public static Exporter exporter(LogRecordExporter exporter) {
    return OfficialExporter.of(Objects.requireNonNull(exporter, "exporter"));
  }

  /**
   * An exporter of metrics, for {@code addExporter(Signal.METRICS, …)}; its temporality and default
   * aggregations apply.
   */
  public static dev.ringlet.metrics.MetricExporter exporter(MetricExporter exporter) {
    return OfficialExporter.of(Objects.requireNonNull(exporter, "exporter"));
  }

  /**
   * A reader of metrics, such as a server that is scraped. It is registered when the meter provider
   * starts, and shut down with it.
   */
  public static OnDemandMetricReader metricReader(MetricReader reader) {
    return OfficialMetricReader.of(Objects.requireNonNull(reader, "reader")).build();
  }

  /**
   * A source of metrics.
   *
   * @param resource the resource that the producer gets; Ringlet sends its own
   */
  public static MetricProducer metricProducer(
      io.opentelemetry.sdk.metrics.export.MetricProducer producer,
      io.opentelemetry.sdk.resources.Resource resource) {
    Objects.requireNonNull(producer, "producer");
    Objects.requireNonNull(resource, "resource");
    return collector -> {
      for (byte[] scope : new MetricEncoder().encodeScopes(producer.produce(resource))) {
        collector.accept(scope);
      }
    };
  }

  /**
   * A span processor. It gets views of Ringlet's spans, which are equal for the same span and need
   * not be identical.
   */
  public static SpanProcessor spanProcessor(io.opentelemetry.sdk.trace.SpanProcessor processor) {
    return new OfficialSpanProcessor(Objects.requireNonNull(processor, "processor"));
  }

  /** A log record processor. */
  public static dev.ringlet.logs.LogRecordProcessor logRecordProcessor(
      LogRecordProcessor processor) {
    return new OfficialLogRecordProcessor(Objects.requireNonNull(processor, "processor"));
  }

  /** A sampler. */
  public static Sampler sampler(io.opentelemetry.sdk.trace.samplers.Sampler sampler) {
    return new OfficialSampler(Objects.requireNonNull(sampler, "sampler"));
  }

  /** An id generator. */
  public static IdGenerator idGenerator(io.opentelemetry.sdk.trace.IdGenerator idGenerator) {
    return new OfficialIdGenerator(Objects.requireNonNull(idGenerator, "idGenerator"));
  }

  /** A resource; entities are left out. */
  public static Resource resource(io.opentelemetry.sdk.resources.Resource resource) {
    return Resource.create(resource.getAttributes(), resource.getSchemaUrl());
  }

  /** Span limits. */
  public static SpanLimits spanLimits(io.opentelemetry.sdk.trace.SpanLimits limits) {
    return SpanLimits.builder()
        .setMaxNumberOfAttributes(limits.getMaxNumberOfAttributes())
        .setMaxNumberOfEvents(limits.getMaxNumberOfEvents())
        .setMaxNumberOfLinks(limits.getMaxNumberOfLinks())
        .setMaxNumberOfAttributesPerEvent(limits.getMaxNumberOfAttributesPerEvent())
        .setMaxNumberOfAttributesPerLink(limits.getMaxNumberOfAttributesPerLink())
        .setMaxAttributeValueLength(limits.getMaxAttributeValueLength())
        .build();
  }

  /** Limits of log records. */
  public static LogLimits logLimits(io.opentelemetry.sdk.logs.LogLimits limits) {
    return LogLimits.builder()
        .setMaxAttributes(limits.getMaxNumberOfAttributes())
        .setMaxAttributeValueLength(limits.getMaxAttributeValueLength())
        .build();
  }

  /** A selector of instruments, for a view. */
  public static InstrumentSelector instrumentSelector(
      io.opentelemetry.sdk.metrics.InstrumentSelector selector) {
    return MetricTypes.ringlet(selector);
  }

  /**
   * A view.
   *
   * @throws IllegalArgumentException if its aggregation is none of the official SDK's
   */
  public static View view(io.opentelemetry.sdk.metrics.View view) {
    return MetricTypes.ringlet(view);
  }

  /**
   * An aggregation.
   *
   * @throws IllegalArgumentException if it is none of the official SDK's
   */
  public static Aggregation aggregation(io.opentelemetry.sdk.metrics.Aggregation aggregation) {
    return MetricTypes.ringlet(aggregation);
  }

  /** An exemplar filter. */
  public static ExemplarFilter exemplarFilter(
      io.opentelemetry.sdk.metrics.ExemplarFilter exemplarFilter) {
    if (exemplarFilter.equals(io.opentelemetry.sdk.metrics.ExemplarFilter.alwaysOn())) {
      return ExemplarFilter.ALWAYS_ON;
    }
    return exemplarFilter.equals(io.opentelemetry.sdk.metrics.ExemplarFilter.alwaysOff())
        ? ExemplarFilter.ALWAYS_OFF
        : ExemplarFilter.TRACE_BASED;
  }

  /** A clock. */
  public static Clock clock(io.opentelemetry.sdk.common.Clock clock) {
    Objects.requireNonNull(clock, "clock");
    return new Clock() {
      @Override
      public long epochNanos() {
        return clock.now();
      }

      @Override
      public long nanoTime() {
        return clock.nanoTime();
      }
    };
  }
}
