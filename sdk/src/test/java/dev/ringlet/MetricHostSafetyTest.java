// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.metrics.ExemplarReservoir;
import dev.ringlet.metrics.InstrumentSelector;
import dev.ringlet.metrics.MeterConfig;
import dev.ringlet.metrics.OnDemandMetricReader;
import dev.ringlet.metrics.View;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.BlockedExporter;
import dev.ringlet.testing.CapturingExporter;
import dev.ringlet.testing.OtlpCapture;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongGauge;
import io.opentelemetry.context.Context;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever goes wrong with metrics, nothing reaches the application, what is right arrives all the
 * same, and every point that was collected is exported or counted as lost, once.
 */
@SuppressWarnings("try") // SDKs that are closed twice
class MetricHostSafetyTest {
  private static final AttributeKey<String> KEY = AttributeKey.stringKey("key");
  private static final double[] ODD = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    -1,
    -0.0,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Long.MIN_VALUE,
    Long.MAX_VALUE
  };

  private static RingletSdk.Builder sdk() {
    return RingletSdk.builder()
        .property("otel.traces.exporter", "none")
        .property("otel.logs.exporter", "none")
        .property("otel.metric.export.interval", "1h");
  }

  private static RingletSdk.Builder sdk(OtlpCapture collector) {
    return sdk().property("otel.exporter.otlp.endpoint", collector.endpoint());
  }

  private static RingletSdk.Builder sdk(Exporter exporter) {
    return sdk().property("otel.metrics.exporter", "none").addExporter(Signal.METRICS, exporter);
  }

  /** Asserts that all points are accounted for when nothing is under way any more. */
  private static SignalHealth conserved(RingletSdk sdk) {
    SignalHealth health = sdk.health().signal(Signal.METRICS);
    assertThat(health.pending()).isZero();
    assertThat(health.exported() + health.totalDropped())
        .as("%s", health)
        .isEqualTo(health.produced());
    return health;
  }

  /** The metrics of the last request, by name. */
  private static Map<String, Metric> last(OtlpCapture collector) {
    return metrics(collector.metrics().get(collector.metrics().size() - 1));
  }

  private static Map<String, Metric> last(CapturingExporter exporter) {
    List<ExportMetricsServiceRequest> all =
        exporter.requests(ExportMetricsServiceRequest::parseFrom).toList();
    return metrics(all.get(all.size() - 1));
  }

  private static Map<String, Metric> metrics(ExportMetricsServiceRequest request) {
    Map<String, Metric> metrics = new TreeMap<>();
    request.getResourceMetricsList().stream()
        .flatMap(resource -> resource.getScopeMetricsList().stream())
        .flatMap(scope -> scope.getMetricsList().stream())
        .forEach(metric -> metrics.put(metric.getName(), metric));
    return metrics;
  }

  private static Map<String, Metric> first(OtlpCapture collector) {
    return metrics(collector.metrics().get(0));
  }

  private static long sum(Metric metric) {
    return metric.getSum().getDataPointsList().stream().mapToLong(p -> p.getAsInt()).sum();
  }

  @ParameterizedTest
  @CsvSource({"cumulative, explicit_bucket_histogram", "delta, base2_exponential_bucket_histogram"})
  void oddValues(String temporality, String histogram) {
    try (OtlpCapture collector = OtlpCapture.start();
        RingletSdk sdk =
            sdk(collector)
                .property("otel.exporter.otlp.metrics.temporality.preference", temporality)
                .property("otel.exporter.otlp.metrics.default.histogram.aggregation", histogram)
                .build()) {
      Meter meter = sdk.getMeter("test");
      for (double value : ODD) {
        meter.counterBuilder("a").build().add((long) value);
        meter.counterBuilder("b").ofDoubles().build().add(value);
        meter.upDownCounterBuilder("c").build().add((long) value);
        meter.upDownCounterBuilder("d").ofDoubles().build().add(value);
        meter.histogramBuilder("e").ofLongs().build().record((long) value);
        meter.histogramBuilder("f").build().record(value);
        meter.gaugeBuilder("g").ofLongs().build().set((long) value);
        meter.gaugeBuilder("h").build().set(value);
        Attributes attributes = Attributes.of(KEY, "" + value);
        meter.gaugeBuilder("i").buildWithCallback(gauge -> gauge.record(value, attributes));
        meter
            .counterBuilder("j")
            .ofDoubles()
            .buildWithCallback(counter -> counter.record(value, attributes));
      }
      assertThat(sdk.flush(LONG)).isTrue();
      Map<String, Metric> metrics = last(collector);
      assertThat(metrics).containsOnlyKeys("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
      assertThat(metrics.get("g").getGauge().getDataPoints(0).getAsInt()).isEqualTo(Long.MAX_VALUE);
      assertThat(metrics.get("i").getGauge().getDataPointsCount()).isEqualTo(ODD.length - 1);
      conserved(sdk);
    }
  }

  @Test
  void invalidNames() {
    try (OtlpCapture collector = OtlpCapture.start();
        RingletSdk sdk = sdk(collector).build()) {
      Meter meter = sdk.getMeter("test");
      for (String name :
          new String[] {"", " ", "1st", "_a", "a b", "a\u0000", "ä", "a".repeat(256)}) {
        meter.counterBuilder(name).build().add(1);
        meter.histogramBuilder(name).build().record(1);
        meter.gaugeBuilder(name).buildWithCallback(gauge -> gauge.record(1));
        meter.upDownCounterBuilder(name).ofDoubles().build().add(1);
      }
      meter.counterBuilder("a".repeat(255)).build().add(1);
      meter.counterBuilder("a-b_c/d.e1").setUnit("a unit of many words").build().add(1);
      assertThat(sdk.flush(LONG)).isTrue();
      assertThat(last(collector)).containsOnlyKeys("a".repeat(255), "a-b_c/d.e1");
      assertThat(conserved(sdk).exported()).isEqualTo(2);
    }
  }

  @Test
  void callbacksThatThrowAndCallBack() {
    try (OtlpCapture collector = OtlpCapture.start();
        RingletSdk sdk = sdk(collector).build()) {
      Meter meter = sdk.getMeter("test");
      List<Throwable> thrown =
          List.of(
              new IllegalStateException("runtime"),
              new StackOverflowError("error"),
              new NoClassDefFoundError("linkage"));
      for (Throwable error : thrown) {
        meter
            .gaugeBuilder("before." + error.getMessage())
            .buildWithCallback(
                gauge -> {
                  gauge.record(1);
                  MetricHostSafetyTest.<RuntimeException>sneak(error);
                });
      }
      AtomicReference<ObservableLongGauge> self = new AtomicReference<>();
      List<Boolean> flushed = new ArrayList<>();
      self.set(
          meter
              .gaugeBuilder("re.entrant")
              .ofLongs()
              .buildWithCallback(
                  gauge -> {
                    gauge.record(7);
                    meter.counterBuilder("made.inside").build().add(1);
                    meter.gaugeBuilder("late").buildWithCallback(late -> late.record(1));
                    flushed.add(sdk.flush(LONG));
                    self.get().close();
                  }));
      meter.gaugeBuilder("healthy").buildWithCallback(gauge -> gauge.record(3));

      assertThat(sdk.flush(LONG)).isTrue();
      assertThat(first(collector))
          .containsKeys("before.runtime", "before.error", "before.linkage")
          .containsKeys("re.entrant", "healthy");
      assertThat(sdk.flush(LONG)).isTrue();
      assertThat(last(collector))
          .containsKeys("healthy", "made.inside", "late")
          .doesNotContainKey("re.entrant");
      assertThat(flushed).containsExactly(false);
      assertThat(sdk.health().caughtErrors()).isEqualTo(2L * thrown.size());
      conserved(sdk);
    }
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void sneak(Throwable error) throws E {
    throw (E) error;
  }

  /** It is only let go when everything else is over, the close included. */
  @Test
  void aCallbackThatBlocks() {
    CountDownLatch open = new CountDownLatch(1);
    CapturingExporter exporter = new CapturingExporter();
    try {
      RingletSdk sdk = sdk(exporter).property("otel.metric.export.timeout", "100ms").build();
      Meter meter = sdk.getMeter("test");
      meter
          .gaugeBuilder("stuck")
          .buildWithCallback(
              gauge -> {
                try {
                  open.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      meter.gaugeBuilder("healthy").buildWithCallback(gauge -> gauge.record(3));
      meter.counterBuilder("counter").build().add(1);
      assertThat(sdk.flush(LONG)).isTrue();
      // the callback after it may have no time left in the first collection
      while (!last(exporter).containsKey("healthy")) {
        assertThat(sdk.flush(LONG)).isTrue();
      }
      assertThat(last(exporter)).containsOnlyKeys("counter", "healthy");
      sdk.close();
      assertThat(sdk.health().caughtErrors()).isPositive();
      conserved(sdk);
    } finally {
      open.countDown();
    }
  }

  /** It need not wait for the collection that waits for it. */
  @Test
  void aCallbackThatCloses() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    OnDemandMetricReader reader = OnDemandMetricReader.builder().build();
    List<List<byte[]>> inside = new CopyOnWriteArrayList<>();
    try (OtlpCapture collector = OtlpCapture.start()) {
      RingletSdk sdk =
          sdk(collector).addMetricReader(reader).property("ringlet.close.timeout", "1h").build();
      Meter meter = sdk.getMeter("test");
      LongCounter counter = meter.counterBuilder("counter").build();
      counter.add(1);
      meter
          .gaugeBuilder("closing")
          .buildWithCallback(
              gauge -> {
                inside.add(reader.collect());
                sdk.close();
                closed.countDown();
              });
      reader.collect();
      closed.await();
      assertThat(inside.get(0)).isEmpty();
      assertThat(counter.isEnabled()).isFalse();
      sdk.close();
      // the last collection comes after the callback
      Await.until("the last collection has arrived", () -> !collector.metrics().isEmpty());
      Await.until("it is counted", () -> sdk.health().signal(Signal.METRICS).pending() == 0);
      assertThat(sum(last(collector).get("counter"))).isEqualTo(1);
      conserved(sdk);
    }
  }

  @Test
  void codeOfTheApplicationInViewsAndReadersThatThrows() {
    OnDemandMetricReader reader =
        OnDemandMetricReader.builder()
            .setDefaultAggregation(
                type -> {
                  throw new IllegalStateException("aggregation");
                })
            .addMetricProducer(
                writer -> {
                  throw new NoClassDefFoundError("producer");
                })
            .build();
    try (OtlpCapture collector = OtlpCapture.start();
        RingletSdk sdk =
            sdk(collector)
                .property("otel.metrics.exemplar.filter", "always_on")
                .addView(
                    InstrumentSelector.builder().setName("filtered").build(),
                    View.builder()
                        .setAttributeFilter(
                            key -> {
                              throw new IllegalStateException("filter");
                            })
                        .build())
                .addView(
                    InstrumentSelector.builder().setName("sampled").build(),
                    View.builder().setExemplarReservoir(ThrowingReservoir::new).build())
                .addMetricReader(reader)
                .build()) {
      Meter meter = sdk.getMeter("test");
      for (String name : List.of("filtered", "sampled", "plain")) {
        LongCounter counter = meter.counterBuilder(name).build();
        counter.add(1);
        counter.add(1, Attributes.of(KEY, "value"));
      }
      assertThat(sdk.flush(LONG)).isTrue();
      assertThat(reader.collect()).isNotEmpty();
      Map<String, Metric> metrics = last(collector);
      assertThat(sum(metrics.get("plain"))).isEqualTo(2);
      assertThat(sum(metrics.get("sampled"))).isEqualTo(2);
      assertThat(sdk.health().caughtErrors()).isPositive();
      conserved(sdk);
    }
  }

  @Test
  void afterClose() {
    try (OtlpCapture collector = OtlpCapture.start()) {
      RingletSdk sdk = sdk(collector).build();
      Meter meter = sdk.getMeter("test");
      LongCounter counter = meter.counterBuilder("counter").build();
      counter.add(5);
      AtomicLong calls = new AtomicLong();
      meter.gaugeBuilder("gauge").buildWithCallback(gauge -> gauge.record(calls.incrementAndGet()));
      sdk.close();
      assertThat(sum(last(collector).get("counter"))).isEqualTo(5);
      SignalHealth closed = conserved(sdk);
      assertThat(calls).hasValue(1);

      counter.add(1);
      assertThat(counter.isEnabled()).isFalse();
      meter.histogramBuilder("new").build().record(1);
      sdk.getMeter("other").gaugeBuilder("new").buildWithCallback(gauge -> gauge.record(1));
      assertThat(sdk.flush(LONG)).isFalse();
      sdk.setMeterConfigurator(scope -> MeterConfig.enabled());
      sdk.close();
      assertThat(conserved(sdk)).isEqualTo(closed);
      assertThat(collector.metrics()).hasSize(1);
      assertThat(calls).hasValue(1);
    }
  }

  @Test
  void recordingByManyWhileItCloses() throws Exception {
    try (OtlpCapture collector = OtlpCapture.start()) {
      RingletSdk sdk = sdk(collector).build();
      LongCounter counter = sdk.getMeter("test").counterBuilder("counter").build();
      AtomicLong added = new AtomicLong();
      AtomicReference<Throwable> failure = new AtomicReference<>();
      CountDownLatch stop = new CountDownLatch(1);
      CountDownLatch warm = new CountDownLatch(4);
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        Attributes attributes = Attributes.of(KEY, "thread " + t);
        Thread thread =
            new Thread(
                () -> {
                  for (long i = 0; stop.getCount() > 0; i++) {
                    added.incrementAndGet();
                    counter.add(1, attributes);
                    sdk.getMeter("test").gaugeBuilder("gauge").ofLongs().build().set(i, attributes);
                    if (i == 100) {
                      warm.countDown();
                    }
                  }
                });
        thread.setUncaughtExceptionHandler((which, error) -> failure.set(error));
        thread.start();
        threads.add(thread);
      }
      warm.await();
      long before = added.get();
      sdk.close();
      long after = added.get();
      stop.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(failure.get()).isNull();
      // each of the four may be between its two lines at the first look
      assertThat(sum(last(collector).get("counter"))).isBetween(before - 4, after);
      conserved(sdk);
    }
  }

  @Test
  void aDeadCollector() {
    RingletSdk sdk =
        sdk()
            .property("otel.exporter.otlp.endpoint", "http://127.0.0.1:1")
            .property("otel.exporter.otlp.timeout", "200ms")
            .property("ringlet.close.timeout", "60s")
            .build();
    LongCounter counter = sdk.getMeter("test").counterBuilder("counter").build();
    for (int i = 0; i < 10; i++) {
      counter.add(1, Attributes.of(KEY, "value " + i));
    }
    assertThat(sdk.flush(LONG)).isFalse();
    sdk.close();
    SignalHealth health = conserved(sdk);
    assertThat(health.exported()).isZero();
    assertThat(health.produced()).isEqualTo(20);
  }

  /** The exporter is only let go when the close is over. */
  @Test
  void anExporterThatNeverReturns() {
    BlockedExporter stuck = new BlockedExporter();
    RingletSdk sdk = sdk(stuck).property("ringlet.close.timeout", "200ms").build();
    sdk.getMeter("test").counterBuilder("counter").build().add(1);
    assertThat(sdk.flush(Duration.ofMillis(1))).isFalse();
    stuck.awaitBegun();
    sdk.close();
    SignalHealth closed = conserved(sdk);
    assertThat(closed.dropped(DropCause.SHUTDOWN)).isEqualTo(1);
    stuck.open();
    sdk.close();
    assertThat(conserved(sdk)).isEqualTo(closed);
  }

  @Test
  void anExporterThatThrows() {
    Exporter throwing =
        new Exporter() {
          @Override
          public ExportResult export(Payload payload) {
            throw new StackOverflowError("export");
          }

          @Override
          public void close() {
            throw new IllegalStateException("close");
          }
        };
    RingletSdk sdk = sdk(throwing).build();
    sdk.getMeter("test").counterBuilder("counter").build().add(1);
    assertThat(sdk.flush(LONG)).isFalse();
    assertThat(sdk.flush(LONG)).isFalse();
    sdk.close();
    assertThat(conserved(sdk).totalDropped()).isEqualTo(3);
  }

  private static final class ThrowingReservoir implements ExemplarReservoir {
    @Override
    public void offer(long value, Attributes attributes, Context context) {
      throw new IllegalStateException("offer");
    }

    @Override
    public void offer(double value, Attributes attributes, Context context) {
      throw new IllegalStateException("offer");
    }

    @Override
    public void collect(Collector collector) {
      throw new StackOverflowError("collect");
    }
  }
}
