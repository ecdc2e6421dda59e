// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Writers that were stopped between taking a part of a histogram and giving it free. */
@Timeout(300)
class StuckCellTest {
  private static final Buckets BUCKETS = new Buckets(new double[] {1, 10});

  private static Point values() {
    Point values = new Point();
    values.counts = new long[BUCKETS.count()];
    return values;
  }

  @Test
  void aStripeThatIsNeverGivenFreeIsTakenInTheEnd() {
    HistogramSeries series = new HistogramSeries(Attributes.empty(), 0, BUCKETS, false);
    series.addDouble(5);
    series.holdFirst();
    Point values = values();

    assertThat(series.read(values, true)).isTrue();
    assertThat(values.count).isEqualTo(1);
    series.addDouble(5);
    assertThat(series.read(values, true)).isTrue();
    assertThat(values.count).isEqualTo(1);
  }

  @Test
  void anOwnerThatStoppedWhileItWroteIsReadInTheEnd() throws Exception {
    HistogramSeries series = new HistogramSeries(Attributes.empty(), 0, BUCKETS, true);
    series.addDouble(5);
    Field version = HistogramCell.class.getDeclaredField("version");
    version.setAccessible(true);
    version.setInt(series.own(), version.getInt(series.own()) + 1);
    Point values = values();

    assertThat(series.read(values, false)).isTrue();
    assertThat(values.count).isEqualTo(1);
    assertThat(series.isMine()).as("retired").isFalse();
    series.addDouble(5);
    series.own().recordAsOwner(5); // as an owner does that has not seen that it is retired
    assertThat(version.getInt(series.own()) & 1).isZero();
    series.read(values, false);
    assertThat(values.count).isEqualTo(3);
  }
}
