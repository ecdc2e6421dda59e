// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.common.Resource;
import dev.ringlet.testing.ManualClock;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.incubator.metrics.ExtendedLongCounterBuilder;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The API of metrics, one feature of the specification after the other, as a receiver sees it. */
class MetricApiTest {
  private static final AttributeKey<String> KEY = AttributeKey.stringKey("key");
  private static final AttributeKey<String> OTHER = AttributeKey.stringKey("other");

  private final OnDemandMetricReader reader = TestMetrics.reader(Temporality.CUMULATIVE);

  private static ResourceMetrics collect(OnDemandMetricReader reader) throws Exception {
    return ExportMetricsServiceRequest.parseFrom(reader.collect().get(0)).getResourceMetrics(0);
  }

  private Meter meter() {
    return TestMetrics.provider(reader).build().get("test");
  }

  private NumberDataPoint point(String name) {
    List<NumberDataPoint> points = TestMetrics.points(TestMetrics.metric(reader, name));
    assertThat(points).hasSize(1);
    return points.get(0);
  }

  @Test
  void aMeterHasItsScopeAndTheResourceOfItsProvider() throws Exception {
    RingletMeterProvider provider =
        TestMetrics.provider(reader)
            .setResource(Resource.builder().put("service.name", "shop").build())
            .build();
    OnDemandMetricReader another = TestMetrics.reader(Temporality.CUMULATIVE);
    RingletMeterProvider second = TestMetrics.provider(another).build();
    provider
        .meterBuilder("library")
        .setInstrumentationVersion("1.2")
        .setSchemaUrl("https://example.com/schema")
        .setInstrumentationAttributes(Attributes.of(KEY, "v"))
        .build()
        .counterBuilder("counter")
        .build()
        .add(1);
    second.get("library").counterBuilder("another").build().add(1);
    ResourceMetrics sent = collect(reader);
    ScopeMetrics scope = sent.getScopeMetrics(0);
    assertThat(sent.getScopeMetricsCount()).isOne();
    assertThat(sent.getResource().getAttributesList())
        .extracting(a -> a.getKey() + "=" + a.getValue().getStringValue())
        .containsExactly("service.name=shop");
    assertThat(scope.getScope().getName()).isEqualTo("library");
    assertThat(scope.getScope().getVersion()).isEqualTo("1.2");
    assertThat(scope.getSchemaUrl()).isEqualTo("https://example.com/schema");
    assertThat(scope.getScope().getAttributesList())
        .extracting(KeyValue::getKey)
        .containsExactly("key");
    assertThat(scope.getMetricsList()).extracting(Metric::getName).containsExactly("counter");
    ResourceMetrics ofSecond = collect(another);
    assertThat(ofSecond.getResource().getAttributesCount()).isZero();
    assertThat(ofSecond.getScopeMetrics(0).getMetricsList())
        .extracting(Metric::getName)
        .containsExactly("another");
  }

  /** As in the official SDK the fallback's name is not the invalid one. */
  @Test
  void aMeterWithoutANameWorks() throws Exception {
    RingletMeterProvider provider = TestMetrics.provider(reader).build();
    provider.get("").counterBuilder("empty").build().add(1);
    provider.get(null).counterBuilder("null").build().add(1);
    ScopeMetrics scope = collect(reader).getScopeMetrics(0);
    assertThat(scope.getScope().getName()).isEqualTo("unknown");
    assertThat(scope.getMetricsList()).extracting(Metric::getName).contains("empty", "null");
  }

  /** The default aggregation of each kind, in the same turn. */
  @Test
  void eachKindOfInstrumentHasItsShape() {
    Meter meter = meter();
    meter.counterBuilder("counter").build().add(1);
    meter.upDownCounterBuilder("up down").build().add(1); // no valid name: nothing
    meter.upDownCounterBuilder("updown").build().add(-1);
    meter.gaugeBuilder("gauge").build().set(0.5);
    meter.histogramBuilder("histogram").build().record(7);
    meter.counterBuilder("observed.counter").buildWithCallback(total -> total.record(5));
    meter.upDownCounterBuilder("observed.updown").buildWithCallback(total -> total.record(-5));
    meter.gaugeBuilder("observed.gauge").buildWithCallback(value -> value.record(1.5));
    Map<String, String> shapes = new TreeMap<>();
    for (Metric metric : TestMetrics.collect(reader)) {
      String shape = metric.getDataCase().name();
      if (metric.hasSum()) {
        assertThat(metric.getSum().getAggregationTemporality())
            .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
        shape +=
            (metric.getSum().getIsMonotonic() ? " monotonic " : " ")
                + metric.getSum().getDataPoints(0).getAsInt();
      } else if (metric.hasGauge()) {
        shape += " " + metric.getGauge().getDataPoints(0).getAsDouble();
      } else {
        shape += " " + metric.getHistogram().getDataPoints(0).getExplicitBoundsCount() + " bounds";
      }
      shapes.put(metric.getName(), shape);
    }
    assertThat(shapes)
        .containsExactly(
            Map.entry("counter", "SUM monotonic 1"),
            Map.entry("gauge", "GAUGE 0.5"),
            Map.entry("histogram", "HISTOGRAM 15 bounds"),
            Map.entry("observed.counter", "SUM monotonic 5"),
            Map.entry("observed.gauge", "GAUGE 1.5"),
            Map.entry("observed.updown", "SUM -5"),
            Map.entry("updown", "SUM -1"));
  }

  @Test
  void unitAndDescriptionAreOptionalAndAnyText() {
    Meter meter = meter();
    String unit = "u".repeat(63);
    String description = "ß \uD83D\uDE00 " + "d".repeat(1018);
    meter.counterBuilder("described").setUnit(unit).setDescription(description).build().add(1);
    meter.counterBuilder("plain").build().add(1);
    meter.counterBuilder("null").setUnit(null).setDescription(null).build().add(1);
    List<Metric> metrics = TestMetrics.collect(reader);
    Metric described = TestMetrics.named(metrics, "described");
    assertThat(described.getUnit()).isEqualTo(unit);
    assertThat(described.getDescription()).isEqualTo(description);
    for (String name : List.of("plain", "null")) {
      assertThat(TestMetrics.named(metrics, name).getUnit()).isEmpty();
      assertThat(TestMetrics.named(metrics, name).getDescription()).isEmpty();
    }
  }

  /** Names that differ in case only are the same name. */
  @Test
  @SuppressWarnings("try") // it listens until it is closed
  void instrumentsOfOneNameWorkWithAWarningAndTheNameOfTheFirst() {
    List<String> messages = Collections.synchronizedList(new ArrayList<>());
    try (Warnings warnings = new Warnings(RingletMeterProvider.class.getName(), messages)) {
      Meter own = TestMetrics.provider(reader).build().get("test");
      own.counterBuilder("requests").setUnit("1").build().add(1);
      own.counterBuilder("Requests").setUnit("1").build().add(2);
      assertThat(messages).isEmpty();
      own.counterBuilder("REQUESTS").setUnit("By").build().add(4);
      assertThat(messages).singleElement().asString().contains("requests").contains("By");
    }
    List<Metric> metrics = TestMetrics.collect(reader);
    assertThat(metrics).hasSize(2);
    assertThat(metrics.get(0).getName()).isEqualTo("requests");
    assertThat(TestMetrics.points(metrics.get(0)).get(0).getAsInt()).isEqualTo(3);
    assertThat(TestMetrics.points(metrics.get(1)).get(0).getAsInt()).isEqualTo(4);
  }

  @Test
  void metersMayHaveInstrumentsOfOneName() throws Exception {
    RingletMeterProvider provider = TestMetrics.provider(reader).build();
    provider.get("one").counterBuilder("requests").build().add(1);
    provider.get("two").histogramBuilder("requests").build().record(1);
    List<ScopeMetrics> scopes = collect(reader).getScopeMetricsList();
    assertThat(scopes).hasSize(2);
    assertThat(scopes.get(0).getMetrics(0).getName()).isEqualTo("requests");
    assertThat(scopes.get(0).getMetrics(0).hasSum()).isTrue();
    assertThat(scopes.get(1).getMetrics(0).getName()).isEqualTo("requests");
    assertThat(scopes.get(1).getMetrics(0).hasHistogram()).isTrue();
  }

  @Test
  void adviceIsTakenWhereNoViewSaysOtherwise() {
    Meter meter = meter();
    meter
        .histogramBuilder("histogram")
        .setExplicitBucketBoundariesAdvice(List.of(1.0, 2.0))
        .build()
        .record(1.5);
    ExtendedLongCounterBuilder builder = (ExtendedLongCounterBuilder) meter.counterBuilder("few");
    builder.setAttributesAdvice(List.of(KEY)).build().add(1, Attributes.of(KEY, "a", OTHER, "b"));
    List<Metric> metrics = TestMetrics.collect(reader);
    HistogramDataPoint point =
        TestMetrics.named(metrics, "histogram").getHistogram().getDataPoints(0);
    assertThat(point.getExplicitBoundsList()).containsExactly(1.0, 2.0);
    assertThat(point.getBucketCountsList()).containsExactly(0L, 1L, 0L);
    assertThat(TestMetrics.points(TestMetrics.named(metrics, "few")).get(0).getAttributesList())
        .extracting(KeyValue::getKey)
        .containsExactly("key");
  }

  @Test
  void aBoundCounterAddsToItsSeries() {
    Meter meter = meter();
    LongCounter counter = meter.counterBuilder("counter").build();
    BoundInstruments.bind(counter, Attributes.of(KEY, "a")).add(2);
    counter.add(3, Attributes.of(KEY, "a"));
    assertThat(point("counter").getAsInt()).isEqualTo(5);
    assertThat(point("counter").getAttributes(0).getValue().getStringValue()).isEqualTo("a");
  }

  /** A selector without a name selects by type; each aggregation is used where it suits. */
  @Test
  void viewsChooseAggregations() {
    Meter viewed =
        TestMetrics.provider(reader)
            .addView(named("dropped"), aggregated(Aggregation.drop()))
            .addView(named("default"), aggregated(Aggregation.defaultAggregation()))
            .addView(named("sum"), aggregated(Aggregation.sum()))
            .addView(named("last"), aggregated(Aggregation.lastValue()))
            .addView(
                named("explicit"),
                aggregated(Aggregation.explicitBucketHistogram(List.of(5.0), true)))
            .addView(
                named("exponential"),
                aggregated(Aggregation.base2ExponentialBucketHistogram(4, 20, true)))
            .build()
            .get("test");
    for (double value : new double[] {1, 9}) {
      viewed.counterBuilder("dropped").ofDoubles().build().add(value);
      viewed.histogramBuilder("default").build().record(value);
      viewed.histogramBuilder("sum").build().record(value);
      viewed.gaugeBuilder("last").build().set(value);
      viewed.histogramBuilder("explicit").build().record(value);
      viewed.histogramBuilder("exponential").build().record(value);
    }
    List<Metric> metrics = TestMetrics.collect(reader);
    assertThat(metrics)
        .extracting(Metric::getName)
        .containsExactlyInAnyOrder("default", "sum", "last", "explicit", "exponential");
    assertThat(TestMetrics.named(metrics, "default").hasHistogram()).isTrue();
    assertThat(TestMetrics.named(metrics, "sum").getSum().getDataPoints(0).getAsDouble())
        .isEqualTo(10);
    assertThat(TestMetrics.named(metrics, "last").getGauge().getDataPoints(0).getAsDouble())
        .isEqualTo(9);
    HistogramDataPoint explicit =
        TestMetrics.named(metrics, "explicit").getHistogram().getDataPoints(0);
    assertThat(explicit.getExplicitBoundsList()).containsExactly(5.0);
    assertThat(explicit.getBucketCountsList()).containsExactly(1L, 1L);
    assertThat(explicit.getMin()).isEqualTo(1);
    assertThat(explicit.getMax()).isEqualTo(9);
    ExponentialHistogramDataPoint exponential =
        TestMetrics.named(metrics, "exponential").getExponentialHistogram().getDataPoints(0);
    assertThat(exponential.getCount()).isEqualTo(2);
    assertThat(exponential.getSum()).isEqualTo(10);
    assertThat(exponential.getPositive().getBucketCountsCount()).isLessThanOrEqualTo(4);
  }

  private static InstrumentSelector named(String name) {
    return InstrumentSelector.builder().setName(name).build();
  }

  private static View aggregated(Aggregation aggregation) {
    return View.builder().setAggregation(aggregation).build();
  }

  @Test
  void aViewRenamesDescribesAndFilters() {
    TestMetrics.provider(reader)
        .addView(
            named("requests"),
            View.builder()
                .setName("renamed")
                .setDescription("described")
                .setExcludedAttributeKeys(List.of("other"))
                .build())
        .build()
        .get("test")
        .counterBuilder("requests")
        .build()
        .add(1, Attributes.of(KEY, "a", OTHER, "b"));
    Metric metric = TestMetrics.metric(reader, "renamed");
    assertThat(metric.getDescription()).isEqualTo("described");
    assertThat(metric.getSum().getDataPoints(0).getAttributesList())
        .extracting(KeyValue::getKey)
        .containsExactly("key");
  }

  /** Views, rules and limits of one provider hold for its meters and for no others. */
  @Test
  void theProviderAloneIsConfigured() {
    OnDemandMetricReader another = TestMetrics.reader(Temporality.CUMULATIVE);
    RingletMeterProvider configured =
        TestMetrics.provider(reader)
            .addView(named("requests"), View.builder().setName("renamed").build())
            .setMeterConfigurator(
                scope ->
                    scope.getName().equals("off") ? MeterConfig.disabled() : MeterConfig.enabled())
            .build();
    RingletMeterProvider plain = TestMetrics.provider(another).build();
    for (RingletMeterProvider provider : List.of(configured, plain)) {
      for (String name : List.of("one", "two", "off")) {
        provider.get(name).counterBuilder("requests").build().add(1);
      }
    }
    assertThat(TestMetrics.collect(reader))
        .extracting(Metric::getName)
        .containsExactly("renamed", "renamed");
    assertThat(TestMetrics.collect(another))
        .extracting(Metric::getName)
        .containsExactly("requests", "requests", "requests");
  }

  @Test
  void theLimitOfAViewBeatsThatOfTheReader() {
    OnDemandMetricReader limited = OnDemandMetricReader.builder().setCardinalityLimit(2).build();
    Meter own =
        TestMetrics.provider(limited)
            .addView(named("more"), View.builder().setCardinalityLimit(4).build())
            .build()
            .get("test");
    for (int i = 0; i < 10; i++) {
      own.counterBuilder("more").build().add(1, Attributes.of(KEY, "" + i));
      own.counterBuilder("few").build().add(1, Attributes.of(KEY, "" + i));
    }
    List<Metric> metrics = TestMetrics.collect(limited);
    assertThat(TestMetrics.points(TestMetrics.named(metrics, "more"))).hasSize(4);
    assertThat(TestMetrics.points(TestMetrics.named(metrics, "few"))).hasSize(2);
  }

  @Test
  void aReaderChoosesTheAggregationByKindOfInstrument() {
    OnDemandMetricReader own =
        OnDemandMetricReader.builder()
            .setDefaultAggregation(
                type ->
                    type == InstrumentType.HISTOGRAM
                        ? Aggregation.base2ExponentialBucketHistogram()
                        : Aggregation.defaultAggregation())
            .build();
    Meter of = TestMetrics.provider(own).build().get("test");
    of.histogramBuilder("histogram").build().record(1);
    of.counterBuilder("counter").build().add(1);
    List<Metric> metrics = TestMetrics.collect(own);
    assertThat(TestMetrics.named(metrics, "histogram").hasExponentialHistogram()).isTrue();
    assertThat(TestMetrics.named(metrics, "counter").hasSum()).isTrue();
  }

  /** Each series of a cumulative metric starts with its own first measurement. */
  @Test
  void cumulativeSeriesHaveStartsOfTheirOwn() {
    ManualClock clock = new ManualClock(1_000_000_000L);
    RingletMeterProvider provider = TestMetrics.provider(reader).setClock(clock).build();
    LongCounter counter = provider.get("test").counterBuilder("counter").build();
    clock.advance(10);
    counter.add(1, Attributes.of(KEY, "early"));
    clock.advance(10);
    counter.add(1, Attributes.of(KEY, "late"));
    clock.advance(10);
    Map<String, Long> starts = new TreeMap<>();
    for (NumberDataPoint point : TestMetrics.points(TestMetrics.metric(reader, "counter"))) {
      starts.put(point.getAttributes(0).getValue().getStringValue(), point.getStartTimeUnixNano());
    }
    assertThat(starts)
        .containsExactly(Map.entry("early", 1_000_000_010L), Map.entry("late", 1_000_000_020L));
  }
}
