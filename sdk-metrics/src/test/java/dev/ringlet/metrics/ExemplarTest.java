// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Which measurements become exemplars, what those say, and what foreign code may do to them. */
class ExemplarTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";
  private static final AttributeKey<String> KEPT = AttributeKey.stringKey("kept");
  private static final AttributeKey<String> DROPPED = AttributeKey.stringKey("dropped");
  private static final Attributes BOTH = Attributes.of(KEPT, "a", DROPPED, "b");

  private final OnDemandMetricReader reader = TestMetrics.reader(Temporality.CUMULATIVE);
  private RingletMeterProvider provider;

  private LongCounter counter(ExemplarFilter filter, View view) {
    provider =
        TestMetrics.provider(reader)
            .setExemplarFilter(filter)
            .addView(InstrumentSelector.builder().setName("counter").build(), view)
            .build();
    return provider.get("test").counterBuilder("counter").build();
  }

  private NumberDataPoint point() {
    List<NumberDataPoint> points = TestMetrics.points(TestMetrics.metric(reader, "counter"));
    assertThat(points).hasSize(1);
    return points.get(0);
  }

  private static View plain() {
    return View.builder().build();
  }

  private static View filtering() {
    return View.builder().setAttributeKeys(List.of("kept")).build();
  }

  private static Context in(SpanContext span) {
    return Context.root().with(Span.wrap(span));
  }

  private static SpanContext span(TraceFlags flags) {
    return SpanContext.create(TRACE, SPAN, flags, TraceState.getDefault());
  }

  /** An implementation of the API's interface that throws in one method. */
  private static <T> T throwing(Class<T> type, T real, String method) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, called, arguments) -> {
              if (called.getName().equals(method)) {
                throw new IllegalStateException("on purpose");
              }
              try {
                return called.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  @Test
  void anExemplarNamesItsSpanAndWhatTheViewDropped() {
    LongCounter counter = counter(ExemplarFilter.TRACE_BASED, filtering());
    long before = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    counter.add(7, BOTH, in(span(TraceFlags.getSampled())));
    NumberDataPoint point = point();
    assertThat(point.getAttributesList())
        .singleElement()
        .matches(one -> one.getKey().equals("kept"));
    assertThat(point.getExemplarsList()).hasSize(1);
    Exemplar exemplar = point.getExemplars(0);
    assertThat(exemplar.getAsInt()).isEqualTo(7);
    assertThat(exemplar.getTraceId().toByteArray()).isEqualTo(HexFormat.of().parseHex(TRACE));
    assertThat(exemplar.getSpanId().toByteArray()).isEqualTo(HexFormat.of().parseHex(SPAN));
    assertThat(exemplar.getFilteredAttributesList())
        .singleElement()
        .matches(one -> one.getKey().equals("dropped"))
        .matches(one -> one.getValue().getStringValue().equals("b"));
    assertThat(exemplar.getTimeUnixNano())
        .isBetween(before - 1_000_000, point.getTimeUnixNano()); // clocks differ in resolution
    assertThat(point().getExemplarsList()).isEmpty(); // each is exported once
    assertThat(point().getAsInt()).isEqualTo(7);
  }

  @Test
  void theFilterDecides() {
    LongCounter counter = counter(ExemplarFilter.TRACE_BASED, plain());
    counter.add(1, BOTH, in(span(TraceFlags.getDefault())));
    counter.add(1, BOTH, Context.root());
    assertThat(point().getExemplarsList()).isEmpty();
    counter = counter2(ExemplarFilter.ALWAYS_OFF);
    counter.add(1, BOTH, in(span(TraceFlags.getSampled())));
    assertThat(other().getExemplarsList()).isEmpty();
    counter = counter2(ExemplarFilter.ALWAYS_ON);
    counter.add(1, BOTH, Context.root());
    assertThat(other().getExemplarsList())
        .singleElement()
        .matches(one -> one.getTraceId().isEmpty() && one.getSpanId().isEmpty())
        .matches(one -> one.getFilteredAttributesList().isEmpty());
  }

  private OnDemandMetricReader second;

  private LongCounter counter2(ExemplarFilter filter) {
    second = TestMetrics.reader(Temporality.DELTA);
    return TestMetrics.provider(second)
        .setExemplarFilter(filter)
        .build()
        .get("test")
        .counterBuilder("other")
        .build();
  }

  private NumberDataPoint other() {
    return TestMetrics.points(TestMetrics.metric(second, "other")).get(0);
  }

  @Test
  void eachBucketKeepsItsLastAndACounterAsManyAsThereAreProcessors() {
    LongCounter counter = counter2(ExemplarFilter.ALWAYS_ON);
    for (int i = 1; i <= 1000; i++) {
      counter.add(i);
    }
    List<Exemplar> kept = other().getExemplarsList();
    assertThat(kept).hasSize(Runtime.getRuntime().availableProcessors());
    assertThat(kept).allMatch(one -> one.getAsInt() >= 1 && one.getAsInt() <= 1000);
    assertThat(kept.stream().map(Exemplar::getAsInt)).doesNotHaveDuplicates();
    OnDemandMetricReader third = TestMetrics.reader(Temporality.DELTA);
    DoubleHistogram histogram =
        TestMetrics.provider(third)
            .setExemplarFilter(ExemplarFilter.ALWAYS_ON)
            .build()
            .get("test")
            .histogramBuilder("histogram")
            .setExplicitBucketBoundariesAdvice(List.of(10.0, 20.0))
            .build();
    for (double value : new double[] {1, 15, 2, 16, 30, 3}) {
      histogram.record(value);
    }
    HistogramDataPoint point =
        TestMetrics.metric(third, "histogram").getHistogram().getDataPoints(0);
    assertThat(point.getExemplarsList().stream().map(Exemplar::getAsDouble))
        .containsExactlyInAnyOrder(3.0, 16.0, 30.0);
    histogram.record(4);
    point = TestMetrics.metric(third, "histogram").getHistogram().getDataPoints(0);
    assertThat(point.getExemplarsList().stream().map(Exemplar::getAsDouble)).containsExactly(4.0);
  }

  @Test
  void aForeignSpanMayThrowAndTheMeasurementCounts() {
    LongCounter counter = counter(ExemplarFilter.TRACE_BASED, plain());
    Span broken = throwing(Span.class, Span.wrap(span(TraceFlags.getSampled())), "getSpanContext");
    counter.add(3, BOTH, new SpanIn(broken));
    assertThat(point().getAsInt()).isEqualTo(3);
    assertThat(provider.caughtErrors()).isEqualTo(1);
  }

  @Test
  void aForeignSpanContextMayThrowWhenItIsReadAndCostsItsExemplarOnly() {
    for (String method : List.of("isValid", "getTraceId", "getSpanId")) {
      OnDemandMetricReader its = TestMetrics.reader(Temporality.DELTA);
      RingletMeterProvider of =
          TestMetrics.provider(its).setExemplarFilter(ExemplarFilter.ALWAYS_ON).build();
      DoubleHistogram histogram = of.get("test").histogramBuilder("histogram").build();
      SpanContext real = span(TraceFlags.getSampled());
      SpanContext broken = throwing(SpanContext.class, real, method);
      Span foreign =
          (Span)
              Proxy.newProxyInstance(
                  Span.class.getClassLoader(),
                  new Class<?>[] {Span.class},
                  (proxy, called, arguments) -> broken); // nothing else is called
      histogram.record(1, BOTH, new SpanIn(foreign));
      histogram.record(7, BOTH, in(real));
      HistogramDataPoint point =
          TestMetrics.metric(its, "histogram").getHistogram().getDataPoints(0);
      assertThat(point.getCount()).as(method).isEqualTo(2);
      assertThat(point.getMax()).isEqualTo(7);
      assertThat(point.getExemplarsList())
          .as(method)
          .singleElement()
          .matches(one -> one.getAsDouble() == 7 && !one.getTraceId().isEmpty());
      assertThat(of.caughtErrors()).as(method).isEqualTo(1);
    }
  }

  /** A context that answers every key with a span. */
  private record SpanIn(Span span) implements Context {
    @Override
    @SuppressWarnings("unchecked")
    public <V> V get(ContextKey<V> key) {
      return (V) span;
    }

    @Override
    public <V> Context with(ContextKey<V> key, V value) {
      return this;
    }
  }

  @Test
  void attributesThatCannotBeReadKeepTheirMeasurement() {
    LongCounter counter = counter(ExemplarFilter.ALWAYS_ON, filtering());
    counter.add(1, new BrokenAttributes(BOTH), Context.root());
    NumberDataPoint point = point();
    assertThat(point.getAsInt()).isEqualTo(1);
    assertThat(point.getAttributesCount()).isZero();
    assertThat(point.getExemplarsList()).hasSize(1);
    assertThat(provider.caughtErrors()).isEqualTo(1);
    counter.add(2, BOTH, Context.root());
    assertThat(TestMetrics.points(TestMetrics.metric(reader, "counter")))
        .extracting(NumberDataPoint::getAsInt)
        .containsExactly(1L, 2L);
    assertThat(provider.caughtErrors()).isEqualTo(1);
  }

  /** Attributes that cannot be read one by one. */
  private record BrokenAttributes(Attributes real) implements Attributes {
    @Override
    public <T> T get(AttributeKey<T> key) {
      return real.get(key);
    }

    @Override
    public void forEach(BiConsumer<? super AttributeKey<?>, ? super Object> consumer) {
      throw new IllegalStateException("on purpose");
    }

    @Override
    public int size() {
      return real.size();
    }

    @Override
    public boolean isEmpty() {
      return real.isEmpty();
    }

    @Override
    public Map<AttributeKey<?>, Object> asMap() {
      return real.asMap();
    }

    @Override
    public AttributesBuilder toBuilder() {
      return real.toBuilder();
    }
  }

  private static View with(Supplier<ExemplarReservoir> reservoir) {
    return View.builder().setExemplarReservoir(reservoir).build();
  }

  @Test
  void aReservoirOfTheApplicationIsAskedAndMayThrow() {
    ExemplarReservoir broken =
        new ExemplarReservoir() {
          @Override
          public void offer(long value, Attributes attributes, Context context) {
            throw new IllegalStateException("on purpose");
          }

          @Override
          public void offer(double value, Attributes attributes, Context context) {
            throw new IllegalStateException("on purpose");
          }

          @Override
          public void collect(Collector collector) {
            collector.exemplar(1, 5L, BOTH, null);
            throw new IllegalStateException("on purpose");
          }
        };
    LongCounter counter = counter(ExemplarFilter.ALWAYS_ON, with(() -> broken));
    counter.add(4, BOTH, Context.root());
    assertThat(provider.caughtErrors()).isEqualTo(1);
    NumberDataPoint point = point();
    assertThat(point.getAsInt()).isEqualTo(4);
    assertThat(point.getExemplarsList()).singleElement().matches(one -> one.getAsInt() == 5);
    assertThat(provider.caughtErrors()).isEqualTo(2);
  }

  @Test
  void aSupplierOfReservoirsMayThrowOrAnswerNothing() {
    for (Supplier<ExemplarReservoir> supplier :
        List.<Supplier<ExemplarReservoir>>of(
            () -> null,
            () -> {
              throw new IllegalStateException("on purpose");
            })) {
      OnDemandMetricReader its = TestMetrics.reader(Temporality.CUMULATIVE);
      RingletMeterProvider of =
          TestMetrics.provider(its)
              .setExemplarFilter(ExemplarFilter.ALWAYS_ON)
              .addView(InstrumentSelector.builder().build(), with(supplier))
              .build();
      of.get("test").counterBuilder("counter").build().add(4);
      assertThat(TestMetrics.points(TestMetrics.metric(its, "counter")).get(0).getAsInt())
          .isEqualTo(4);
      assertThat(of.caughtErrors()).isEqualTo(1);
    }
  }

  @Test
  void anExemplarIsOfOneMeasurementAlsoWhenManyAreOffered() throws InterruptedException {
    OnDemandMetricReader its = TestMetrics.reader(Temporality.DELTA);
    LongCounter counter =
        TestMetrics.provider(its)
            .setExemplarFilter(ExemplarFilter.ALWAYS_ON)
            .addView(InstrumentSelector.builder().build(), filtering())
            .build()
            .get("test")
            .counterBuilder("counter")
            .build();
    List<Thread> writers = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      long number = i;
      String trace = TRACE.substring(1) + number;
      SpanContext span =
          SpanContext.create(trace, SPAN, TraceFlags.getSampled(), TraceState.getDefault());
      Attributes attributes = Attributes.of(DROPPED, trace);
      Context context = in(span);
      writers.add(
          new Thread(
              () -> {
                for (int n = 0; n < 100_000; n++) {
                  counter.add(number, attributes, context);
                }
              }));
    }
    writers.forEach(Thread::start);
    int seen = 0;
    boolean alive = true;
    while (alive) {
      alive = writers.stream().anyMatch(Thread::isAlive); // once more when they have ended
      for (Metric metric : TestMetrics.collect(its)) {
        for (Exemplar one : TestMetrics.points(metric).get(0).getExemplarsList()) {
          String trace = HexFormat.of().formatHex(one.getTraceId().toByteArray());
          assertThat(trace).endsWith(String.valueOf(one.getAsInt()));
          assertThat(one.getFilteredAttributes(0).getValue().getStringValue()).isEqualTo(trace);
          seen++;
        }
      }
    }
    assertThat(seen).isPositive();
  }
}
