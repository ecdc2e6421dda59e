// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.metrics.series.Instrument;
import dev.ringlet.metrics.series.InstrumentKind;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Views, selectors and aggregations: their arguments, how views compose, and rules that throw. */
class ViewTest {
  private static final AttributeKey<String> A = AttributeKey.stringKey("a");
  private static final AttributeKey<String> B = AttributeKey.stringKey("b");
  private static final AttributeKey<String> C = AttributeKey.stringKey("c");
  private static final Attributes ABC = Attributes.of(A, "1", B, "2", C, "3");

  private final OnDemandMetricReader reader = TestMetrics.reader(Temporality.CUMULATIVE);
  private final RingletMeterProvider.Builder building = TestMetrics.provider(reader);

  private static InstrumentSelector named(String name) {
    return InstrumentSelector.builder().setName(name).build();
  }

  private ViewTest with(String name, View.Builder view) {
    building.addView(named(name), view.build());
    return this;
  }

  private List<Metric> metrics() {
    RingletMeterProvider provider = building.build();
    provider.get("test").counterBuilder("requests").build().add(1, ABC);
    return TestMetrics.collect(reader);
  }

  private static List<String> keys(Metric metric) {
    NumberDataPoint point = TestMetrics.points(metric).get(0);
    return point.getAttributesList().stream().map(KeyValue::getKey).sorted().toList();
  }

  @Test
  void argumentErrorsOfAViewNameTheParameter() {
    View.Builder view = View.builder();
    assertThatNullPointerException()
        .isThrownBy(() -> view.setName(null))
        .withMessageContaining("name");
    assertThatNullPointerException()
        .isThrownBy(() -> view.setDescription(null))
        .withMessageContaining("description");
    assertThatNullPointerException()
        .isThrownBy(() -> view.setAggregation(null))
        .withMessageContaining("aggregation");
    assertThatNullPointerException()
        .isThrownBy(() -> view.setAttributeFilter(null))
        .withMessageContaining("keeps");
    assertThatNullPointerException()
        .isThrownBy(() -> view.setAttributeKeys(null))
        .withMessageContaining("keys");
    assertThatNullPointerException()
        .isThrownBy(() -> view.setAttributeKeys(Arrays.asList("a", null)))
        .withMessageContaining("keys");
    assertThatNullPointerException()
        .isThrownBy(() -> view.setExcludedAttributeKeys(null))
        .withMessageContaining("keys");
    assertThatNullPointerException()
        .isThrownBy(() -> view.setExemplarReservoir(null))
        .withMessageContaining("exemplarReservoir");
    for (int limit : new int[] {0, -1, Integer.MIN_VALUE}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> view.setCardinalityLimit(limit))
          .withMessageContaining("cardinalityLimit")
          .withMessageContaining(String.valueOf(limit));
    }
  }

  @Test
  void argumentErrorsOfASelectorNameTheParameter() {
    InstrumentSelector.Builder selector = InstrumentSelector.builder();
    assertThatNullPointerException()
        .isThrownBy(() -> selector.setName(null))
        .withMessageContaining("name");
    assertThatNullPointerException()
        .isThrownBy(() -> selector.setType(null))
        .withMessageContaining("type");
    assertThatNullPointerException()
        .isThrownBy(() -> selector.setUnit(null))
        .withMessageContaining("unit");
    assertThatNullPointerException()
        .isThrownBy(() -> selector.setMeterName(null))
        .withMessageContaining("meterName");
    assertThatNullPointerException()
        .isThrownBy(() -> selector.setMeterVersion(null))
        .withMessageContaining("meterVersion");
    assertThatNullPointerException()
        .isThrownBy(() -> selector.setMeterSchemaUrl(null))
        .withMessageContaining("meterSchemaUrl");
  }

  @Test
  void argumentErrorsOfAnAggregationNameTheParameter() {
    for (int maxBuckets : new int[] {1, 0, -5, 20_000}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Aggregation.base2ExponentialBucketHistogram(maxBuckets, 20, true))
          .withMessageContaining("maxBuckets");
    }
    for (int maxScale : new int[] {-11, 21}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Aggregation.base2ExponentialBucketHistogram(160, maxScale, true))
          .withMessageContaining("maxScale");
    }
    for (List<Double> boundaries :
        List.of(
            List.of(1.0, 1.0),
            List.of(2.0, 1.0),
            List.of(Double.NaN),
            List.of(Double.POSITIVE_INFINITY))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Aggregation.explicitBucketHistogram(boundaries))
          .withMessageContaining("boundaries");
    }
    assertThatNullPointerException()
        .isThrownBy(() -> Aggregation.explicitBucketHistogram(null))
        .withMessageContaining("boundaries");
    assertThatNullPointerException()
        .isThrownBy(() -> Aggregation.explicitBucketHistogram(Arrays.asList(1.0, null)))
        .withMessageContaining("boundaries");
  }

  @Test
  void argumentErrorsOfAProviderNameTheParameter() {
    assertThatNullPointerException()
        .isThrownBy(() -> building.addMetricReader(null))
        .withMessageContaining("reader");
    assertThatNullPointerException()
        .isThrownBy(() -> building.addView(null, View.DEFAULT))
        .withMessageContaining("selector");
    assertThatNullPointerException()
        .isThrownBy(() -> building.addView(named("*"), null))
        .withMessageContaining("view");
    assertThatNullPointerException()
        .isThrownBy(() -> building.setExemplarFilter(null))
        .withMessageContaining("exemplarFilter");
    assertThatNullPointerException()
        .isThrownBy(() -> building.setViewMatchingMode(null))
        .withMessageContaining("viewMatchingMode");
  }

  @Test
  void aSelectorMeetsAllItsCriteria() {
    Instrument instrument =
        new Instrument("http.requests", "", "s", InstrumentKind.COUNTER, true, null, null);
    InstrumentationScope scope =
        InstrumentationScope.builder("meter").setVersion("1").setSchemaUrl("url").build();
    for (String pattern :
        List.of(
            "*",
            "http.requests",
            "HTTP.requests",
            "http.*",
            "*.requests",
            "h*p.r*s",
            "http?requests",
            "**")) {
      assertThat(named(pattern).matches(instrument, scope)).as(pattern).isTrue();
    }
    for (String pattern : List.of("", "http", "http.?", "*x*", "http.requests?", "?", "h.*")) {
      assertThat(named(pattern).matches(instrument, scope)).as(pattern).isFalse();
    }
    InstrumentSelector.Builder all =
        InstrumentSelector.builder()
            .setName("http*")
            .setType(InstrumentType.COUNTER)
            .setUnit("s")
            .setMeterName("meter")
            .setMeterVersion("1")
            .setMeterSchemaUrl("url");
    assertThat(all.build().matches(instrument, scope)).isTrue();
    assertThat(all.setMeterSchemaUrl("other").build().matches(instrument, scope)).isFalse();
    assertThat(all.setMeterSchemaUrl("url").setUnit("ms").build().matches(instrument, scope))
        .isFalse();
    assertThat(all.setUnit("s").setType(InstrumentType.GAUGE).build().matches(instrument, scope))
        .isFalse();
  }

  @Test
  void independentViewsMakeAMetricEach() {
    with("requests", View.builder().setName("one").setAttributeKeys(List.of("a")));
    with("req*", View.builder().setName("two").setAttributeKeys(List.of("b")));
    with("other", View.builder().setName("three"));
    List<Metric> metrics = metrics();
    assertThat(metrics.stream().map(Metric::getName)).containsExactlyInAnyOrder("one", "two");
    assertThat(keys(TestMetrics.named(metrics, "one"))).containsExactly("a");
    assertThat(keys(TestMetrics.named(metrics, "two"))).containsExactly("b");
  }

  @Test
  void aViewThatTwoSelectorsHaveTakesAMeasurementOnce() {
    View view = View.builder().setDescription("shared").build();
    building.addView(named("*"), view);
    building.addView(InstrumentSelector.builder().setUnit("").build(), view);
    List<String> warnings = new ArrayList<>();
    try (RingletMeterProvider provider = building.build();
        Warnings heard = new Warnings(RingletMeterProvider.class.getName(), warnings)) {
      assertThat(heard).isNotNull();
      Meter meter = provider.get("test");
      LongCounter counter = meter.counterBuilder("requests").build();
      counter.add(1);
      BoundInstruments.bind(counter, Attributes.empty()).add(1);
      meter.counterBuilder("observed").buildWithCallback(total -> total.record(7));
      List<Metric> metrics = TestMetrics.collect(reader);
      assertThat(metrics).hasSize(2);
      Metric requests = TestMetrics.named(metrics, "requests");
      assertThat(requests.getDescription()).isEqualTo("shared");
      assertThat(TestMetrics.points(requests).get(0).getAsInt()).isEqualTo(2);
      Metric observed = TestMetrics.named(metrics, "observed");
      assertThat(TestMetrics.points(observed).get(0).getAsInt()).isEqualTo(7);
      assertThat(warnings).isEmpty(); // not of an observation that is made twice, either
    }
  }

  @Test
  void composedViewsMakeOneMetricWhereLaterOnesOverrideAndFiltersMeet() {
    building.setViewMatchingMode(ViewMatchingMode.COMPOSABLE);
    with("*", View.builder().setDescription("first").setAttributeKeys(List.of("a", "b")));
    with("requests", View.builder().setDescription("second"));
    with("req*", View.builder().setExcludedAttributeKeys(List.of("a")));
    List<Metric> metrics = metrics();
    assertThat(metrics).hasSize(1);
    Metric metric = TestMetrics.named(metrics, "requests");
    assertThat(metric.getDescription()).isEqualTo("second");
    assertThat(keys(metric)).containsExactly("b");
  }

  @Test
  void composedViewsWithNamesAreMetricsOfTheirOwnAndThoseWithoutJoinThemAll() {
    building.setViewMatchingMode(ViewMatchingMode.COMPOSABLE);
    with("*", View.builder().setDescription("common"));
    with("requests", View.builder().setName("one").setAttributeKeys(List.of("a")));
    with("requests", View.builder().setName("two").setAttributeKeys(List.of("b", "c")));
    with("*", View.builder().setExcludedAttributeKeys(List.of("c")));
    with("requests", View.builder().setName("one").setDescription("special"));
    List<Metric> metrics = metrics();
    assertThat(metrics.stream().map(Metric::getName)).containsExactlyInAnyOrder("one", "two");
    Metric one = TestMetrics.named(metrics, "one");
    Metric two = TestMetrics.named(metrics, "two");
    assertThat(one.getDescription()).isEqualTo("special");
    assertThat(keys(one)).containsExactly("a");
    assertThat(two.getDescription()).isEqualTo("common");
    assertThat(keys(two)).containsExactly("b");
  }

  @Test
  void composedAggregationsAndLimitsAreThoseOfTheLastThatSays() {
    building.setViewMatchingMode(ViewMatchingMode.COMPOSABLE);
    with("*", View.builder().setAggregation(Aggregation.drop()).setCardinalityLimit(1));
    with(
        "requests",
        View.builder()
            .setAggregation(Aggregation.explicitBucketHistogram(List.of(5.0)))
            .setCardinalityLimit(10));
    with("requests", View.builder().setDescription("silent about both"));
    Metric metric = TestMetrics.named(metrics(), "requests");
    assertThat(metric.getHistogram().getDataPoints(0).getExplicitBoundsList()).containsExactly(5.0);
    assertThat(metric.getHistogram().getDataPoints(0).getAttributesCount()).isEqualTo(3);
  }

  @Test
  void aComposedDropDropsIt() {
    building.setViewMatchingMode(ViewMatchingMode.COMPOSABLE);
    with("*", View.builder().setDescription("kept"));
    with("requests", View.builder().setAggregation(Aggregation.drop()));
    assertThat(metrics()).isEmpty();
  }

  @Test
  void anInstrumentWithComposedViewsIsTheSameMetricHoweverOftenItIsBuilt() {
    building.setViewMatchingMode(ViewMatchingMode.COMPOSABLE);
    with("*", View.builder().setDescription("common"));
    with("requests", View.builder().setAttributeKeys(List.of("a")));
    with("named", View.builder().setName("one"));
    with("named", View.builder().setName("two"));
    List<String> warnings = new ArrayList<>();
    try (RingletMeterProvider provider = building.build();
        Warnings heard = new Warnings(RingletMeterProvider.class.getName(), warnings)) {
      assertThat(heard).isNotNull();
      Meter meter = provider.get("test");
      for (int i = 0; i < 2; i++) {
        meter.counterBuilder("requests").build().add(1, ABC);
        meter.counterBuilder("named").build().add(1);
      }
      List<Metric> metrics = TestMetrics.collect(reader);
      assertThat(metrics).hasSize(3);
      for (String name : List.of("requests", "one", "two")) {
        NumberDataPoint point = TestMetrics.points(TestMetrics.named(metrics, name)).get(0);
        assertThat(point.getAsInt()).as(name).isEqualTo(2);
      }
      assertThat(warnings).isEmpty();
    }
  }

  @Test
  void composedViewsDoNotUseUpTheMetricsOfAMeter() {
    building.setViewMatchingMode(ViewMatchingMode.COMPOSABLE);
    with("*", View.builder().setDescription("common"));
    with("requests", View.builder().setAttributeKeys(List.of("a")));
    try (RingletMeterProvider provider = building.build()) {
      Meter meter = provider.get("test");
      for (int i = 0; i < 30_000; i++) {
        meter.counterBuilder("requests").build().add(1);
      }
      assertThat(meter.counterBuilder("requests").build().isEnabled()).isTrue();
      assertThat(meter.counterBuilder("other").build().isEnabled()).isTrue();
      List<Metric> metrics = TestMetrics.collect(reader);
      assertThat(metrics).hasSize(1);
      assertThat(TestMetrics.points(metrics.get(0)).get(0).getAsInt()).isEqualTo(30_000);
    }
  }

  @Test
  void anAggregationThatDoesNotSuitIsNotUsed() {
    with("requests", View.builder().setAggregation(Aggregation.lastValue()).setName("gauge"));
    assertThat(TestMetrics.named(metrics(), "requests").hasSum()).isTrue();
  }

  @Test
  void anAttributeRuleThatThrowsDropsTheAttributeOnly() {
    with(
        "requests",
        View.builder()
            .setAttributeFilter(
                key -> {
                  if (key.equals("b")) {
                    throw new IllegalStateException("on purpose");
                  }
                  return true;
                }));
    RingletMeterProvider provider = building.build();
    LongCounter counter = provider.get("test").counterBuilder("requests").build();
    counter.add(1, ABC);
    BoundInstruments.bind(counter, ABC).add(2);
    Metric metric = TestMetrics.metric(reader, "requests");
    assertThat(keys(metric)).containsExactly("a", "c");
    assertThat(TestMetrics.points(metric).get(0).getAsInt()).isEqualTo(3);
    assertThat(provider.caughtErrors()).isPositive();
  }

  @Test
  void aChoiceOfAggregationThatThrowsOrIsNullIsTheDefault() {
    OnDemandMetricReader its =
        OnDemandMetricReader.builder()
            .setDefaultAggregation(
                type -> {
                  if (type == InstrumentType.COUNTER) {
                    throw new IllegalStateException("on purpose");
                  }
                  return null;
                })
            .build();
    RingletMeterProvider provider = TestMetrics.provider(its).build();
    Meter meter = provider.get("test");
    meter.counterBuilder("counter").build().add(1);
    meter.histogramBuilder("histogram").build().record(1);
    List<Metric> metrics = TestMetrics.collect(its);
    assertThat(TestMetrics.named(metrics, "counter").hasSum()).isTrue();
    assertThat(TestMetrics.named(metrics, "histogram").hasHistogram()).isTrue();
    assertThat(provider.caughtErrors()).isEqualTo(1);
  }

  @Test
  void aRuleForMetersThatThrowsLeavesThemOn() {
    RingletMeterProvider provider =
        building
            .setMeterConfigurator(
                scope -> {
                  throw new IllegalStateException("on purpose");
                })
            .build();
    provider.get("test").counterBuilder("counter").build().add(1);
    assertThat(TestMetrics.collect(reader)).hasSize(1);
    assertThat(provider.caughtErrors()).isEqualTo(1);
  }

  @Test
  void aReaderChoosesTheTemporalityByKindOfInstrument() {
    OnDemandMetricReader delta =
        OnDemandMetricReader.builder()
            .setDelta(type -> type == InstrumentType.UP_DOWN_COUNTER)
            .build();
    try (RingletMeterProvider provider = TestMetrics.provider(delta).build()) {
      provider.get("m").upDownCounterBuilder("up").build().add(1);
      provider.get("m").counterBuilder("count").build().add(1);
      List<Metric> metrics = TestMetrics.collect(delta);
      assertThat(TestMetrics.named(metrics, "up").getSum().getAggregationTemporality())
          .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA);
      assertThat(TestMetrics.named(metrics, "count").getSum().getAggregationTemporality())
          .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    }
  }
}
