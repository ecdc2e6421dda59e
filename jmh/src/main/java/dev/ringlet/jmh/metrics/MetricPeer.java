// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.metrics;

import dev.ringlet.RingletSdk;
import dev.ringlet.common.Resource;
import dev.ringlet.metrics.Aggregation;
import dev.ringlet.metrics.InstrumentSelector;
import dev.ringlet.metrics.OnDemandMetricReader;
import dev.ringlet.metrics.Temporality;
import dev.ringlet.metrics.View;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.exporter.internal.otlp.metrics.MetricReusableDataMarshaler;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Collection;

/** Metrics of an SDK with one reader that collects into OTLP bytes on demand. */
abstract class MetricPeer implements AutoCloseable {
  /** A histogram of this name has exponential buckets, every other one explicit ones. */
  static final String EXPONENTIAL = "exponential";

  private static final Attributes RESOURCE = Attributes.builder().put("service.name", "b").build();

  abstract Meter meter();

  /** Collects everything and returns the size of the requests, in bytes. */
  abstract long collect();

  @Override
  public abstract void close();

  static MetricPeer of(String sdk, boolean delta) {
    switch (sdk) {
      case "ringlet":
        return new Ringlet(delta);
      case "official":
        return new Official(delta);
      default:
        throw new IllegalArgumentException("sdk must be ringlet or official: " + sdk);
    }
  }

  private static final class Ringlet extends MetricPeer {
    private final OnDemandMetricReader reader;
    private final RingletSdk sdk;

    Ringlet(boolean delta) {
      reader =
          OnDemandMetricReader.builder()
              .setTemporality(delta ? Temporality.DELTA : Temporality.CUMULATIVE)
              .setCardinalityLimit(20_000)
              .build();
      sdk =
          RingletSdk.builder()
              .property("otel.traces.exporter", "none")
              .property("otel.metrics.exporter", "none")
              .property("otel.logs.exporter", "none")
              .setResource(Resource.create(RESOURCE))
              .addMetricReader(reader)
              .addView(
                  InstrumentSelector.builder().setName(EXPONENTIAL).build(),
                  View.builder()
                      .setAggregation(Aggregation.base2ExponentialBucketHistogram())
                      .build())
              .build();
    }

    @Override
    Meter meter() {
      return sdk.getMeter("bench");
    }

    @Override
    long collect() {
      long[] bytes = {0};
      reader.collect((data, offset, length) -> bytes[0] += length);
      return bytes[0];
    }

    @Override
    public void close() {
      sdk.close();
    }
  }

  private static final class Official extends MetricPeer {
    private final Pull reader;
    private final SdkMeterProvider provider;

    Official(boolean delta) {
      reader = new Pull(delta);
      provider =
          SdkMeterProvider.builder()
              .setResource(io.opentelemetry.sdk.resources.Resource.create(RESOURCE))
              .registerMetricReader(reader, type -> 20_000)
              .registerView(
                  io.opentelemetry.sdk.metrics.InstrumentSelector.builder()
                      .setName(EXPONENTIAL)
                      .build(),
                  io.opentelemetry.sdk.metrics.View.builder()
                      .setAggregation(
                          io.opentelemetry.sdk.metrics.Aggregation
                              .base2ExponentialBucketHistogram())
                      .setCardinalityLimit(20_000)
                      .build())
              .build();
    }

    @Override
    Meter meter() {
      return provider.get("bench");
    }

    @Override
    long collect() {
      return reader.marshal();
    }

    @Override
    public void close() {
      provider.close();
    }
  }

  /** Collects as the official OTLP exporter does by default: points and marshalers are reused. */
  private static final class Pull implements MetricReader {
    private final AggregationTemporalitySelector temporality;
    private final MetricReusableDataMarshaler marshaler =
        new MetricReusableDataMarshaler(
            MemoryMode.REUSABLE_DATA,
            (exporterMarshaler, items) -> {
              Counting out = new Counting();
              try {
                exporterMarshaler.writeBinaryTo(out);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              written = out.bytes;
              return CompletableResultCode.ofSuccess();
            });
    private volatile CollectionRegistration registration = CollectionRegistration.noop();
    private long written;

    Pull(boolean delta) {
      temporality =
          delta
              ? AggregationTemporalitySelector.deltaPreferred()
              : AggregationTemporalitySelector.alwaysCumulative();
    }

    long marshal() {
      Collection<MetricData> metrics = registration.collectAllMetrics();
      marshaler.export(metrics);
      return written;
    }

    @Override
    public void register(CollectionRegistration registration) {
      this.registration = registration;
    }

    @Override
    public MemoryMode getMemoryMode() {
      return MemoryMode.REUSABLE_DATA;
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
      return temporality.getAggregationTemporality(type);
    }

    @Override
    public CompletableResultCode forceFlush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  private static final class Counting extends OutputStream {
    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] b, int offset, int length) {
      bytes += length;
    }
  }
}
