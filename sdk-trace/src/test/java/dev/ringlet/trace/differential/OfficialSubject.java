// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace.differential;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The official SDK, configured by its own reading of the properties. */
public final class OfficialSubject implements Subject {
  private static final int MAX_FLUSHES = 1_000; // what ends after the close is never exported

  // What it says about programs and settings that are wrong on purpose would fill pages.
  private static final Logger LOGGER = Logger.getLogger("io.opentelemetry");

  private final AtomicLong ended = new AtomicLong();
  private final AtomicLong exported = new AtomicLong();
  private final OpenTelemetrySdk sdk;

  public OfficialSubject(Map<String, String> properties) {
    LOGGER.setLevel(Level.OFF);
    sdk =
        AutoConfiguredOpenTelemetrySdk.builder()
            .addPropertiesCustomizer(ignored -> properties)
            .addSpanExporterCustomizer((exporter, config) -> new CountingExporter(exporter))
            .addTracerProviderCustomizer(
                (provider, config) ->
                    withLimits(provider, config).addSpanProcessor(new CountingProcessor()))
            .disableShutdownHook()
            .build()
            .getOpenTelemetrySdk();
  }

  /** The limits of events and links, which the official SDK has but reads from no property. */
  private static SdkTracerProviderBuilder withLimits(
      SdkTracerProviderBuilder provider, ConfigProperties config) {
    String event = config.getString("otel.event.attribute.count.limit");
    String link = config.getString("otel.link.attribute.count.limit");
    if (event == null && link == null) {
      return provider;
    }
    int count = config.getInt("otel.attribute.count.limit", 128);
    int length = config.getInt("otel.attribute.value.length.limit", Integer.MAX_VALUE);
    return provider.setSpanLimits(
        SpanLimits.builder()
            .setMaxNumberOfAttributes(config.getInt("otel.span.attribute.count.limit", count))
            .setMaxNumberOfEvents(config.getInt("otel.span.event.count.limit", 128))
            .setMaxNumberOfLinks(config.getInt("otel.span.link.count.limit", 128))
            .setMaxNumberOfAttributesPerEvent(event == null ? count : Integer.parseInt(event))
            .setMaxNumberOfAttributesPerLink(link == null ? count : Integer.parseInt(link))
            .setMaxAttributeValueLength(
                config.getInt("otel.span.attribute.value.length.limit", length))
            .build());
  }

  @Override
  public OpenTelemetry api() {
    return sdk;
  }

  /**
   * Flushes until all is exported: a flush that is asked for right after another one has completed
   * may be answered with the result of that one, and export nothing.
   */
  @Override
  public void flush() {
    int flushes = 0;
    do {
      CompletableResultCode result = sdk.getSdkTracerProvider().forceFlush();
      if (!result.join(60, TimeUnit.SECONDS).isSuccess()) {
        throw new AssertionError("the official SDK could not flush");
      }
      Thread.yield();
    } while (exported.get() != ended.get() && ++flushes < MAX_FLUSHES);
  }

  @Override
  public void close() {
    sdk.close();
  }

  private final class CountingProcessor implements SpanProcessor {
    @Override
    public void onStart(Context parentContext, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
      if (span.getSpanContext().isSampled()) {
        ended.incrementAndGet();
      }
    }

    @Override
    public boolean isEndRequired() {
      return true;
    }
  }

  private final class CountingExporter implements SpanExporter {
    private final SpanExporter delegate;

    CountingExporter(SpanExporter delegate) {
      this.delegate = delegate;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      int count = spans.size();
      return delegate.export(spans).whenComplete(() -> exported.addAndGet(count));
    }

    @Override
    public CompletableResultCode flush() {
      return delegate.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return delegate.shutdown();
    }
  }
}
