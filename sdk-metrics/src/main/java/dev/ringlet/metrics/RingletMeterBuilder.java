// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.common.InstrumentationScope;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterBuilder;
import io.opentelemetry.api.metrics.MeterProvider;

/**
 * Names the instrumentation scope of a meter. Not thread-safe. Follows the OpenTelemetry
 * specification, "Metrics API", section "Get a Meter".
 */
public final class RingletMeterBuilder implements MeterBuilder {
  private static final String NO_NAME = "unknown";

  private final RingletMeterProvider provider;
  private final InstrumentationScope.Builder scope;

  RingletMeterBuilder(RingletMeterProvider provider, String name) {
    this.provider = provider;
    scope = InstrumentationScope.builder(name == null || name.isEmpty() ? NO_NAME : name);
  }

  @Override
  public RingletMeterBuilder setSchemaUrl(String schemaUrl) {
    scope.setSchemaUrl(schemaUrl);
    return this;
  }

  @Override
  public RingletMeterBuilder setInstrumentationVersion(String instrumentationScopeVersion) {
    scope.setVersion(instrumentationScopeVersion);
    return this;
  }

  /** Sets attributes of the scope, which the specification has and the Java API has not yet. */
  public RingletMeterBuilder setInstrumentationAttributes(Attributes attributes) {
    scope.setAttributes(attributes);
    return this;
  }

  @Override
  public Meter build() {
    return provider.reads() ? provider.meter(scope.build()) : MeterProvider.noop().get("");
  }
}
