// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official.sdk;

import dev.ringlet.official.OfficialTypes;
import dev.ringlet.trace.RingletTracerProvider;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Objects;
import java.util.function.Supplier;

/** Configures a {@link SdkTracerProvider}. Not thread-safe. No argument may be null. */
public final class SdkTracerProviderBuilder {
  private final RingletTracerProvider.Builder builder = RingletTracerProvider.builder();
  private Resource resource = Resource.getDefault();

  SdkTracerProviderBuilder() {}

  /** Sets the clock. */
  public SdkTracerProviderBuilder setClock(Clock clock) {
    builder.setClock(OfficialTypes.clock(clock));
    return this;
  }

  /** Sets the id generator. */
  public SdkTracerProviderBuilder setIdGenerator(IdGenerator idGenerator) {
    builder.setIdGenerator(OfficialTypes.idGenerator(idGenerator));
    return this;
  }

  /** Replaces the resource. */
  public SdkTracerProviderBuilder setResource(Resource resource) {
    this.resource = Objects.requireNonNull(resource, "resource");
    return this;
  }

  /** Merges a resource into the previous one; its attributes override. */
  public SdkTracerProviderBuilder addResource(Resource resource) {
    this.resource = this.resource.merge(Objects.requireNonNull(resource, "resource"));
    return this;
  }

  /** Sets the limits of spans. */
  public SdkTracerProviderBuilder setSpanLimits(SpanLimits spanLimits) {
    builder.setSpanLimits(OfficialTypes.spanLimits(spanLimits));
    return this;
  }

  /** Sets the limits of spans; the supplier is called once, here. */
  public SdkTracerProviderBuilder setSpanLimits(Supplier<SpanLimits> spanLimitsSupplier) {
    return setSpanLimits(spanLimitsSupplier.get());
  }

  /** Sets the sampler. */
  public SdkTracerProviderBuilder setSampler(Sampler sampler) {
    builder.setSampler(OfficialTypes.sampler(sampler));
    return this;
  }

  /** Adds a processor behind those added before. */
  public SdkTracerProviderBuilder addSpanProcessor(SpanProcessor spanProcessor) {
    builder.addSpanProcessor(OfficialTypes.spanProcessor(spanProcessor));
    return this;
  }

  /** Adds a processor in front of those added before. */
  public SdkTracerProviderBuilder addSpanProcessorFirst(SpanProcessor spanProcessor) {
    builder.addSpanProcessorFirst(OfficialTypes.spanProcessor(spanProcessor));
    return this;
  }

  /** Creates the provider. */
  public SdkTracerProvider build() {
    return new SdkTracerProvider(builder.setResource(OfficialTypes.resource(resource)).build());
  }
}
