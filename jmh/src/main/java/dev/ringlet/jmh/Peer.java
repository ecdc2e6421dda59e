// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh;

import dev.ringlet.RingletSdk;
import dev.ringlet.SignalHealth;
import dev.ringlet.common.Resource;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.delivery.BuiltInExporter;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * An SDK under test, with its default batching and an exporter that accepts every batch and
 * discards it.
 */
abstract class Peer implements AutoCloseable {
  static final Attributes RESOURCE =
      Attributes.builder()
          .put("service.name", "bench")
          .put("service.version", "1.0")
          .put("deployment.environment.name", "test")
          .build();

  abstract OpenTelemetry openTelemetry();

  /**
   * Flushes, and returns the number of spans or log records that reached the exporter; negative if
   * there is no exporter.
   */
  abstract long flushAndCountExported(Signal signal);

  /**
   * Reports and returns how many items of one thread reached the exporter; negative without an
   * exporter.
   */
  final long report(String name, Signal signal, long made) {
    long exported = flushAndCountExported(signal);
    if (exported >= 0) {
      System.out.printf(
          "%n# %s: %d %s made, %d exported, %.1f %% dropped%n",
          name,
          made,
          signal == Signal.LOGS ? "records" : "spans",
          exported,
          100.0 * (made - exported) / made);
    }
    return exported;
  }

  @Override
  public abstract void close();

  static Peer of(String name) {
    switch (name) {
      case "ringlet":
        return new Ringlet();
      case "official":
        return new Official(OfficialLogExporter.dropping());
      case "official-encoding":
        return new Official(OfficialLogExporter.encoding());
      case "noop":
        return new Noop();
      default:
        throw new IllegalArgumentException("no SDK is called " + name);
    }
  }

  private static final class Ringlet extends Peer {
    private final RingletSdk sdk =
        RingletSdk.builder()
            .property("otel.traces.exporter", "none")
            .property("otel.logs.exporter", "none")
            .property("otel.metrics.exporter", "none")
            .setResource(Resource.create(RESOURCE))
            .addExporter(Signal.TRACES, new TakeAll())
            .addExporter(Signal.LOGS, new TakeAll())
            .build();

    @Override
    OpenTelemetry openTelemetry() {
      return sdk;
    }

    @Override
    long flushAndCountExported(Signal signal) {
      sdk.flush(Duration.ofSeconds(10));
      SignalHealth health = sdk.health().signals().get(signal);
      return health.exported();
    }

    @Override
    public void close() {
      sdk.close();
    }
  }

  private static final class TakeAll implements BuiltInExporter {
    @Override
    public ExportResult export(Payload payload) {
      return ExportResult.delivered();
    }

    @Override
    public void close() {}
  }

  private static final class Official extends Peer {
    private final LongAdder spans = new LongAdder();
    private final OfficialLogExporter logs;
    private final OpenTelemetrySdk sdk;

    Official(OfficialLogExporter logs) {
      this.logs = logs;
      io.opentelemetry.sdk.resources.Resource resource =
          io.opentelemetry.sdk.resources.Resource.create(RESOURCE);
      sdk =
          OpenTelemetrySdk.builder()
              .setTracerProvider(
                  SdkTracerProvider.builder()
                      .setResource(resource)
                      .addSpanProcessor(BatchSpanProcessor.builder(new CountAll(spans)).build())
                      .build())
              .setLoggerProvider(
                  SdkLoggerProvider.builder()
                      .setResource(resource)
                      .addLogRecordProcessor(BatchLogRecordProcessor.builder(logs).build())
                      .build())
              .build();
    }

    @Override
    OpenTelemetry openTelemetry() {
      return sdk;
    }

    @Override
    long flushAndCountExported(Signal signal) {
      if (signal == Signal.LOGS) {
        sdk.getSdkLoggerProvider().forceFlush().join(10, TimeUnit.SECONDS);
        return logs.exported();
      }
      sdk.getSdkTracerProvider().forceFlush().join(10, TimeUnit.SECONDS);
      return spans.sum();
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
    long flushAndCountExported(Signal signal) {
      return -1;
    }

    @Override
    public void close() {}
  }
}
