// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.common.InstrumentationScope;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Builds a tracer of an instrumentation scope. Not thread-safe. Follows the OpenTelemetry
 * specification, "Tracing API", section "Get a Tracer".
 */
public final class RingletTracerBuilder implements TracerBuilder {
  private final Tracers tracers;
  private final InstrumentationScope.Builder scope;

  RingletTracerBuilder(Tracers tracers, @Nullable String name) {
    this.tracers = tracers;
    scope = InstrumentationScope.builder(name == null ? "" : name);
  }

  @Override
  public RingletTracerBuilder setSchemaUrl(@Nullable String schemaUrl) {
    scope.setSchemaUrl(schemaUrl);
    return this;
  }

  @Override
  public RingletTracerBuilder setInstrumentationVersion(
      @Nullable String instrumentationScopeVersion) {
    scope.setVersion(instrumentationScopeVersion);
    return this;
  }

  /**
   * Sets the attributes of the scope, which the specification has and the Java API does not have
   * yet.
   */
  public RingletTracerBuilder setInstrumentationAttributes(@Nullable Attributes attributes) {
    scope.setAttributes(attributes);
    return this;
  }

  /** Creates a recorder of spans without objects, instead of a tracer. */
  public SpanRecorder buildRecorder() {
    return new SpanRecorder(tracers.get(scope.build()));
  }

  @Override
  public Tracer build() {
    return tracers.get(scope.build());
  }
}
