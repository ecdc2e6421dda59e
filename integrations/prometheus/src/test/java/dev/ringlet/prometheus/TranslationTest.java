// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.metrics.Aggregation;
import dev.ringlet.metrics.ExemplarFilter;
import dev.ringlet.metrics.InstrumentSelector;
import dev.ringlet.metrics.View;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.prometheus.metrics.expositionformats.generated.com_google_protobuf_4_36_2.Metrics.Histogram;
import io.prometheus.metrics.expositionformats.generated.com_google_protobuf_4_36_2.Metrics.MetricFamily;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TranslationTest {
  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN_ID = "b7ad6b7169203331";

  @Test
  void metricsOfOneNameKeepTheirPointsWhereTheirUnitsDiffer() {
    try (Served served = Served.start()) {
      served.sdk().getMeter("a").counterBuilder("x").setUnit("s").build().add(1);
      served.sdk().getMeter("b").counterBuilder("x.seconds").build().add(2);

      assertThat(served.samples("x_seconds_total"))
          .containsExactly(
              "x_seconds_total{otel_scope_name=\"a\"} 1.0",
              "x_seconds_total{otel_scope_name=\"b\"} 2.0");
      assertThat(Scrapes.text(served.port(), Scrapes.OPEN_METRICS)).doesNotContain("# UNIT x_");
    }
  }

  @Test
  void ofMetricsOfOneNameAndTwoTypesTheFirstIsShown() {
    try (Served served = Served.start()) {
      served.sdk().getMeter("a").counterBuilder("x").build().add(1);
      served.sdk().getMeter("b").gaugeBuilder("x").build().set(2);

      assertThat(served.samples("x")).containsExactly("x_total{otel_scope_name=\"a\"} 1.0");
    }
  }

  @Test
  void ofPointsThatBecomeEqualOneIsShownAndTheOtherMetricsStay() {
    try (Served served = Served.start()) {
      LongCounter counter = served.meter().counterBuilder("x").build();
      counter.add(1, Attributes.builder().put("a.b", "v").build());
      counter.add(2, Attributes.builder().put("a_b", "v").build());
      served.meter().counterBuilder("y").build().add(3);

      assertThat(served.samples("x_total")).hasSize(1);
      assertThat(served.samples("y_total")).hasSize(1);
    }
  }

  @Test
  void aCounterBelowZeroIsLeftOutAndItsOtherPointsStay() {
    try (Served served = Served.start()) {
      AttributeKey<String> key = AttributeKey.stringKey("k");
      served
          .meter()
          .counterBuilder("x")
          .buildWithCallback(
              x -> {
                x.record(5, Attributes.of(key, "known"));
                x.record(-1, Attributes.of(key, "unknown"));
              });

      assertThat(served.samples("x_total"))
          .containsExactly("x_total{k=\"known\",otel_scope_name=\"test\"} 5.0");
    }
  }

  @Test
  void namesHaveNoDotOfAUnit() {
    try (Served served = Served.start()) {
      served.meter().gaugeBuilder("energy").setUnit("kW.h").build().set(1);

      assertThat(Scrapes.text(served.port(), Scrapes.OPEN_METRICS + ";escaping=allow-utf-8"))
          .contains("energy_kW_h{otel_scope_name=\"test\"} 1.0");
    }
  }

  @Test
  void aUnitBehindADotIsNotRepeated() {
    try (Served served =
        Served.start(
            builder ->
                builder.setTranslationStrategy(
                    TranslationStrategy.NO_UTF8_ESCAPING_WITH_SUFFIXES))) {
      served.meter().gaugeBuilder("job.seconds").setUnit("s").build().set(1);

      assertThat(Scrapes.text(served.port(), Scrapes.OPEN_METRICS + ";escaping=allow-utf-8"))
          .contains("# UNIT \"job.seconds\" seconds")
          .contains("{\"job.seconds\",otel_scope_name=\"test\"} 1.0");
      assertThat(served.samples("job"))
          .containsExactly("job_seconds{otel_scope_name=\"test\"} 1.0");
    }
  }

  @Test
  void keysThatBecomeReservedLabelsAreLabels() {
    try (Served served =
        Served.start(
            builder ->
                builder.setTranslationStrategy(
                    TranslationStrategy.NO_UTF8_ESCAPING_WITH_SUFFIXES))) {
      for (String key : List.of("..a", "_.a", "__a")) {
        served.meter().gaugeBuilder("g").build().set(1, Attributes.builder().put(key, key).build());
      }

      assertThat(served.samples("g"))
          .containsExactlyInAnyOrder(
              "g{_a=\"..a\",otel_scope_name=\"test\"} 1.0",
              "g{_a=\"_.a\",otel_scope_name=\"test\"} 1.0",
              "g{_a=\"__a\",otel_scope_name=\"test\"} 1.0");
    }
  }

  @Test
  void aLabelThatHistogramsNeedIsRenamed() {
    try (Served served = Served.start()) {
      served
          .meter()
          .histogramBuilder("x")
          .build()
          .record(1, Attributes.builder().put("le", "mine").build());

      assertThat(served.samples("x_count"))
          .containsExactly("x_count{exported_le=\"mine\",otel_scope_name=\"test\"} 1");
    }
  }

  @Test
  void keysWithoutALetterBecomeOneLabel() {
    try (Served served = Served.start()) {
      served
          .meter()
          .counterBuilder("x")
          .build()
          .add(1, Attributes.builder().put("日本", "j").put("__", "u").build());

      assertThat(served.samples("x_total"))
          .containsExactly("x_total{_=\"u;j\",otel_scope_name=\"test\"} 1.0");
    }
  }

  @Test
  void anAttributeWithTheNameOfAScopeLabelIsJoinedWithIt() {
    try (Served served = Served.start()) {
      served
          .meter()
          .counterBuilder("x")
          .build()
          .add(1, Attributes.builder().put("otel.scope.name", "mine").build());

      assertThat(served.samples("x_total"))
          .containsExactly("x_total{otel_scope_name=\"mine;test\"} 1.0");
    }
  }

  @Test
  void scopeTargetAndResourceAreShownAsAsked() {
    try (Served served =
        Served.start(
            builder ->
                builder
                    .setScopeInfoEnabled(false)
                    .setTargetInfoEnabled(false)
                    .setResourceConstantLabels("host.name"::equals))) {
      served.meter().counterBuilder("x").build().add(1);

      assertThat(Scrapes.text(served.port(), Scrapes.TEXT).lines())
          .containsExactly("# TYPE x_total counter", "x_total{host_name=\"h1\"} 1.0");
    }
  }

  @Test
  void thereIsNothingAtAllBeforeTheFirstPoint() {
    try (Served served = Served.start()) {
      served.meter().counterBuilder("x").build();

      assertThat(Scrapes.text(served.port(), Scrapes.TEXT)).isEmpty();
      assertThat(Scrapes.text(served.port(), Scrapes.OPEN_METRICS)).isEqualTo("# EOF\n");
      assertThat(Scrapes.families(served.port())).isEmpty();
    }
  }

  @Test
  void namesStayAsTheyAreForScrapersThatTakeThem() {
    try (Served served =
        Served.start(
            builder ->
                builder.setTranslationStrategy(
                    TranslationStrategy.NO_UTF8_ESCAPING_WITH_SUFFIXES))) {
      served
          .meter()
          .counterBuilder("foo.bar")
          .setUnit("By")
          .build()
          .add(1, Attributes.builder().put("a.b", "v").build());

      assertThat(Scrapes.text(served.port(), Scrapes.OPEN_METRICS + ";escaping=allow-utf-8"))
          .contains("{\"foo.bar_bytes_total\",\"a.b\"=\"v\",otel_scope_name=\"test\"} 1.0");
      assertThat(Scrapes.text(served.port(), "text/plain;version=1.0.0;escaping=allow-utf-8"))
          .contains("{\"foo.bar_bytes_total\",\"a.b\"=\"v\",otel_scope_name=\"test\"} 1.0");
      assertThat(served.samples("foo"))
          .containsExactly("foo_bar_bytes_total{a_b=\"v\",otel_scope_name=\"test\"} 1.0");
    }
  }

  @Test
  void exemplarsNameTheirSpan() {
    try (Served served = withExemplars()) {
      LongCounter counter = served.meter().counterBuilder("x").build();
      counter.add(7, Attributes.builder().put("kept", "k").put("left", "l").build(), inSpan());
      served.meter().histogramBuilder("y").build().record(3, Attributes.empty(), inSpan());

      String span = "span_id=\"" + SPAN_ID + "\",trace_id=\"" + TRACE_ID + "\"";
      List<String> lines = Scrapes.text(served.port(), Scrapes.OPEN_METRICS).lines().toList();
      assertThat(lines).anyMatch(line -> line.contains(" 7.0 # {left=\"l\"," + span + "} 7.0 "));
      assertThat(lines)
          .anyMatch(line -> line.contains("le=\"5.0\"") && line.contains("# {" + span));
      assertThat(Scrapes.text(served.port(), Scrapes.TEXT)).doesNotContain("span_id");

      // each collection has the exemplars since the one before
      counter.add(7, Attributes.builder().put("kept", "k").put("left", "l").build(), inSpan());
      MetricFamily x = family(served, "x_total");
      assertThat(x.getMetric(0).getCounter().getExemplar().getLabelCount()).isEqualTo(3);
    }
  }

  @Test
  void exemplarsKeepTheirSpanWhereAttributesAreTooLong() {
    try (Served served = withExemplars()) {
      Attributes attributes = Attributes.builder().put("left", "l".repeat(100)).build();
      served.meter().counterBuilder("x").build().add(7, attributes, inSpan());

      assertThat(Scrapes.text(served.port(), Scrapes.OPEN_METRICS))
          .contains("# {span_id=\"" + SPAN_ID + "\",trace_id=\"" + TRACE_ID + "\"} 7.0");
    }
  }

  @Test
  void exponentialHistogramsAreNativeOnes() {
    try (Served served = withExponentialHistograms()) {
      var histogram = served.meter().histogramBuilder("x").setUnit("s").build();
      histogram.record(0);
      histogram.record(1, Attributes.empty(), inSpan());
      histogram.record(1.5);
      histogram.record(1000);

      MetricFamily family = family(served, "x_seconds");
      assertThat(family.getUnit()).isEqualTo("seconds");
      Histogram read = family.getMetric(0).getHistogram();
      assertThat(read.getSampleCount()).isEqualTo(4);
      assertThat(read.getSampleSum()).isEqualTo(1002.5);
      assertThat(read.getZeroCount()).isEqualTo(1);
      assertThat(read.getZeroThreshold()).isEqualTo(1e-128);
      assertThat(read.getNegativeSpanCount()).isZero();
      Map<Integer, Long> buckets = NativeBuckets.positive(read);
      double base = Math.pow(2, Math.pow(2, -read.getSchema()));
      for (double value : new double[] {1, 1.5, 1000}) {
        assertThat(buckets).containsEntry((int) Math.ceil(Math.log(value) / Math.log(base)), 1L);
      }
      assertThat(read.getExemplarsCount()).isEqualTo(1);
      assertThat(read.getExemplars(0).hasTimestamp()).isTrue();
      assertThat(read.hasCreatedTimestamp()).isTrue();
    }
  }

  @Test
  void scalesAboveEightAreBroughtDown() {
    try (Served served = withExponentialHistograms()) {
      served.meter().histogramBuilder("x").build().record(1.0001);

      Histogram read = family(served, "x").getMetric(0).getHistogram();
      assertThat(read.getSchema()).isEqualTo(8);
      assertThat(NativeBuckets.positive(read)).containsExactly(Map.entry(1, 1L));
    }
  }

  @Test
  void textHasTheTotalsOfExponentialHistograms() {
    try (Served served = withExponentialHistograms()) {
      served.meter().histogramBuilder("x").build().record(2);

      assertThat(served.samples("x_"))
          .containsExactly(
              "x_bucket{otel_scope_name=\"test\",le=\"+Inf\"} 1",
              "x_count{otel_scope_name=\"test\"} 1",
              "x_sum{otel_scope_name=\"test\"} 2.0");
    }
  }

  @Test
  void valuesOfEveryTypeAreText() {
    try (Served served = Served.start()) {
      Meter meter = served.meter();
      meter
          .counterBuilder("x")
          .build()
          .add(
              1,
              Attributes.builder()
                  .put("bool", true)
                  .put("double", 1.0)
                  .put("doubles", 1.5, Double.NaN)
                  .put("long", -1)
                  .put("strings", "a\"b", "c\\d", "e\u0001f")
                  .build());

      assertThat(served.samples("x_total"))
          .containsExactly(
              "x_total{bool=\"true\",double=\"1.0\",doubles=\"[1.5,\\\"NaN\\\"]\",long=\"-1\","
                  + "otel_scope_name=\"test\",strings=\"[\\\"a\\\\\\\"b\\\",\\\"c\\\\\\\\d\\\","
                  + "\\\"e\\\\u0001f\\\"]\"} 1.0");
    }
  }

  @Test
  void noTextOfTheApplicationCanForgeALine() {
    String forged = "v\"} 1.0\nforged_total{a=\"b\"} 2.0\r\n# EOF\n";
    try (Served served = Served.start()) {
      served
          .sdk()
          .meterBuilder(forged)
          .build()
          .counterBuilder("x")
          .setDescription(forged)
          .setUnit(forged)
          .build()
          .add(1, Attributes.builder().put("a", forged).put(forged, "v").build());
      served.meter().gaugeBuilder("y").build().set(1);

      for (String format : List.of(Scrapes.TEXT, Scrapes.OPEN_METRICS)) {
        assertThat(Scrapes.text(served.port(), format).lines())
            .as(format)
            .anyMatch(line -> line.startsWith("y"))
            .noneMatch(line -> line.startsWith("forged"))
            .filteredOn(line -> line.startsWith("# EOF"))
            .hasSize(format.equals(Scrapes.OPEN_METRICS) ? 1 : 0);
      }
    }
  }

  private static MetricFamily family(Served served, String name) {
    return Scrapes.families(served.port()).stream()
        .filter(family -> family.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Served withExemplars() {
    return Served.start(
        builder -> builder,
        sdk ->
            sdk.setExemplarFilter(ExemplarFilter.ALWAYS_ON)
                .addView(
                    InstrumentSelector.builder().setName("x").build(),
                    View.builder().setAttributeKeys(Set.of("kept")).build()));
  }

  private static Served withExponentialHistograms() {
    return Served.start(
        builder ->
            builder.setDefaultAggregation(
                type -> Aggregation.base2ExponentialBucketHistogram(160, 20, true)));
  }

  private static Context inSpan() {
    SpanContext span =
        SpanContext.create(TRACE_ID, SPAN_ID, TraceFlags.getSampled(), TraceState.getDefault());
    return Context.root().with(Span.wrap(span));
  }
}
