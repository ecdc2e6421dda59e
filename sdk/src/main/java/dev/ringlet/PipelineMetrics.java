// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.ExportPipelines.Pipeline;
import dev.ringlet.export.DropCause;
import dev.ringlet.export.FailureCause;
import dev.ringlet.internal.delivery.RequestSender;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The {@code otel.sdk.*} metrics of one exporter and the processor in front of it. */
final class PipelineMetrics {
  static final double NANOS_PER_SECOND = 1e9;

  private final SignalInstruments instruments;
  private final Pipeline pipeline;
  private final Attributes processor;
  private final Attributes exporter;
  private final Map<DropCause, Attributes> processorErrors = new EnumMap<>(DropCause.class);
  private final Map<DropCause, Attributes> exporterErrors = new EnumMap<>(DropCause.class);

  PipelineMetrics(SignalInstruments instruments, Pipeline pipeline) {
    this.instruments = instruments;
    this.pipeline = pipeline;
    processor =
        component(
            pipeline.processorType(),
            Objects.requireNonNull(pipeline.processorName(), "processorName"));
    exporter = exporter(pipeline);
    for (DropCause cause : DropCause.values()) {
      boolean before = isBeforeExporter(cause);
      (before ? processorErrors : exporterErrors)
          .put(cause, withError(before ? processor : exporter, errorType(cause)));
    }
  }

  static Attributes component(@Nullable String type, String name) {
    return Attributes.of(SelfTelemetry.COMPONENT_TYPE, type, SelfTelemetry.COMPONENT_NAME, name);
  }

  private static Attributes exporter(Pipeline pipeline) {
    Attributes component = component(pipeline.exporterType(), pipeline.exporterName());
    RequestSender sender = pipeline.delivery().sender();
    String address = sender.serverAddress();
    return address == null
        ? component
        : component.toBuilder()
            .put(SelfTelemetry.SERVER_ADDRESS, address)
            .put(SelfTelemetry.SERVER_PORT, (long) sender.serverPort())
            .build();
  }

  private static Attributes withError(Attributes component, String errorType) {
    return component.toBuilder().put(SelfTelemetry.ERROR_TYPE, errorType).build();
  }

  /** Records the duration of each export. */
  RequestSender.Listener exports(DoubleHistogram durations) {
    return measuring(durations, exporter);
  }

  /** Records the duration of each collection. */
  RequestSender.Listener collections(DoubleHistogram durations) {
    return measuring(durations, processor);
  }

  private static RequestSender.Listener measuring(DoubleHistogram durations, Attributes by) {
    return (failure, nanos) ->
        durations.record(
            nanos / NANOS_PER_SECOND,
            failure == FailureCause.NONE
                ? by
                : withError(by, failure.name().toLowerCase(Locale.ROOT)));
  }

  void observe() {
    SignalHealth health = HealthReader.read(pipeline.delivery());
    long inflight = Math.min(pipeline.delivery().sender().openItems(), health.pending());
    long waiting = health.pending() - inflight;
    instruments.inflight.record(inflight, exporter);
    long capacity = pipeline.delivery().queueCapacity();
    if (capacity != 0 && instruments.queueSize != null && instruments.queueCapacity != null) {
      instruments.queueSize.record(waiting, processor);
      instruments.queueCapacity.record(capacity, processor);
    }
    ObservableLongMeasurement processed = instruments.processed;
    if (processed != null) {
      processed.record(health.produced() - waiting - lostBeforeExporter(health), processor);
      processorErrors.forEach((cause, errors) -> lost(processed, health, cause, errors));
    }
    instruments.exported.record(health.exported(), exporter);
    exporterErrors.forEach((cause, errors) -> lost(instruments.exported, health, cause, errors));
    if (health.spooled() != 0) {
      instruments.spooled.record(health.spooled(), exporter);
    }
  }

  private static void lost(
      ObservableLongMeasurement counter, SignalHealth health, DropCause cause, Attributes by) {
    long count = health.dropped(cause);
    if (count != 0) {
      counter.record(count, by);
    }
  }

  private static long lostBeforeExporter(SignalHealth health) {
    return health.dropped().entrySet().stream()
        .filter(entry -> isBeforeExporter(entry.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static boolean isBeforeExporter(DropCause cause) {
    return cause == DropCause.QUEUE_FULL
        || cause == DropCause.AFTER_CLOSE
        || cause == DropCause.FILTERED
        || cause == DropCause.INTERNAL_ERROR;
  }

  private static String errorType(DropCause cause) {
    return cause == DropCause.AFTER_CLOSE
        ? "already_shutdown"
        : cause.name().toLowerCase(Locale.ROOT);
  }
}
