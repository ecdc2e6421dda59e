// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh;

import dev.ringlet.RingletSdk;
import dev.ringlet.SignalHealth;
import dev.ringlet.common.Resource;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * An SDK under test, with its default batching and an exporter that takes everything at once and
 * does nothing with it.
 */
abstract class Peer implements AutoCloseable {
  static final Attributes RESOURCE =
      Attributes.builder()
          .put("service.name", "bench")
          .put("service.version", "1.0")
          .put("deployment.environment.name", "test")
          .build();

  abstract OpenTelemetry openTelemetry();

  /** Spans that reached the exporter, once everything is flushed; negative if there is none. */
  abstract long flushAndCountExported();

  @Override
  public abstract void close();

  static Peer of(String name) {
    switch (name) {
      case "ringlet":
        return new Ringlet();
      case "official":
        return new Official();
      case "noop":
        return new Noop();
      default:
        throw new IllegalArgumentException("sdk must be ringlet, official or noop");
    }
  }

  private static final class Ringlet extends Peer {
    private final RingletSdk sdk =
        RingletSdk.builder()
            .property("otel.traces.exporter", "none")
            .resource(Resource.create(RESOURCE))
            .addExporter(Signal.TRACES, new TakeAll())
            .build();

    @Override
    OpenTelemetry openTelemetry() {
      return sdk;
    }

    @Override
    long flushAndCountExported() {
      sdk.flush(Duration.ofSeconds(10));
      SignalHealth health = sdk.health().signals().get(Signal.TRACES);
      return health.exported();
    }

    @Override
    public void close() {
      sdk.close();
    }
  }

  private static final class TakeAll implements Exporter {
    @Override
    public ExportResult export(Payload payload) {
      return ExportResult.delivered();
    }

    @Override
    public void close() {}
  }

  private static final class Official extends Peer {
    private final LongAdder exported = new LongAdder();
    private final OpenTelemetrySdk sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .setResource(io.opentelemetry.sdk.resources.Resource.create(RESOURCE))
                    .addSpanProcessor(BatchSpanProcessor.builder(new CountAll(exported)).build())
                    .build())
            .build();

    @Override
    OpenTelemetry openTelemetry() {
      return sdk;
    }

    @Override
    long flushAndCountExported() {
      sdk.getSdkTracerProvider().forceFlush().join(10, TimeUnit.SECONDS);
      return exported.sum();
    }

    @Override
    public void close() {
      sdk.close();
    }
  }

  private static final class CountAll implements SpanExporter {
    private final LongAdder exported;

    CountAll(LongAdder exported) {
      this.exported = exported;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      exported.add(spans.size());
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  private static final class Noop extends Peer {
    @Override
    OpenTelemetry openTelemetry() {
      return OpenTelemetry.noop();
    }

    @Override
    long flushAndCountExported() {
      return -1;
    }

    @Override
    public void close() {}
  }
}
