// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.metrics.instrument.BoundSeries;
import dev.ringlet.metrics.instrument.SynchronousInstrument;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleUpDownCounter;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongGauge;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * Binds instruments to attributes, so that recording needs no look-up and no allocation. Follows
 * the OpenTelemetry specification, "Metrics API", section "Bind".
 *
 * <p>The series of a bound instrument stays in memory for as long as the meter provider does.
 * Views, the cardinality limit and exemplars apply as to measurements with the same attributes.
 * Instruments of other SDKs are accepted and record as usual. Null attributes mean none;
 * measurements in a null context are dropped.
 *
 * <p>Any thread may call any method of a bound instrument at any time. None throws.
 */
public final class BoundInstruments {
  private BoundInstruments() {}

  /** Binds a counter. */
  public static BoundLongCounter bind(LongCounter counter, @Nullable Attributes attributes) {
    BoundSeries series = series(counter, attributes);
    if (series != null) {
      return new Longs(series);
    }
    Attributes given = orEmpty(attributes);
    return (value, context) -> counter.add(value, given, context);
  }

  /** Binds a counter. */
  public static BoundDoubleCounter bind(DoubleCounter counter, @Nullable Attributes attributes) {
    BoundSeries series = series(counter, attributes);
    if (series != null) {
      return new Doubles(series);
    }
    Attributes given = orEmpty(attributes);
    return (value, context) -> counter.add(value, given, context);
  }

  /** Binds an up-down counter. */
  public static BoundLongCounter bind(LongUpDownCounter counter, @Nullable Attributes attributes) {
    BoundSeries series = series(counter, attributes);
    if (series != null) {
      return new Longs(series);
    }
    Attributes given = orEmpty(attributes);
    return (value, context) -> counter.add(value, given, context);
  }

  /** Binds an up-down counter. */
  public static BoundDoubleCounter bind(
      DoubleUpDownCounter counter, @Nullable Attributes attributes) {
    BoundSeries series = series(counter, attributes);
    if (series != null) {
      return new Doubles(series);
    }
    Attributes given = orEmpty(attributes);
    return (value, context) -> counter.add(value, given, context);
  }

  /** Binds a histogram. */
  public static BoundLongHistogram bind(LongHistogram histogram, @Nullable Attributes attributes) {
    BoundSeries series = series(histogram, attributes);
    if (series != null) {
      return new Longs(series);
    }
    Attributes given = orEmpty(attributes);
    return (value, context) -> histogram.record(value, given, context);
  }

  /** Binds a histogram. */
  public static BoundDoubleHistogram bind(
      DoubleHistogram histogram, @Nullable Attributes attributes) {
    BoundSeries series = series(histogram, attributes);
    if (series != null) {
      return new Doubles(series);
    }
    Attributes given = orEmpty(attributes);
    return (value, context) -> histogram.record(value, given, context);
  }

  /** Binds a gauge. */
  public static BoundLongGauge bind(LongGauge gauge, @Nullable Attributes attributes) {
    BoundSeries series = series(gauge, attributes);
    if (series != null) {
      return new Longs(series);
    }
    Attributes given = orEmpty(attributes);
    return (value, context) -> gauge.set(value, given, context);
  }

  /** Binds a gauge. */
  public static BoundDoubleGauge bind(DoubleGauge gauge, @Nullable Attributes attributes) {
    BoundSeries series = series(gauge, attributes);
    if (series != null) {
      return new Doubles(series);
    }
    Attributes given = orEmpty(attributes);
    return (value, context) -> gauge.set(value, given, context);
  }

  private static @Nullable BoundSeries series(Object instrument, @Nullable Attributes attributes) {
    return instrument instanceof SynchronousInstrument ours ? ours.bindSeries(attributes) : null;
  }

  private static Attributes orEmpty(@Nullable Attributes attributes) {
    return attributes == null ? Attributes.empty() : attributes;
  }

  /** A counter or up-down counter for longs with its attributes. */
  public interface BoundLongCounter {
    /** Adds in the current context. */
    default void add(long value) {
      add(value, Context.current());
    }

    /** Adds. */
    void add(long value, Context context);
  }

  /** A counter or up-down counter for doubles with its attributes. */
  public interface BoundDoubleCounter {
    /** Adds in the current context. */
    default void add(double value) {
      add(value, Context.current());
    }

    /** Adds. */
    void add(double value, Context context);
  }

  /** A histogram for longs with its attributes. */
  public interface BoundLongHistogram {
    /** Records in the current context. */
    default void record(long value) {
      record(value, Context.current());
    }

    /** Records. */
    void record(long value, Context context);
  }

  /** A histogram for doubles with its attributes. */
  public interface BoundDoubleHistogram {
    /** Records in the current context. */
    default void record(double value) {
      record(value, Context.current());
    }

    /** Records. */
    void record(double value, Context context);
  }

  /** A gauge for longs with its attributes. */
  public interface BoundLongGauge {
    /** Sets the value in the current context. */
    default void set(long value) {
      set(value, Context.current());
    }

    /** Sets the value. */
    void set(long value, Context context);
  }

  /** A gauge for doubles with its attributes. */
  public interface BoundDoubleGauge {
    /** Sets the value in the current context. */
    default void set(double value) {
      set(value, Context.current());
    }

    /** Sets the value. */
    void set(double value, Context context);
  }

  /** Implements several interfaces; the type that is returned shows which one is meant. */
  private static final class Longs extends BoundSeries
      implements BoundLongCounter, BoundLongHistogram, BoundLongGauge {
    Longs(BoundSeries series) {
      super(series);
    }
  }

  /** Implements several interfaces; the type that is returned shows which one is meant. */
  private static final class Doubles extends BoundSeries
      implements BoundDoubleCounter, BoundDoubleHistogram, BoundDoubleGauge {
    Doubles(BoundSeries series) {
      super(series);
    }
  }
}
