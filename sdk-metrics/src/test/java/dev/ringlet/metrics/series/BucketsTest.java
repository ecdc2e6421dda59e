// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Explicit buckets against counting, exponential ones against a map. */
class BucketsTest {
  private static int counted(double[] boundaries, double value) {
    int below = 0;
    for (double boundary : boundaries) {
      below += boundary < value ? 1 : 0;
    }
    return below;
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1000, 0})
  void anExplicitBucketHoldsWhatIsAboveItsLowerAndNotAboveItsUpperBoundary(double lowest) {
    Random random = new Random(9);
    for (int size = 0; size <= 70; size++) {
      double[] boundaries = random.doubles(size, lowest, 1000).sorted().distinct().toArray();
      if (size > 0 && size % 2 == 0) {
        boundaries[0] = lowest;
      }
      Buckets buckets = new Buckets(boundaries);
      for (double boundary : boundaries) {
        for (double value :
            new double[] {boundary, Math.nextUp(boundary), Math.nextDown(boundary)}) {
          assertThat(buckets.index(value)).isEqualTo(counted(boundaries, value));
        }
      }
      for (double value :
          new double[] {
            0,
            -0.0,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY
          }) {
        assertThat(buckets.index(value)).isEqualTo(counted(boundaries, value));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1e-6, 1e-7, 1e-9, 1e-12, 0x1p-51})
  void explicitBucketsMayBeAsNarrowAsNumbersAre(double width) {
    Random random = new Random(11);
    double[] boundaries = {1e9, 1e9 * (1 + width), 1e9 * (1 + 2 * width)};
    Buckets buckets = new Buckets(boundaries);
    for (int exponent = Double.MIN_EXPONENT; exponent <= Double.MAX_EXPONENT; exponent++) {
      double value = Math.scalb(1 + random.nextDouble(), exponent);
      assertThat(buckets.index(value)).as("%s", value).isEqualTo(counted(boundaries, value));
    }
    for (int i = 0; i < 1000; i++) {
      double value = 1e9 * (1 + 4 * width * random.nextDouble());
      assertThat(buckets.index(value)).as("%s", value).isEqualTo(counted(boundaries, value));
    }
  }

  @Test
  void exponentialBucketsAreAMapWithALimitedWindow() {
    Random random = new Random(10);
    for (int round = 0; round < 1000; round++) {
      int maxBuckets = 2 + random.nextInt(round % 2 == 0 ? 6 : 200);
      ExponentialBuckets buckets = new ExponentialBuckets(maxBuckets);
      ExponentialBuckets copy = new ExponentialBuckets(maxBuckets);
      TreeMap<Integer, Long> model = new TreeMap<>();
      int center = random.nextInt() >> random.nextInt(20) + 1;
      int spread = 1 + random.nextInt(3 * maxBuckets);
      for (int step = 0; step < 60; step++) {
        int index = center + random.nextInt(spread) - spread / 2;
        int reduction = buckets.reductionFor(index);
        if (reduction > 0) {
          assertThat(fits(model, index, reduction - 1, maxBuckets)).isFalse();
          buckets.downscale(reduction);
          model = coarser(model, reduction);
          center >>= reduction;
          index >>= reduction;
        }
        assertThat(fits(model, index, 0, maxBuckets)).isTrue();
        long count = 1 + (random.nextLong() >>> 8 + random.nextInt(56));
        buckets.add(index, count);
        if (buckets.increment(index)) {
          count++;
        }
        model.merge(index, count, Long::sum);
        if (random.nextInt(20) == 0) {
          int by = random.nextInt(4);
          buckets.downscale(by);
          model = coarser(model, by);
          center >>= by;
        }
        if (random.nextInt(50) == 0) {
          buckets.clear();
          model.clear();
          assertThat(buckets.isEmpty()).isTrue();
        }
        assertSame(buckets, model);
        copy.copy(buckets);
        assertSame(copy, model);
      }
    }
  }

  @Test
  void aCountThatOutgrowsItsBytesTakesMoreOfThem() {
    ExponentialBuckets buckets = new ExponentialBuckets(160);
    buckets.add(7, 1);
    buckets.add(8, 255);
    for (long count = 256; count <= 1 << 17; count++) {
      assertThat(buckets.increment(8)).isTrue();
      assertThat(buckets.count(8)).isEqualTo(count);
    }
    buckets.add(8, 1L << 40);
    assertThat(buckets.count(8)).isEqualTo((1L << 40) + (1 << 17));
    assertThat(buckets.count(7)).isEqualTo(1);
    assertThat(buckets.increment(9)).isFalse();
  }

  @Test
  void aCopyThatIsWrittenAndMadeAgainTakesNoMoreMemory() throws Exception {
    Field counts = ExponentialBuckets.class.getDeclaredField("counts");
    counts.setAccessible(true);
    ExponentialBuckets few = new ExponentialBuckets(160);
    few.add(0, 1);
    few.add(159, 1);
    ExponentialBuckets copy = new ExponentialBuckets(160);
    for (int i = 0; i < 10; i++) {
      copy.copy(few);
      copy.add(80, 1L << 40);
      assertThat(copy.count(80)).isEqualTo(1L << 40);
      assertThat(copy.count(159)).isEqualTo(1);
      assertThat(copy.count(158)).isZero();
    }
    assertThat(((byte[]) counts.get(copy)).length).isEqualTo(160 * Long.BYTES);
  }

  @Test
  void aGridAndHalvesFindTheSameBucket() {
    double[] defaults = {0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000};
    double[] powers = new double[400];
    double[] numbers = new double[3000];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i;
      powers[i % powers.length] = Math.scalb(1.5, i % powers.length - 200);
    }
    Random random = new Random(12);
    for (double[] boundaries : new double[][] {defaults, powers, numbers, {0}, {-0.0}, {3}, {}}) {
      Buckets buckets = new Buckets(boundaries);
      for (int i = 0; i < 20_000; i++) {
        double value =
            i % 2 == 0
                ? Double.longBitsToDouble(random.nextLong())
                : random.nextInt(12_000) * (i % 3 == 0 ? 1 : 0.37);
        if (!Double.isNaN(value)) {
          assertThat(buckets.index(value)).isEqualTo(counted(boundaries, value));
        }
      }
    }
  }

  private static boolean fits(
      TreeMap<Integer, Long> model, int index, int reduction, int maxBuckets) {
    if (model.isEmpty()) {
      return true;
    }
    long first = Math.min(model.firstKey(), index) >> reduction;
    long last = Math.max(model.lastKey(), index) >> reduction;
    return last - first + 1 <= maxBuckets;
  }

  private static TreeMap<Integer, Long> coarser(TreeMap<Integer, Long> model, int by) {
    TreeMap<Integer, Long> coarser = new TreeMap<>();
    model.forEach((index, count) -> coarser.merge(index >> by, count, Long::sum));
    return coarser;
  }

  private static void assertSame(ExponentialBuckets buckets, TreeMap<Integer, Long> model) {
    assertThat(buckets.isEmpty()).isEqualTo(model.isEmpty());
    if (model.isEmpty()) {
      return;
    }
    assertThat(buckets.start()).isEqualTo(model.firstKey());
    assertThat(buckets.end()).isEqualTo(model.lastKey());
    long sum = 0;
    for (int i = buckets.start(); i <= buckets.end(); i++) {
      sum += buckets.count(i);
    }
    for (Map.Entry<Integer, Long> one : model.entrySet()) {
      assertThat(buckets.count(one.getKey())).isEqualTo(one.getValue());
      sum -= one.getValue();
    }
    assertThat(sum).isZero();
    assertThat(buckets.count(buckets.start() - 1)).isZero();
    assertThat(buckets.count(buckets.end() + 1)).isZero();
  }
}
