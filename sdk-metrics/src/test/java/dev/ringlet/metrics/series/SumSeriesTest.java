// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Sums that several threads write, by themselves. */
class SumSeriesTest {
  private static final int THREADS = 4;
  private static final int ADDITIONS = 500_000;

  private static void addOnes(Series series) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(
          new Thread(
              () -> {
                for (int n = 0; n < ADDITIONS; n++) {
                  series.addLong(1);
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Test
  void deltasOfASeriesWithoutAnOwnerAreExact() throws InterruptedException {
    LongSumSeries series = new LongSumSeries(Attributes.empty(), 0);
    Point values = new Point();
    addOnes(series); // now it has cells
    assertThat(series.read(values, true)).isTrue();
    assertThat(values.sumBits).isEqualTo(THREADS * ADDITIONS);
    assertThat(series.read(values, true)).isFalse();
  }

  @Test
  void deltasOfASeriesWithOwnersAreExact() throws InterruptedException {
    LongSumSeries series = new LongSumSeries(Attributes.empty(), 0);
    series.onBound();
    Point values = new Point();
    for (int round = 0; round < 3; round++) {
      series.addLong(5); // alone, and so as the owner, in the first round
      assertThat(series.read(values, true)).isTrue();
      assertThat(values.sumBits).isEqualTo(5);
      addOnes(series);
      assertThat(series.read(values, true)).isTrue();
      assertThat(values.sumBits).isEqualTo(THREADS * ADDITIONS);
      assertThat(series.read(values, true)).isFalse();
    }
  }

  @Test
  void cumulativeSumsOfASeriesWithOwnersAreExact() throws InterruptedException {
    for (boolean isLong : new boolean[] {true, false}) {
      OwnableSeries series =
          isLong
              ? new LongSumSeries(Attributes.empty(), 0)
              : new DoubleSumSeries(Attributes.empty(), 0);
      series.open();
      Point values = new Point();
      for (long round = 1; round <= 3; round++) {
        Thread ends = new Thread(() -> series.addLong(1));
        ends.start();
        ends.join();
        series.addLong(2);
        values.alive = null;
        assertThat(series.read(values, false)).isTrue();
        long sum = isLong ? values.sumBits : (long) Double.longBitsToDouble(values.sumBits);
        assertThat(sum).isEqualTo(3 * round + (round - 1) * THREADS * ADDITIONS);
        addOnes(series);
      }
    }
  }

  @Test
  void anOwnerKeepsItsPlaceUntilItEnds() throws InterruptedException {
    LongSumSeries series = new LongSumSeries(Attributes.empty(), 0);
    series.open();
    Point values = new Point();
    CountDownLatch owns = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Thread owner =
        new Thread(
            () -> {
              series.addLong(1);
              owns.countDown();
              try {
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    owner.start();
    owns.await();
    series.read(values, false);
    assertThat(series.isMine()).as("while the owner lives").isFalse();

    end.countDown();
    owner.join();
    assertThat(series.isMine()).as("before the collector has looked").isFalse();
    values.alive = null;
    series.read(values, false);
    assertThat(series.isMine()).as("afterwards").isTrue();
    assertThat(values.sumBits).isEqualTo(1);
  }
}
