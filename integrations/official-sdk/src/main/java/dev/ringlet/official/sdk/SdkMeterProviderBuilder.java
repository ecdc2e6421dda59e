// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official.sdk;

import dev.ringlet.metrics.RingletMeterProvider;
import dev.ringlet.official.OfficialTypes;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.metrics.ExemplarFilter;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.export.MetricProducer;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Configures a {@link SdkMeterProvider}. Not thread-safe. No argument may be null. */
public final class SdkMeterProviderBuilder {
  private final RingletMeterProvider.Builder builder = RingletMeterProvider.builder();
  private final List<MetricProducer> producers = new ArrayList<>();
  private Resource resource = Resource.getDefault();

  SdkMeterProviderBuilder() {}

  /** Sets the clock. */
  public SdkMeterProviderBuilder setClock(Clock clock) {
    builder.setClock(OfficialTypes.clock(clock));
    return this;
  }

  /** Replaces the resource. */
  public SdkMeterProviderBuilder setResource(Resource resource) {
    this.resource = Objects.requireNonNull(resource, "resource");
    return this;
  }

  /** Merges a resource into the previous one; its attributes override. */
  public SdkMeterProviderBuilder addResource(Resource resource) {
    this.resource = this.resource.merge(Objects.requireNonNull(resource, "resource"));
    return this;
  }

  /** Sets which measurements may become exemplars. */
  public SdkMeterProviderBuilder setExemplarFilter(ExemplarFilter filter) {
    builder.setExemplarFilter(OfficialTypes.exemplarFilter(filter));
    return this;
  }

  /** Adds a view behind those added before. */
  public SdkMeterProviderBuilder registerView(InstrumentSelector selector, View view) {
    builder.addView(OfficialTypes.instrumentSelector(selector), OfficialTypes.view(view));
    return this;
  }

  /** Adds a reader. */
  public SdkMeterProviderBuilder registerMetricReader(MetricReader reader) {
    builder.addMetricReader(OfficialTypes.metricReader(reader));
    return this;
  }

  /** Adds a source of metrics for all readers. */
  public SdkMeterProviderBuilder registerMetricProducer(MetricProducer metricProducer) {
    producers.add(Objects.requireNonNull(metricProducer, "metricProducer"));
    return this;
  }

  /** Creates the provider and starts its readers. */
  public SdkMeterProvider build() {
    producers.forEach(
        producer -> builder.addMetricProducer(OfficialTypes.metricProducer(producer, resource)));
    return new SdkMeterProvider(builder.setResource(OfficialTypes.resource(resource)).build());
  }
}
