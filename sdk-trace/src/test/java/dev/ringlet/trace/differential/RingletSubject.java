// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace.differential;

import static dev.ringlet.testing.Await.LONG;

import dev.ringlet.common.Resource;
import dev.ringlet.config.Config;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.engine.Pipeline;
import dev.ringlet.internal.engine.PipelineExporter;
import dev.ringlet.testing.differential.CapturedPipeline;
import dev.ringlet.trace.RingletTracerProvider;
import dev.ringlet.trace.Samplers;
import dev.ringlet.trace.SpanLimits;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.Map;

/** The tracer provider of Ringlet, configured by the same properties. */
final class RingletSubject implements Subject, OpenTelemetry {
  private static final ContextPropagators PROPAGATORS =
      ContextPropagators.create(
          TextMapPropagator.composite(
              W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance()));

  private final RingletTracerProvider provider;

  RingletSubject(Map<String, String> properties) {
    Config config = Config.of(properties, Map.of(), Map.of());
    Resource resource = Resource.fromConfig(config);
    Pipeline pipeline = CapturedPipeline.of(config, resource, Signal.TRACES, "bsp");
    provider =
        RingletTracerProvider.builder()
            .addExporter(new PipelineExporter(pipeline))
            .setResource(resource)
            .setSpanLimits(SpanLimits.fromConfig(config))
            .setSampler(Samplers.fromConfig(config))
            .build();
  }

  @Override
  public OpenTelemetry api() {
    return this;
  }

  @Override
  public TracerProvider getTracerProvider() {
    return provider;
  }

  @Override
  public ContextPropagators getPropagators() {
    return PROPAGATORS;
  }

  @Override
  public void flush() {
    if (!provider.flush(LONG)) {
      throw new AssertionError("Ringlet could not flush");
    }
  }

  @Override
  public void close() {
    provider.close();
  }
}
