// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.Await;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongCounter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.context.Context;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What callbacks may do to the SDK and to each other. */
@Timeout(300)
class CallbackTest {
  private static final AttributeKey<Long> KEY = AttributeKey.longKey("key");

  private final OnDemandMetricReader reader = TestMetrics.reader(Temporality.CUMULATIVE);
  private final RingletMeterProvider provider = TestMetrics.provider(reader).build();
  private final Meter meter = provider.get("test");

  private long value(List<Metric> metrics, String name) {
    return TestMetrics.points(TestMetrics.named(metrics, name)).get(0).getAsInt();
  }

  private void healthy(String name) {
    meter.counterBuilder(name).buildWithCallback(measurement -> measurement.record(7));
  }

  @Test
  void whatACallbackThrowsCostsItsOwnValuesOnly() {
    healthy("before");
    meter
        .counterBuilder("broken")
        .buildWithCallback(
            measurement -> {
              measurement.record(1);
              throw new StackOverflowError("on purpose");
            });
    healthy("after");
    List<String> messages = new ArrayList<>();
    List<Metric> metrics;
    try (Warnings warnings = new Warnings(RingletMeterProvider.class.getName(), messages)) {
      metrics = TestMetrics.collect(reader);
      assertThat(warnings).isNotNull();
    }
    assertThat(messages)
        .containsExactly("A callback of [broken] threw java.lang.StackOverflowError");
    assertThat(value(metrics, "before")).isEqualTo(7);
    assertThat(value(metrics, "after")).isEqualTo(7);
    assertThat(value(metrics, "broken")).isEqualTo(1); // what came before it threw counts
    assertThat(provider.caughtErrors()).isEqualTo(1);
    TestMetrics.collect(reader);
    assertThat(provider.caughtErrors()).isEqualTo(2);
  }

  @Test
  void aCallbackThatBlocksDelaysNoOtherAndIsNotStartedAgainUntilItEnds()
      throws InterruptedException {
    CapturingMetricExporter exporter = new CapturingMetricExporter();
    PeriodicMetricReader periodic =
        PeriodicMetricReader.builder(exporter).setTimeout(Duration.ofSeconds(5)).build();
    AtomicInteger starts = new AtomicInteger();
    CountDownLatch leave = new CountDownLatch(1);
    AtomicReference<Thread> itsThread = new AtomicReference<>();
    List<String> messages = new ArrayList<>();
    try (Warnings warnings = new Warnings(RingletMeterProvider.class.getName(), messages);
        RingletMeterProvider other = TestMetrics.provider(periodic).build()) {
      assertThat(warnings).isNotNull();
      Meter its = other.get("test");
      its.counterBuilder("a").buildWithCallback(measurement -> measurement.record(1));
      its.counterBuilder("blocks")
          .buildWithCallback(
              measurement -> {
                itsThread.set(Thread.currentThread());
                starts.incrementAndGet();
                measurement.record(1);
                awaitQuietly(leave);
                measurement.record(1000); // nothing waits for this any more
              });
      for (int i = 0; i < 20; i++) {
        its.counterBuilder("b" + i).buildWithCallback(measurement -> measurement.record(2));
      }
      assertThat(other.flush(LONG)).isTrue();
      assertThat(other.flush(LONG)).isTrue();
      assertThat(starts).hasValue(1);
      assertThat(other.caughtErrors()).isEqualTo(1);
      assertThat(messages).singleElement().asString().startsWith("A callback of [blocks] threw ");
      for (List<Metric> request : exporter.metrics()) {
        assertThat(request.stream().map(Metric::getName)).contains("a", "b0", "b10", "b19");
      }
      leave.countDown();
      itsThread.get().join(); // it has no other work, so it ends
      assertThat(other.flush(LONG)).isTrue();
      assertThat(starts).hasValue(2);
      assertThat(value(exporter.metrics().get(2), "blocks")).isEqualTo(1000);
    }
    assertThat(exporter.isClosed()).isTrue();
  }

  @Test
  void whatAnAbandonedCallbackObservesLaterIsNotTakenForAValueOfAnother()
      throws InterruptedException {
    CapturingMetricExporter exporter = new CapturingMetricExporter();
    PeriodicMetricReader periodic =
        PeriodicMetricReader.builder(exporter).setTimeout(Duration.ofSeconds(5)).build();
    CountDownLatch otherRuns = new CountDownLatch(1);
    CountDownLatch observed = new CountDownLatch(2);
    try (RingletMeterProvider its = TestMetrics.provider(periodic).build()) {
      Meter itsMeter = its.get("test");
      ObservableLongMeasurement shared = itsMeter.counterBuilder("shared").buildObserver();
      AtomicReference<Thread> helper = new AtomicReference<>();
      itsMeter.batchCallback(
          () -> {
            if (helper.get() == null) {
              Runnable late =
                  () -> {
                    awaitQuietly(otherRuns);
                    shared.record(1000, Attributes.of(KEY, observed.getCount()));
                    observed.countDown();
                  };
              helper.set(new Thread(Context.current().wrap(late)));
              helper.get().start();
              late.run();
            }
          },
          shared);
      itsMeter.batchCallback(
          () -> {
            otherRuns.countDown();
            awaitQuietly(observed);
            shared.record(2);
          },
          shared);
      its.flush(LONG);
      helper.get().join();
      assertThat(its.caughtErrors()).isPositive();
      while (exporter.metrics().isEmpty()) {
        assertThat(its.flush(LONG)).isTrue(); // its own thread may not have got to run in time
      }
      for (List<Metric> request : exporter.metrics()) {
        assertThat(TestMetrics.points(TestMetrics.named(request, "shared")))
            .singleElement()
            .satisfies(point -> assertThat(point.getAsInt()).isEqualTo(2));
      }
    }
  }

  @Test
  void aThreadThatACallbackStartsObservesForIt() {
    for (boolean withContext : new boolean[] {false, true}) {
      String name = withContext ? "with.context" : "without.context";
      meter
          .counterBuilder(name)
          .buildWithCallback(
              measurement -> {
                Runnable observation = () -> measurement.record(3);
                Thread helper =
                    new Thread(withContext ? Context.current().wrap(observation) : observation);
                helper.start();
                joinQuietly(helper);
              });
    }
    List<Metric> metrics = TestMetrics.collect(reader);
    assertThat(value(metrics, "with.context")).isEqualTo(3);
    assertThat(value(metrics, "without.context")).isEqualTo(3);
  }

  private static void joinQuietly(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    boolean there = false;
    while (!there) {
      try {
        latch.await();
        there = true;
      } catch (InterruptedException e) {
        // stubborn
      }
    }
  }

  @Test
  void severalThatBlockEndAfterTwiceTheTimeoutAndTheRestIsExported() throws InterruptedException {
    CapturingMetricExporter exporter = new CapturingMetricExporter();
    PeriodicMetricReader periodic =
        PeriodicMetricReader.builder(exporter).setTimeout(Duration.ofSeconds(1)).build();
    CountDownLatch leave = new CountDownLatch(1);
    try (RingletMeterProvider other = TestMetrics.provider(periodic).build()) {
      Meter its = other.get("test");
      for (int i = 0; i < 3; i++) {
        its.counterBuilder("blocks" + i).buildWithCallback(measurement -> awaitQuietly(leave));
      }
      its.counterBuilder("well").buildWithCallback(measurement -> measurement.record(2));
      other.flush(LONG);
      assertThat(other.flush(LONG)).isTrue(); // at the latest now, since those that block are known
      assertThat(other.caughtErrors()).isGreaterThanOrEqualTo(3);
      while (!tellsWell(exporter.metrics())) {
        assertThat(other.flush(LONG)).isTrue(); // its own thread may not have got to run in time
      }
      List<List<Metric>> requests = exporter.metrics();
      assertThat(value(requests.get(requests.size() - 1), "well")).isEqualTo(2);
      leave.countDown();
    }
  }

  private static boolean tellsWell(List<List<Metric>> requests) {
    return !requests.isEmpty()
        && requests.get(requests.size() - 1).stream()
            .anyMatch(metric -> metric.getName().equals("well"));
  }

  @Test
  void aCallbackMayUseTheSdk() {
    List<List<Metric>> inside = new ArrayList<>();
    AtomicReference<ObservableLongCounter> itself = new AtomicReference<>();
    itself.set(
        meter
            .counterBuilder("outer")
            .buildWithCallback(
                measurement -> {
                  measurement.record(1);
                  meter.counterBuilder("made.inside").build().add(3);
                  provider.get("another").upDownCounterBuilder("made.there").build().add(4);
                  meter.gaugeBuilder("later").buildWithCallback(later -> later.record(5));
                  assertThat(provider.flush(LONG)).isTrue(); // nothing to wait for on demand
                  inside.add(TestMetrics.collect(reader));
                  itself.get().close();
                }));
    List<Metric> metrics = TestMetrics.collect(reader);
    assertThat(value(metrics, "outer")).isEqualTo(1);
    assertThat(value(metrics, "made.inside")).isEqualTo(3);
    assertThat(inside).containsExactly(List.of());
    metrics = TestMetrics.collect(reader);
    assertThat(value(metrics, "made.inside")).isEqualTo(3);
    assertThat(value(metrics, "made.there")).isEqualTo(4);
    assertThat(TestMetrics.points(TestMetrics.named(metrics, "later")).get(0).getAsDouble())
        .isEqualTo(5);
    assertThat(provider.caughtErrors()).isZero();
  }

  /** A loader of classes that are found nowhere else, as an application server has. */
  private static final class AppLoader extends ClassLoader {
    AppLoader() {
      super(null);
    }
  }

  private static void with(ClassLoader loader, Runnable registration) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      registration.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void aCallbackHasTheContextClassLoaderOfItsRegistration() {
    List<ClassLoader> seen = new ArrayList<>();
    Runnable look = () -> seen.add(Thread.currentThread().getContextClassLoader());
    ClassLoader one = new AppLoader();
    ClassLoader other = new AppLoader();
    with(one, () -> meter.gaugeBuilder("one").buildWithCallback(gauge -> look.run()));
    with(
        other,
        () -> meter.batchCallback(look, meter.counterBuilder("other").ofDoubles().buildObserver()));
    with(null, () -> meter.gaugeBuilder("none").buildWithCallback(gauge -> look.run()));

    TestMetrics.collect(reader);
    assertThat(seen).containsExactly(one, other, null);
  }

  @Test
  void aCallbackKeepsNoContextClassLoader() {
    WeakReference<ClassLoader> loader = new WeakReference<>(new AppLoader());
    with(loader.get(), () -> healthy("open"));
    assertThat(value(TestMetrics.collect(reader), "open")).isEqualTo(7);

    Await.until(
        "the class loader is gone",
        () -> {
          System.gc();
          return loader.get() == null;
        });
    assertThat(value(TestMetrics.collect(reader), "open")).isEqualTo(7);
  }

  @Test
  void theProviderMayBeClosedInsideOnDemandAndTheThreadEnds() throws InterruptedException {
    AtomicReference<Thread> callbacks = new AtomicReference<>();
    meter
        .counterBuilder("outer")
        .buildWithCallback(
            measurement -> {
              callbacks.set(Thread.currentThread());
              provider.close();
            });
    TestMetrics.collect(reader);
    callbacks.get().join();
    assertThat(TestMetrics.collect(reader)).isEmpty();
  }

  @Test
  void closeDoesNotWaitForACollectionThatIsStuck() throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    meter
        .counterBuilder("stuck")
        .buildWithCallback(
            measurement -> {
              entered.countDown();
              awaitQuietly(leave);
            });
    Thread collector = new Thread(() -> reader.collect());
    collector.start();
    entered.await();
    provider.close();
    assertThat(collector.isAlive()).isTrue();
    leave.countDown();
    collector.join();
  }

  @Test
  void aMillionObservedSeriesStayWithinTheLimit() {
    meter
        .counterBuilder("many")
        .buildWithCallback(
            measurement -> {
              for (long i = 0; i < 1_000_000; i++) {
                measurement.record(1, Attributes.of(KEY, i));
              }
            });
    healthy("after");
    for (int i = 0; i < 2; i++) {
      List<Metric> metrics = TestMetrics.collect(reader);
      List<NumberDataPoint> points = TestMetrics.points(TestMetrics.named(metrics, "many"));
      assertThat(points).hasSize(2000);
      assertThat(points.stream().mapToLong(NumberDataPoint::getAsInt).sum()).isEqualTo(1_000_000);
      assertThat(points)
          .filteredOn(point -> point.getAttributes(0).getKey().equals("otel.metric.overflow"))
          .singleElement()
          .satisfies(point -> assertThat(point.getAsInt()).isEqualTo(1_000_000 - 1999));
      assertThat(value(metrics, "after")).isEqualTo(7);
    }
    assertThat(provider.caughtErrors()).isZero();
  }

  @Test
  void observationsOutsideOfACallbackAreDropped() {
    ObservableLongMeasurement observer = meter.counterBuilder("observed").buildObserver();
    observer.record(1);
    BatchCallback batch = meter.batchCallback(() -> observer.record(2), observer);
    assertThat(TestMetrics.points(TestMetrics.metric(reader, "observed")).get(0).getAsInt())
        .isEqualTo(2);
    observer.record(3);
    batch.close();
    assertThat(TestMetrics.collect(reader)).isEmpty();
  }

  @Test
  void oneCallbackFillsSeveralInstrumentsOfItsOwnMeterOnly() {
    ObservableLongMeasurement first = meter.counterBuilder("first").buildObserver();
    ObservableLongMeasurement second = meter.upDownCounterBuilder("second").buildObserver();
    ObservableLongMeasurement foreign =
        provider.get("another").counterBuilder("foreign").buildObserver();
    meter.batchCallback(
        () -> {
          first.record(1);
          second.record(-2);
          foreign.record(3);
        },
        first,
        second,
        foreign);
    List<Metric> metrics = TestMetrics.collect(reader);
    assertThat(value(metrics, "first")).isEqualTo(1);
    assertThat(value(metrics, "second")).isEqualTo(-2);
    assertThat(metrics).hasSize(2);
  }
}
