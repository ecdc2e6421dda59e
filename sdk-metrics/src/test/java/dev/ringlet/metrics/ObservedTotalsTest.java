// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.Await;
import dev.ringlet.testing.ManualClock;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Totals that callbacks observe now and then, and what is reported of them. */
@Timeout(300)
class ObservedTotalsTest {
  private static final AttributeKey<String> KEY = AttributeKey.stringKey("key");
  private static final AttributeKey<String> OTHER = AttributeKey.stringKey("other");
  private static final Attributes A = Attributes.of(KEY, "a");
  private static final Attributes B = Attributes.of(KEY, "b");
  private static final long SECOND = 1_000_000_000;
  private static final long START = 1_790_000_000L * SECOND;

  /** Observed in the next collection, of either type. */
  private interface Totals {
    void record(double value, Attributes attributes);
  }

  private final ManualClock clock = new ManualClock(START);
  private Consumer<Totals> observation = totals -> {};

  static Stream<Arguments> kinds() {
    return Stream.of(true, false)
        .flatMap(
            isLong ->
                Stream.of(Temporality.values())
                    .flatMap(
                        temporality ->
                            Stream.of(1, 2).map(n -> Arguments.of(isLong, temporality, n))));
  }

  /** A provider with an observed counter, and its readers. */
  private final class Observed implements AutoCloseable {
    final List<OnDemandMetricReader> readers = new ArrayList<>();
    final RingletMeterProvider provider;
    final boolean isLong;
    final boolean delta;
    private AutoCloseable registration;

    Observed(boolean isLong, Temporality temporality, int readers, View view) {
      this.isLong = isLong;
      delta = temporality == Temporality.DELTA;
      RingletMeterProvider.Builder building =
          RingletMeterProvider.builder()
              .setClock(clock)
              .addView(InstrumentSelector.builder().build(), view);
      for (int i = 0; i < readers; i++) {
        this.readers.add(TestMetrics.reader(temporality));
        building.addMetricReader(this.readers.get(i));
      }
      provider = building.build();
      register();
    }

    void register() {
      Meter meter = provider.get("test");
      if (isLong) {
        registration = meter.counterBuilder("total").buildWithCallback(this::observe);
      } else {
        registration = meter.counterBuilder("total").ofDoubles().buildWithCallback(this::observe);
      }
    }

    private void observe(ObservableLongMeasurement measurement) {
      observation.accept((value, with) -> measurement.record((long) value, with));
    }

    private void observe(ObservableDoubleMeasurement measurement) {
      observation.accept(measurement::record);
    }

    void unregister() {
      try {
        registration.close();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    /** What each reader, which all agree, collects a second later. */
    Map<String, NumberDataPoint> collect(Consumer<Totals> observed) {
      observation = observed;
      clock.advance(SECOND);
      List<Map<String, NumberDataPoint>> all = new ArrayList<>();
      for (OnDemandMetricReader reader : readers) {
        Map<String, NumberDataPoint> points = new TreeMap<>();
        for (Metric metric : TestMetrics.collect(reader)) {
          for (NumberDataPoint point : TestMetrics.points(metric)) {
            String key =
                point.getAttributesCount() == 0
                    ? ""
                    : point.getAttributes(0).getValue().getStringValue();
            assertThat(points.put(key, point)).isNull();
          }
        }
        all.add(points);
      }
      assertThat(all).containsOnly(all.get(0));
      return all.get(0);
    }

    double value(NumberDataPoint point) {
      return isLong ? point.getAsInt() : point.getAsDouble();
    }

    /** Asserts the point of a total that grew from a total at a time. */
    void grew(NumberDataPoint point, double from, double to, long sinceSeconds) {
      assertThat(value(point)).isEqualTo(delta ? to - from : to);
      assertThat(point.getStartTimeUnixNano())
          .isEqualTo(delta ? START + sinceSeconds * SECOND : START);
    }

    @Override
    public void close() {
      provider.close();
    }
  }

  private Observed observed(boolean isLong, Temporality temporality, int readers) {
    return new Observed(isLong, temporality, readers, View.builder().build());
  }

  private static Consumer<Totals> total(double value) {
    return totals -> totals.record(value, A);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aTotalGoesOnAfterACollectionWithoutIt(boolean isLong, Temporality temporality, int readers) {
    try (Observed observed = observed(isLong, temporality, readers)) {
      observed.grew(observed.collect(total(100)).get("a"), 0, 100, 0);
      assertThat(
              observed.collect(
                  totals -> {
                    throw new IllegalStateException("on purpose");
                  }))
          .isEmpty();
      observed.grew(observed.collect(total(110)).get("a"), 100, 110, 1);
      assertThat(observed.collect(totals -> totals.record(5, B))).containsOnlyKeys("b");
      assertThat(observed.collect(totals -> totals.record(6, B))).containsOnlyKeys("b");
      observed.grew(observed.collect(total(125)).get("a"), 110, 125, 3);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aTotalThatIsRegisteredAgainGoesOn(boolean isLong, Temporality temporality, int readers) {
    try (Observed observed = observed(isLong, temporality, readers)) {
      observed.collect(total(100));
      observed.unregister();
      assertThat(observed.collect(total(105))).isEmpty();
      observed.register();
      observed.grew(observed.collect(total(110)).get("a"), 100, 110, 1);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aTotalThatShrinksBeginsAgain(boolean isLong, Temporality temporality, int readers) {
    try (Observed observed = observed(isLong, temporality, readers)) {
      observed.collect(total(100));
      observed.collect(total(120));
      NumberDataPoint reset = observed.collect(total(3)).get("a");
      assertThat(observed.value(reset)).isEqualTo(3);
      assertThat(reset.getStartTimeUnixNano()).isEqualTo(START + 2 * SECOND);
      NumberDataPoint next = observed.collect(total(10)).get("a");
      assertThat(observed.value(next)).isEqualTo(observed.delta ? 7 : 10);
      assertThat(next.getStartTimeUnixNano()).isEqualTo(START + (observed.delta ? 3 : 2) * SECOND);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void valuesThatAreNotFiniteAreNoObservation(
      boolean isLong, Temporality temporality, int readers) {
    if (!isLong) {
      try (Observed observed = observed(false, temporality, readers)) {
        observed.collect(total(100));
        for (double odd :
            new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
          assertThat(observed.collect(total(odd))).isEmpty();
        }
        assertThat(observed.provider.refusedMeasurements()).isEqualTo(3L * readers);
        observed.grew(observed.collect(total(110)).get("a"), 100, 110, 1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theLastOfTwoObservationsCounts(boolean isLong, Temporality temporality, int readers) {
    List<String> warnings = new ArrayList<>();
    try (Observed observed = observed(isLong, temporality, readers);
        Warnings heard = new Warnings(RingletMeterProvider.class.getName(), warnings)) {
      assertThat(heard).isNotNull();
      Consumer<Totals> twice =
          totals -> {
            totals.record(90, A);
            totals.record(100, A);
          };
      assertThat(observed.value(observed.collect(twice).get("a"))).isEqualTo(100);
      observed.collect(twice);
      assertThat(warnings)
          .hasSize(readers)
          .allMatch(text -> text.contains("total was observed more than once"));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void attributesThatAViewDropsAreAddedUp(boolean isLong, Temporality temporality, int readers) {
    View view = View.builder().setAttributeKeys(List.of("key")).build();
    try (Observed observed = new Observed(isLong, temporality, readers, view)) {
      LongFunction<Consumer<Totals>> parts =
          each ->
              totals -> {
                totals.record(1000, A.toBuilder().put(OTHER, "x").build());
                totals.record(each, A.toBuilder().put(OTHER, "x").build());
                totals.record(each, A.toBuilder().put(OTHER, "y").build());
              };
      observed.grew(observed.collect(parts.apply(50)).get("a"), 0, 100, 0);
      observed.grew(observed.collect(parts.apply(60)).get("a"), 100, 120, 1);
    }
  }

  @Test
  void aLateCallbackIsMadeUpForByTheNext() throws InterruptedException {
    CapturingMetricExporter exporter = new CapturingMetricExporter();
    PeriodicMetricReader reader =
        PeriodicMetricReader.builder(exporter)
            .setTemporality(Temporality.DELTA)
            .setTimeout(Duration.ofMillis(200))
            .build();
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    CountDownLatch left = new CountDownLatch(1);
    AtomicLong total = new AtomicLong(100);
    try (RingletMeterProvider provider = TestMetrics.provider(reader).build()) {
      provider
          .get("test")
          .counterBuilder("total")
          .buildWithCallback(
              measurement -> {
                long observed = total.get();
                if (observed == 110) {
                  entered.countDown();
                  awaitQuietly(leave);
                }
                measurement.record(observed);
                if (observed == 110) {
                  left.countDown();
                }
              });
      flushUntil(provider, () -> exporter.total("total") == 100);
      total.set(110);
      flushUntil(provider, () -> entered.getCount() == 0);
      assertThat(exporter.total("total")).isEqualTo(100);
      leave.countDown();
      left.await();
      total.set(120);
      flushUntil(provider, () -> exporter.total("total") == 120);
    }
  }

  /** A thread of callbacks may not get to run before the timeout of a collection. */
  private static void flushUntil(RingletMeterProvider provider, Callable<Boolean> condition) {
    Await.until(
        "a callback in time",
        () -> {
          provider.flush(LONG);
          return condition.call();
        });
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theSameFunctionRegisteredTwiceIsReported() {
    List<String> warnings = new ArrayList<>();
    OnDemandMetricReader reader = TestMetrics.reader(Temporality.DELTA);
    Consumer<ObservableLongMeasurement> callback = measurement -> measurement.record(1);
    try (RingletMeterProvider provider = TestMetrics.provider(reader).build();
        Warnings heard = new Warnings(RingletMeterProvider.class.getName(), warnings)) {
      assertThat(heard).isNotNull();
      Meter meter = provider.get("test");
      meter.counterBuilder("first").buildWithCallback(callback);
      meter.counterBuilder("second").buildWithCallback(callback);
      meter.counterBuilder("third").buildWithCallback(callback).close();
      meter.counterBuilder("third").buildWithCallback(callback);
      assertThat(warnings).isEmpty();
      meter.counterBuilder("first").buildWithCallback(callback);
      assertThat(warnings).singleElement().asString().contains("more than once", "first");
      assertThat(TestMetrics.points(TestMetrics.metric(reader, "first")).get(0).getAsInt())
          .isEqualTo(1);
    }
  }

  @Test
  void seriesThatWereObservedOnceDoNotFillTheMemory() {
    OnDemandMetricReader reader =
        OnDemandMetricReader.builder()
            .setTemporality(Temporality.DELTA)
            .setCardinalityLimit(10)
            .build();
    long[] next = {0};
    try (RingletMeterProvider provider = TestMetrics.provider(reader).build()) {
      provider
          .get("test")
          .counterBuilder("total")
          .buildWithCallback(
              measurement -> {
                for (int i = 0; i < 9; i++) {
                  measurement.record(1, Attributes.of(KEY, "" + next[0]++));
                }
              });
      long sum = 0;
      for (int i = 0; i < 100; i++) {
        List<NumberDataPoint> points = TestMetrics.points(TestMetrics.metric(reader, "total"));
        assertThat(points).hasSize(9);
        sum += points.stream().mapToLong(NumberDataPoint::getAsInt).sum();
      }
      assertThat(sum).isEqualTo(900);
    }
  }
}
