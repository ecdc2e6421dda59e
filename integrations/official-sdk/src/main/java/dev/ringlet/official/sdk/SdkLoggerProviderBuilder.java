// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official.sdk;

import dev.ringlet.logs.RingletLoggerProvider;
import dev.ringlet.official.OfficialTypes;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.logs.LogLimits;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Objects;
import java.util.function.Supplier;

/** Configures a {@link SdkLoggerProvider}. Not thread-safe. No argument may be null. */
public final class SdkLoggerProviderBuilder {
  private final RingletLoggerProvider.Builder builder = RingletLoggerProvider.builder();
  private Resource resource = Resource.getDefault();

  SdkLoggerProviderBuilder() {}

  /** Sets the clock. */
  public SdkLoggerProviderBuilder setClock(Clock clock) {
    builder.setClock(OfficialTypes.clock(clock));
    return this;
  }

  /** Replaces the resource. */
  public SdkLoggerProviderBuilder setResource(Resource resource) {
    this.resource = Objects.requireNonNull(resource, "resource");
    return this;
  }

  /** Merges a resource into the previous one; its attributes override. */
  public SdkLoggerProviderBuilder addResource(Resource resource) {
    this.resource = this.resource.merge(Objects.requireNonNull(resource, "resource"));
    return this;
  }

  /** Sets the limits of log records; the supplier is called once, here. */
  public SdkLoggerProviderBuilder setLogLimits(Supplier<LogLimits> logLimitsSupplier) {
    builder.setLogLimits(OfficialTypes.logLimits(logLimitsSupplier.get()));
    return this;
  }

  /** Adds a processor behind those added before. */
  public SdkLoggerProviderBuilder addLogRecordProcessor(LogRecordProcessor processor) {
    builder.addLogRecordProcessor(OfficialTypes.logRecordProcessor(processor));
    return this;
  }

  /** Adds a processor in front of those added before. */
  public SdkLoggerProviderBuilder addLogRecordProcessorFirst(LogRecordProcessor processor) {
    builder.addLogRecordProcessorFirst(OfficialTypes.logRecordProcessor(processor));
    return this;
  }

  /** Creates the provider. */
  public SdkLoggerProvider build() {
    return new SdkLoggerProvider(builder.setResource(OfficialTypes.resource(resource)).build());
  }
}
