// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import dev.ringlet.testing.Interleavings;
import io.opentelemetry.api.common.Attributes;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/**
 * Every interleaving of threads that measure, add series and collect. The table is about to grow at
 * the start. Series are shared: that of one owner hands over by time, which is no access to memory.
 */
class SeriesTableInterleavingsTest {
  private static final String KEYS = "3:5";
  private static final Attributes[] ATTRIBUTES = new Attributes[6];

  static {
    for (int i = 0; i < ATTRIBUTES.length; i++) {
      ATTRIBUTES[i] = Attributes.builder().put("key", i).build();
    }
  }

  /** Counters in one thread. */
  public static class Specification {
    private final long[] totals = new long[ATTRIBUTES.length];

    public void measure(int key) {
      totals[key]++;
    }

    public long collect(int key) {
      return totals[key];
    }
  }

  /** The steps of a storage on the table. */
  private static class Parties {
    private final SeriesTable table = new SeriesTable();
    private final Point point = new Point();
    private final long[] collected = new long[ATTRIBUTES.length];

    Parties() {
      for (int key = 0; key < 4; key++) {
        table.add(newSeries(key));
      }
    }

    Series newSeries(int key) {
      return new LongSumSeries(ATTRIBUTES[key], SeriesTable.hash(ATTRIBUTES[key]));
    }

    /** Looks again under the lock, because another thread may have added the series. */
    Series findLocked(int key) {
      return table.find(ATTRIBUTES[key]);
    }

    final void measureOne(int key) {
      Series series = table.find(ATTRIBUTES[key]);
      if (series == null) {
        synchronized (point) {
          series = findLocked(key);
          if (series == null) {
            series = newSeries(key);
            table.add(series);
          }
        }
      }
      series.addLong(1);
    }

    final long collectOne(int key) {
      synchronized (point) {
        Series series = table.find(ATTRIBUTES[key]);
        if (series != null && series.read(point, true)) {
          collected[key] += point.sumBits;
        }
        return collected[key];
      }
    }
  }

  /** The shipped classes. */
  @Param(name = "key", gen = IntGen.class, conf = KEYS)
  public static class Shipped {
    private final Parties parties = new Parties();

    @Operation
    public void measure(@Param(name = "key") int key) {
      parties.measureOne(key);
    }

    @Operation
    public long collect(@Param(name = "key") int key) {
      return parties.collectOne(key);
    }
  }

  /** A twin that adds without a second look. */
  @Param(name = "key", gen = IntGen.class, conf = KEYS)
  public static class Hasty {
    private final Parties parties =
        new Parties() {
          @Override
          Series findLocked(int key) {
            return null;
          }
        };

    @Operation
    public void measure(@Param(name = "key") int key) {
      parties.measureOne(key);
    }

    @Operation
    public long collect(@Param(name = "key") int key) {
      return parties.collectOne(key);
    }
  }

  private static final class EmptiesInTwoSteps extends LongSumSeries {
    EmptiesInTwoSteps(Attributes attributes) {
      super(attributes, SeriesTable.hash(attributes));
    }

    @Override
    long takeShared() {
      long before = sum;
      sum = 0;
      return before;
    }
  }

  /** A twin whose collector reads and empties a series in two steps. */
  @Param(name = "key", gen = IntGen.class, conf = KEYS)
  public static class Weakened {
    private final Parties parties =
        new Parties() {
          @Override
          Series newSeries(int key) {
            return new EmptiesInTwoSteps(ATTRIBUTES[key]);
          }
        };

    @Operation
    public void measure(@Param(name = "key") int key) {
      parties.measureOne(key);
    }

    @Operation
    public long collect(@Param(name = "key") int key) {
      return parties.collectOne(key);
    }
  }

  @Test
  void eachMeasurementIsCollectedOnce() {
    Interleavings.areLinearizable(Shipped.class, Specification.class);
  }

  @Test
  void withoutASecondLookMeasurementsAreLost() {
    Interleavings.areNotLinearizable(Hasty.class, Specification.class);
  }

  @Test
  void inTwoStepsMeasurementsAreLost() {
    Interleavings.areNotLinearizable(Weakened.class, Specification.class);
  }
}
