// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.ForeignAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.incubator.metrics.ExtendedLongCounterBuilder;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Odd values, odd classes and sizes beyond all measure. */
@Timeout(600)
class HostileMetricsTest {
  private static final AttributeKey<String> KEY = AttributeKey.stringKey("key");
  private static final Attributes PLAIN = Attributes.of(KEY, "plain");
  private static final double[] NOT_FINITE = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
  };

  private static RingletMeterProvider.Builder provider(OnDemandMetricReader... readers) {
    RingletMeterProvider.Builder building = RingletMeterProvider.builder();
    for (OnDemandMetricReader reader : readers) {
      building.addMetricReader(reader);
    }
    return building;
  }

  @ParameterizedTest
  @EnumSource(Temporality.class)
  void oneValueThatIsNotFiniteSpoilsNothing(Temporality temporality) {
    List<String> warnings = new ArrayList<>();
    OnDemandMetricReader[] readers = {
      TestMetrics.reader(temporality), TestMetrics.reader(temporality)
    };
    try (RingletMeterProvider provider = provider(readers).build();
        Warnings heard = new Warnings(RingletMeterProvider.class.getName(), warnings)) {
      assertThat(heard).isNotNull();
      Meter meter = provider.get("test");
      DoubleHistogram histogram = meter.histogramBuilder("histogram").build();
      DoubleCounter counter = meter.counterBuilder("counter").ofDoubles().build();
      DoubleGauge gauge = meter.gaugeBuilder("gauge").build();
      for (double odd : NOT_FINITE) {
        histogram.record(odd);
        counter.add(odd);
        gauge.set(odd);
      }
      BoundInstruments.bind(histogram, null).record(Double.POSITIVE_INFINITY);
      BoundInstruments.bind(counter, null).add(Double.POSITIVE_INFINITY);
      histogram.record(7);
      counter.add(2);
      assertThat(provider.refusedMeasurements()).isGreaterThanOrEqualTo(8);
      assertThat(warnings).anyMatch(text -> text.contains("does not accept Infinity"));
      for (OnDemandMetricReader reader : readers) {
        List<Metric> metrics = TestMetrics.collect(reader);
        HistogramDataPoint point =
            TestMetrics.named(metrics, "histogram").getHistogram().getDataPoints(0);
        assertThat(point.getCount()).isEqualTo(1);
        assertThat(point.getSum()).isEqualTo(7);
        assertThat(point.getMax()).isEqualTo(7);
        assertThat(TestMetrics.points(TestMetrics.named(metrics, "counter")).get(0).getAsDouble())
            .isEqualTo(2);
        assertThat(TestMetrics.points(TestMetrics.named(metrics, "gauge")).get(0).getAsDouble())
            .isEqualTo(Double.NEGATIVE_INFINITY);
      }
    }
  }

  /** Attributes of the application, of which one method throws. */
  private static Attributes throwing(String broken) {
    return (Attributes)
        Proxy.newProxyInstance(
            Attributes.class.getClassLoader(),
            new Class<?>[] {Attributes.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals(broken)) {
                throw new IllegalStateException("on purpose");
              }
              try {
                return method.invoke(PLAIN, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"hashCode", "equals", "forEach", "toBuilder", "get", "size", "asMap"})
  void attributesThatThrowKeepTheirMeasurement(String broken) {
    for (boolean filters : new boolean[] {false, true}) {
      OnDemandMetricReader reader = TestMetrics.reader(Temporality.CUMULATIVE);
      RingletMeterProvider.Builder building =
          provider(reader).setExemplarFilter(ExemplarFilter.ALWAYS_ON);
      if (filters) {
        building.addView(
            InstrumentSelector.builder().build(),
            View.builder().setExcludedAttributeKeys(Set.of("other")).build());
      }
      try (RingletMeterProvider provider = building.build()) {
        Meter meter = provider.get("test");
        LongCounter counter = meter.counterBuilder("counter").build();
        DoubleHistogram histogram = meter.histogramBuilder("histogram").build();
        meter
            .counterBuilder("observed")
            .buildWithCallback(total -> total.record(3, throwing(broken)));
        for (int i = 0; i < 3; i++) {
          counter.add(1, throwing(broken));
          histogram.record(1, throwing(broken));
          BoundInstruments.bind(counter, throwing(broken)).add(1);
        }
        List<Metric> metrics = TestMetrics.collect(reader);
        assertThat(TestMetrics.points(TestMetrics.named(metrics, "counter")))
            .singleElement()
            .satisfies(point -> assertThat(point.getAsInt()).isEqualTo(6));
        assertThat(
                TestMetrics.named(metrics, "histogram").getHistogram().getDataPoints(0).getCount())
            .isEqualTo(3);
        assertThat(TestMetrics.points(TestMetrics.named(metrics, "observed")))
            .singleElement()
            .satisfies(point -> assertThat(point.getAsInt()).isEqualTo(3));
        assertThat(provider.caughtErrors() > 0).isEqualTo(broken.equals("forEach"));
      }
    }
  }

  /** Attributes that the application goes on to change. */
  private static final class Mutable extends ForeignAttributes {
    private final int hash;

    Mutable(String value, int hash) {
      put(KEY, value);
      this.hash = hash;
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  @Test
  void aSeriesIsTheOneOfTheAttributesAtTheTimeOfTheMeasurement() {
    OnDemandMetricReader reader = TestMetrics.reader(Temporality.CUMULATIVE);
    try (RingletMeterProvider provider = provider(reader).build()) {
      LongCounter counter = provider.get("test").counterBuilder("counter").build();
      Mutable mutable = new Mutable("first", 1);
      for (int i = 0; i < 100; i++) {
        mutable.put(KEY, i % 2 == 0 ? "first" : "second");
        counter.add(1, mutable);
        counter.add(1, new Mutable("first", i)); // equal, whatever its hash
      }
      assertThat(TestMetrics.points(TestMetrics.metric(reader, "counter")))
          .extracting(
              point -> point.getAttributes(0).getValue().getStringValue() + point.getAsInt())
          .containsExactly("first150", "second50");
    }
  }

  /** A key of the application, of which one method has another result. */
  @SuppressWarnings("unchecked")
  private static AttributeKey<String> key(String broken, Supplier<String> result) {
    return (AttributeKey<String>)
        Proxy.newProxyInstance(
            AttributeKey.class.getClassLoader(),
            new Class<?>[] {AttributeKey.class},
            (proxy, method, arguments) ->
                method.getName().equals(broken) ? result.get() : method.invoke(KEY, arguments));
  }

  @Test
  void aKeyThatThrowsDoesNotReachTheApplication() {
    Attributes attributes =
        Attributes.of(
            key(
                "hashCode",
                () -> {
                  throw new IllegalStateException("on purpose");
                }),
            "value");
    OnDemandMetricReader reader = TestMetrics.reader(Temporality.CUMULATIVE);
    try (RingletMeterProvider provider = provider(reader).build()) {
      Meter meter = provider.get("test");
      LongCounter counter = meter.counterBuilder("counter").build();
      counter.add(1, attributes);
      BoundInstruments.bind(counter, attributes).add(1);
      assertThat(provider.caughtErrors()).isPositive();
      counter.add(5);
      assertThat(TestMetrics.points(TestMetrics.metric(reader, "counter")).get(0).getAsInt())
          .isEqualTo(5);
    }
  }

  @Test
  void anAdvisedKeyWithoutANameCostsItself() {
    AttributeKey<String> throwing =
        key(
            "getKey",
            () -> {
              throw new IllegalStateException("on purpose");
            });
    AttributeKey<String> without = key("getKey", () -> null);
    OnDemandMetricReader reader = TestMetrics.reader(Temporality.CUMULATIVE);
    try (RingletMeterProvider provider = provider(reader).build()) {
      ExtendedLongCounterBuilder builder =
          (ExtendedLongCounterBuilder) provider.get("test").counterBuilder("counter");
      LongCounter counter = builder.setAttributesAdvice(List.of(throwing, without, KEY)).build();
      counter.add(1, PLAIN.toBuilder().put("other", "value").build());
      assertThat(TestMetrics.points(TestMetrics.metric(reader, "counter")))
          .singleElement()
          .satisfies(
              point ->
                  assertThat(point.getAttributesList())
                      .extracting(KeyValue::getKey)
                      .containsExactly("key"));
      assertThat(provider.caughtErrors()).isEqualTo(1);
    }
  }

  @Test
  void aConfiguratorMayAskForAnotherMeter() {
    OnDemandMetricReader reader = TestMetrics.reader(Temporality.CUMULATIVE);
    RingletMeterProvider[] itself = new RingletMeterProvider[1];
    itself[0] =
        provider(reader)
            .setMeterConfigurator(
                scope -> {
                  if (!scope.getName().equals("inner")) {
                    itself[0].get("inner").counterBuilder("inner").build().add(1);
                    itself[0].get(scope.getName() + "x");
                  }
                  return MeterConfig.enabled();
                })
            .build();
    itself[0].get("outer").counterBuilder("outer").build().add(1);
    assertThat(TestMetrics.collect(reader)).hasSize(2);
    itself[0].close();
  }

  @Test
  void aMillionInstrumentsTakeBoundedTimeAndSpace() {
    OnDemandMetricReader reader = TestMetrics.reader(Temporality.CUMULATIVE);
    try (RingletMeterProvider provider = provider(reader).build()) {
      Meter meter = provider.get("test");
      LongCounter last = null;
      for (int i = 0; i < 1_000_000; i++) {
        last = meter.counterBuilder("counter" + i).build();
      }
      assertThat(last.isEnabled()).isFalse();
      meter.counterBuilder("counter0").build().add(1);
      assertThat(TestMetrics.collect(reader)).hasSize(1);
    }
  }

  @Test
  void manyCallbacksTakeBoundedTime() {
    OnDemandMetricReader reader = TestMetrics.reader(Temporality.CUMULATIVE);
    try (RingletMeterProvider provider = provider(reader).build()) {
      Meter meter = provider.get("test");
      for (int i = 0; i < 100_000; i++) {
        long value = i;
        meter.counterBuilder("one").buildWithCallback(total -> total.record(value));
      }
      assertThat(TestMetrics.points(TestMetrics.metric(reader, "one")).get(0).getAsInt())
          .isEqualTo(99_999);
    }
  }

  private static int bytes(OnDemandMetricReader reader) {
    return reader.collect().stream().mapToInt(request -> request.length).sum();
  }

  @Test
  void oneEnormousAttributeCostsItself() {
    OnDemandMetricReader reader = TestMetrics.reader(Temporality.CUMULATIVE);
    try (RingletMeterProvider provider =
        provider(reader).setExemplarFilter(ExemplarFilter.ALWAYS_ON).build()) {
      LongCounter counter = provider.get("test").counterBuilder("counter").build();
      counter.add(1, Attributes.of(KEY, "x".repeat(80_000_000)));
      counter.add(2, PLAIN);
      assertThat(bytes(reader)).isLessThan(200_000);
      assertThat(TestMetrics.points(TestMetrics.metric(reader, "counter")))
          .extracting(NumberDataPoint::getAsInt)
          .containsExactly(1L, 2L);
      assertThat(provider.shortenedValues()).isPositive();
    }
  }

  @Test
  void manyAttributesCostThemselves() {
    OnDemandMetricReader reader = TestMetrics.reader(Temporality.CUMULATIVE);
    try (RingletMeterProvider provider = provider(reader).build()) {
      LongCounter counter = provider.get("test").counterBuilder("counter").build();
      AttributesBuilder many = Attributes.builder();
      for (int i = 0; i < 300_000; i++) {
        many.put("key" + i, 1L);
      }
      Attributes attributes = many.build();
      for (int i = 0; i < 3; i++) {
        counter.add(1, attributes);
      }
      counter.add(2, PLAIN);
      assertThat(bytes(reader)).isLessThan(200_000);
      assertThat(TestMetrics.points(TestMetrics.metric(reader, "counter")))
          .extracting(NumberDataPoint::getAsInt)
          .containsExactly(3L, 2L);
      assertThat(provider.shortenedValues()).isPositive();
    }
  }

  @Test
  void enormousTextsAreCut() {
    String text = "x".repeat(40_000_000);
    OnDemandMetricReader reader = TestMetrics.reader(Temporality.CUMULATIVE);
    try (RingletMeterProvider provider =
        provider(reader)
            .addView(
                InstrumentSelector.builder().setName("viewed").build(),
                View.builder().setName(text).setDescription(text).build())
            .build()) {
      Meter meter =
          provider.meterBuilder(text).setInstrumentationVersion(text).setSchemaUrl(text).build();
      meter.counterBuilder("described").setDescription(text).setUnit(text).build().add(1);
      meter.counterBuilder("viewed").build().add(1);
      meter.counterBuilder("plain").build().add(1);
      assertThat(bytes(reader)).isLessThan(300_000);
      assertThat(TestMetrics.collect(reader)).hasSize(3);
      assertThat(provider.shortenedValues()).isGreaterThanOrEqualTo(4);
    }
  }
}
