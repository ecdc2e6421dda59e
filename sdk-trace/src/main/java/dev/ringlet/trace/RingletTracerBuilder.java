// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.common.InstrumentationScope;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerBuilder;
import io.opentelemetry.api.trace.TracerProvider;

/**
 * Names the instrumentation scope of a tracer. Not thread-safe. Follows the OpenTelemetry
 * specification, "Tracing API", section "Get a Tracer".
 */
public final class RingletTracerBuilder implements TracerBuilder {
  private final RingletTracerProvider provider;
  private final InstrumentationScope.Builder scope;

  RingletTracerBuilder(RingletTracerProvider provider, String name) {
    this.provider = provider;
    scope = InstrumentationScope.builder(name == null ? "" : name);
  }

  @Override
  public RingletTracerBuilder setSchemaUrl(String schemaUrl) {
    scope.setSchemaUrl(schemaUrl);
    return this;
  }

  @Override
  public RingletTracerBuilder setInstrumentationVersion(String instrumentationScopeVersion) {
    scope.setVersion(instrumentationScopeVersion);
    return this;
  }

  /** Sets attributes of the scope, which the specification has and the Java API has not yet. */
  public RingletTracerBuilder setInstrumentationAttributes(Attributes attributes) {
    scope.setAttributes(attributes);
    return this;
  }

  /** Makes a recorder, the door to spans without objects, instead of a tracer. */
  public SpanRecorder buildRecorder() {
    return new SpanRecorder(provider.tracer(scope.build()));
  }

  @Override
  public Tracer build() {
    return provider.records() ? provider.tracer(scope.build()) : TracerProvider.noop().get("");
  }
}
