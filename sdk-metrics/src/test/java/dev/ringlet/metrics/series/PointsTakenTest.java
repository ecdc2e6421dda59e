// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.ringlet.common.Clock;
import dev.ringlet.common.Resource;
import dev.ringlet.internal.record.RecordPool;
import dev.ringlet.internal.time.AnchoredClock;
import dev.ringlet.metrics.collect.RequestWriter;
import dev.ringlet.metrics.series.SeriesFactory.Shape;
import org.junit.jupiter.api.Test;

/** A collection that fails in the middle. */
class PointsTakenTest {
  private static final MeterEngine ENGINE =
      new MeterEngine(
          PointsTakenTest.class,
          new AnchoredClock(Clock.system()),
          new RecordPool(4, 1),
          Resource.empty(),
          ExemplarMode.NONE);
  private static final Instrument COUNTER =
      new Instrument("counter", "", "", InstrumentKind.COUNTER, true, null, null);
  private static final SeriesFactory SUMS = new SeriesFactory(Shape.SUM, null, true, 0, 0);

  /** Three points, of which the second cannot be written. */
  private static final class Broken extends MetricStorage {
    Broken() {
      super(
          new MetricStream("counter", "", COUNTER, COUNTER, SUMS, true, null, 2000, null),
          ENGINE,
          0,
          0);
    }

    @Override
    boolean advance() {
      point.encodedAttributes = ++index == 2 ? null : new byte[0];
      return index <= 3;
    }
  }

  @Test
  void aPointThatCannotBeWrittenIsTaken() {
    RequestWriter requests = new RequestWriter(ENGINE, 10);
    requests.begin();
    requests.beginMeter(new byte[0], new byte[0]);
    assertThatNullPointerException().isThrownBy(() -> requests.write(new Broken(), 1, 1));
    assertThat(requests.taken()).isEqualTo(2);
    requests.begin();
    assertThat(requests.taken()).isZero();
  }
}
