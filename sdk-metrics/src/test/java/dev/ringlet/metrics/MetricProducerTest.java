// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Metrics from elsewhere: taken as they are, thinned out by a filter, or refused. */
class MetricProducerTest {
  private static final ScopeMetrics ALL =
      ScopeMetrics.newBuilder()
          .setScope(InstrumentationScope.newBuilder().setName("elsewhere").setVersion("7"))
          .setSchemaUrl("https://example.com/schema")
          .addMetrics(
              metric("sum")
                  .setSum(
                      Sum.newBuilder()
                          .setIsMonotonic(true)
                          .addDataPoints(number("a"))
                          .addDataPoints(number("b"))))
          .addMetrics(
              metric("gauge")
                  .setGauge(
                      Gauge.newBuilder().addDataPoints(number("a")).addDataPoints(number("b"))))
          .addMetrics(
              metric("histogram")
                  .setHistogram(
                      Histogram.newBuilder()
                          .addDataPoints(
                              HistogramDataPoint.newBuilder().setCount(1).addAttributes(key("a")))
                          .addDataPoints(
                              HistogramDataPoint.newBuilder().setCount(2).addAttributes(key("b")))))
          .addMetrics(
              metric("exponential")
                  .setExponentialHistogram(
                      ExponentialHistogram.newBuilder()
                          .addDataPoints(
                              ExponentialHistogramDataPoint.newBuilder()
                                  .setCount(1)
                                  .addAttributes(key("a")))
                          .addDataPoints(
                              ExponentialHistogramDataPoint.newBuilder()
                                  .setCount(2)
                                  .addAttributes(key("b")))))
          .addMetrics(
              metric("summary")
                  .setSummary(
                      Summary.newBuilder()
                          .addDataPoints(
                              SummaryDataPoint.newBuilder().setCount(1).addAttributes(key("a")))
                          .addDataPoints(
                              SummaryDataPoint.newBuilder().setCount(2).addAttributes(key("b")))))
          .build();

  private static Metric.Builder metric(String name) {
    return Metric.newBuilder().setName(name).setUnit("By").setDescription("of " + name);
  }

  private static KeyValue key(String value) {
    return KeyValue.newBuilder()
        .setKey("key")
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static NumberDataPoint number(String value) {
    return NumberDataPoint.newBuilder().setAsInt(3).addAttributes(key(value)).build();
  }

  private RingletMeterProvider provider;

  private List<ScopeMetrics> collect(MetricFilter filter, MetricProducer... producers)
      throws Exception {
    OnDemandMetricReader.Builder building = OnDemandMetricReader.builder();
    if (filter != null) {
      building.setMetricFilter(filter);
    }
    for (MetricProducer producer : producers) {
      building.addMetricProducer(producer);
    }
    OnDemandMetricReader reader = building.build();
    provider = TestMetrics.provider(reader).build();
    provider.get("own").counterBuilder("own").build().add(1);
    List<ScopeMetrics> scopes = new ArrayList<>();
    for (byte[] request : reader.collect()) {
      ExportMetricsServiceRequest.parseFrom(request)
          .getResourceMetricsList()
          .forEach(resource -> scopes.addAll(resource.getScopeMetricsList()));
    }
    return scopes;
  }

  @Test
  void whatAProducerHasIsTakenAsItIs() throws Exception {
    List<ScopeMetrics> scopes = collect(null, collector -> collector.accept(ALL.toByteArray()));
    assertThat(scopes).hasSize(2);
    assertThat(scopes.get(1)).isEqualTo(ALL);
  }

  @Test
  void aFilterTakesMetricsByNameScopeAndUnit() throws Exception {
    List<String> asked = new ArrayList<>();
    MetricFilter filter =
        (scope, name, unit) -> {
          asked.add(scope + " " + name + " " + unit);
          return name.equals("gauge") ? MetricFilter.Verdict.ACCEPT : MetricFilter.Verdict.DROP;
        };
    List<ScopeMetrics> scopes = collect(filter, collector -> collector.accept(ALL.toByteArray()));
    assertThat(asked).hasSize(5).contains("elsewhere sum By", "elsewhere summary By");
    assertThat(scopes.get(1))
        .isEqualTo(ALL.toBuilder().clearMetrics().addMetrics(ALL.getMetrics(1)).build());
  }

  @Test
  void aFilterTakesPointsByTheirAttributes() throws Exception {
    MetricFilter filter =
        new MetricFilter() {
          @Override
          public Verdict test(String scopeName, String name, String unit) {
            return Verdict.ACCEPT_PARTIAL;
          }

          @Override
          public boolean acceptsPoint(String scopeName, String name, Attributes attributes) {
            String value = attributes.get(AttributeKey.stringKey("key"));
            return !name.equals("gauge") && "b".equals(value);
          }
        };
    ScopeMetrics left = collect(filter, collector -> collector.accept(ALL.toByteArray())).get(1);
    assertThat(left.getMetricsList().stream().map(Metric::getName))
        .containsExactly("sum", "histogram", "exponential", "summary");
    assertThat(left.getMetrics(0).getSum().getIsMonotonic()).isTrue();
    assertThat(left.getMetrics(0).getSum().getDataPointsList()).containsExactly(number("b"));
    assertThat(left.getMetrics(1).getHistogram().getDataPointsList())
        .singleElement()
        .matches(point -> point.getCount() == 2);
    assertThat(left.getMetrics(2).getExponentialHistogram().getDataPointsList())
        .singleElement()
        .matches(point -> point.getCount() == 2);
    assertThat(left.getMetrics(3).getSummary().getDataPointsList())
        .singleElement()
        .matches(point -> point.getCount() == 2);
    assertThat(left.getMetrics(3).getDescription()).isEqualTo("of summary");
    assertThat(left.getSchemaUrl()).isEqualTo(ALL.getSchemaUrl());
  }

  @Test
  void nothingIsLeftOfAScopeOfWhichNothingIsTaken() throws Exception {
    MetricFilter none = (scope, name, unit) -> MetricFilter.Verdict.DROP;
    assertThat(collect(none, collector -> collector.accept(ALL.toByteArray()))).hasSize(1);
    assertThat(collect(null, collector -> collector.accept(new byte[0]))).hasSize(1);
  }

  @Test
  void aProducerOrFilterThatThrowsCostsItsOwnMetricsOnly() throws Exception {
    byte[] cut = java.util.Arrays.copyOf(ALL.toByteArray(), ALL.toByteArray().length - 3);
    List<ScopeMetrics> scopes =
        collect(
            null,
            collector -> {
              collector.accept(ALL.toByteArray());
              throw new StackOverflowError("on purpose");
            },
            collector -> collector.accept(cut),
            collector -> collector.accept(null),
            collector -> collector.accept(ALL.toByteArray()));
    assertThat(scopes).hasSize(3);
    assertThat(scopes.get(2)).isEqualTo(ALL);
    assertThat(provider.caughtErrors()).isEqualTo(3);
    MetricFilter broken =
        (scope, name, unit) -> {
          throw new IllegalStateException("on purpose");
        };
    assertThat(collect(broken, collector -> collector.accept(ALL.toByteArray()))).hasSize(1);
    assertThat(provider.caughtErrors()).isEqualTo(1);
  }

  @Test
  void requestsStayWithinTheirSizeWhereAScopeAllowsIt() throws Exception {
    OnDemandMetricReader reader =
        OnDemandMetricReader.builder()
            .setMaxExportBatchSize(12)
            .addMetricProducer(collector -> collector.accept(ALL.toByteArray()))
            .addMetricProducer(collector -> collector.accept(ALL.toByteArray()))
            .build();
    RingletMeterProvider of = TestMetrics.provider(reader).build();
    for (long i = 0; i < 5; i++) {
      of.get("own")
          .counterBuilder("own")
          .build()
          .add(1, Attributes.of(AttributeKey.longKey("key"), i));
    }
    List<Integer> points = new ArrayList<>();
    for (byte[] request : reader.collect()) {
      points.add(TestMetrics.decode(request).stream().mapToInt(MetricProducerTest::points).sum());
    }
    assertThat(points).containsExactly(5, 10, 10);
  }

  private static int points(Metric metric) {
    return metric.getSum().getDataPointsCount()
        + metric.getGauge().getDataPointsCount()
        + metric.getHistogram().getDataPointsCount()
        + metric.getExponentialHistogram().getDataPointsCount()
        + metric.getSummary().getDataPointsCount();
  }
}
