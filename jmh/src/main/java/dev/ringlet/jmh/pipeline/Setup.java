// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.pipeline;

import dev.ringlet.RingletSdk;
import dev.ringlet.SignalHealth;
import dev.ringlet.export.Signal;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** An SDK that sends by OTLP/HTTP protobuf without compression to an endpoint. */
abstract class Setup implements AutoCloseable {
  private static final String SERVICE = "bench";

  abstract OpenTelemetry openTelemetry();

  /** Sends everything and tells how many spans were delivered since the start. */
  abstract long flushAndCountExported();

  @Override
  public abstract void close();

  /**
   * Starts an SDK.
   *
   * @param name ringlet; official, with its defaults; official-large, with a queue of 65,536 spans
   *     and batches of 8,192; none, the API alone
   * @param base the receiver's address without a path
   */
  static Setup of(String name, String base) {
    switch (name) {
      case "ringlet":
        return new Ringlet(base);
      case "official":
        return new Official(base, 2048, 512);
      case "official-large":
        return new Official(base, 65_536, 8_192);
      case "none":
        return new None();
      default:
        throw new IllegalArgumentException("no SDK is called " + name);
    }
  }

  private static final class Ringlet extends Setup {
    private final RingletSdk sdk;

    Ringlet(String base) {
      sdk =
          RingletSdk.builder()
              .property("otel.exporter.otlp.endpoint", base)
              .property("otel.exporter.otlp.protocol", "http/protobuf")
              .property("otel.service.name", SERVICE)
              .build();
    }

    @Override
    OpenTelemetry openTelemetry() {
      return sdk;
    }

    @Override
    long flushAndCountExported() {
      sdk.flush(Duration.ofSeconds(20));
      SignalHealth traces = sdk.health().signals().get(Signal.TRACES);
      return traces.exported();
    }

    @Override
    public void close() {
      sdk.close();
    }
  }

  private static final class Official extends Setup {
    private final LongAdder delivered = new LongAdder();
    private final OpenTelemetrySdk sdk;

    Official(String base, int queue, int batch) {
      SpanExporter exporter =
          OtlpHttpSpanExporter.builder()
              .setEndpoint(base + "/v1/traces")
              .setMemoryMode(MemoryMode.REUSABLE_DATA)
              .build();
      sdk =
          OpenTelemetrySdk.builder()
              .setTracerProvider(
                  SdkTracerProvider.builder()
                      .setResource(
                          Resource.create(
                              Attributes.builder().put("service.name", SERVICE).build()))
                      .addSpanProcessor(
                          BatchSpanProcessor.builder(new Counting(exporter, delivered))
                              .setMaxQueueSize(queue)
                              .setMaxExportBatchSize(batch)
                              .build())
                      .build())
              .build();
    }

    @Override
    OpenTelemetry openTelemetry() {
      return sdk;
    }

    @Override
    long flushAndCountExported() {
      sdk.getSdkTracerProvider().forceFlush().join(20, TimeUnit.SECONDS);
      return delivered.sum();
    }

    @Override
    public void close() {
      sdk.close();
    }
  }

  private static final class Counting implements SpanExporter {
    private final SpanExporter exporter;
    private final LongAdder delivered;

    Counting(SpanExporter exporter, LongAdder delivered) {
      this.exporter = exporter;
      this.delivered = delivered;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      int size = spans.size();
      CompletableResultCode result = exporter.export(spans);
      return result.whenComplete(() -> delivered.add(result.isSuccess() ? size : 0));
    }

    @Override
    public CompletableResultCode flush() {
      return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return exporter.shutdown();
    }
  }

  private static final class None extends Setup {
    @Override
    OpenTelemetry openTelemetry() {
      return OpenTelemetry.noop();
    }

    @Override
    long flushAndCountExported() {
      return 0;
    }

    @Override
    public void close() {}
  }
}
