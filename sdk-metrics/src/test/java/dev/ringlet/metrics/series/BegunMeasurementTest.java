// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.common.Clock;
import dev.ringlet.common.Resource;
import dev.ringlet.internal.record.RecordPool;
import dev.ringlet.internal.time.AnchoredClock;
import dev.ringlet.metrics.series.SeriesFactory.Shape;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Collections between the two steps of a measurement: its series is active, its value missing. */
class BegunMeasurementTest {
  private static final MeterEngine ENGINE =
      new MeterEngine(
          BegunMeasurementTest.class,
          new AnchoredClock(Clock.system()),
          new RecordPool(4, 1),
          Resource.empty(),
          ExemplarMode.NONE);

  private static SynchronousStorage storage(Shape shape, boolean delta) {
    InstrumentKind kind =
        shape == Shape.LAST_VALUE ? InstrumentKind.GAUGE : InstrumentKind.HISTOGRAM;
    Buckets buckets = shape == Shape.EXPLICIT ? new Buckets(new double[] {1, 10}) : null;
    return new SynchronousStorage(
        new MetricStream(
            "metric",
            "",
            new Instrument("metric", "", "", kind, true, null, null),
            kind,
            new SeriesFactory(shape, buckets, true, 160, 20),
            delta,
            null,
            2000,
            null),
        ENGINE,
        0,
        0);
  }

  /** The value of each point, or the sum of its values. */
  private static List<Long> collect(SynchronousStorage storage) {
    List<Long> points = new ArrayList<>();
    boolean gauge = storage.stream().factory().shape() == Shape.LAST_VALUE;
    synchronized (storage.lock()) {
      storage.open(1, 1);
      while (storage.next()) {
        points.add(gauge ? storage.point().sumBits : (long) storage.point().sum);
      }
    }
    return points;
  }

  @ParameterizedTest
  @CsvSource({
    "LAST_VALUE, false",
    "LAST_VALUE, true",
    "EXPLICIT, false",
    "EXPLICIT, true",
    "EXPONENTIAL, false",
    "EXPONENTIAL, true"
  })
  void aSeriesWithoutAValueHasNoPoint(Shape shape, boolean delta) {
    SynchronousStorage storage = storage(shape, delta);
    Series series = storage.bind(Attributes.empty());
    series.state(Series.ACTIVE);
    assertThat(collect(storage)).isEmpty();

    series.addLong(5);
    assertThat(collect(storage)).containsExactly(5L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"LAST_VALUE", "EXPLICIT", "EXPONENTIAL"})
  void aDeltaDoesNotRepeatTheValueOfTheOneBefore(Shape shape) {
    SynchronousStorage storage = storage(shape, true);
    storage.recordLong(5, Attributes.empty(), Context.root());
    assertThat(collect(storage)).containsExactly(5L);

    Series series = storage.bind(Attributes.empty());
    series.state(Series.ACTIVE);
    assertThat(collect(storage)).isEmpty();

    series.addLong(7);
    assertThat(collect(storage)).containsExactly(7L);
  }
}
