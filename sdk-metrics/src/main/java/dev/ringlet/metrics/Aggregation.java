// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.config.Config;
import dev.ringlet.metrics.series.Buckets;
import dev.ringlet.metrics.series.Instrument;
import dev.ringlet.metrics.series.InstrumentKind;
import dev.ringlet.metrics.series.SeriesFactory;
import dev.ringlet.metrics.series.SeriesFactory.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The aggregation of measurements to data points. Follows the OpenTelemetry specification, "Metrics
 * SDK", section "Aggregation". Immutable.
 */
public final class Aggregation {
  enum Kind {
    DEFAULT,
    DROP,
    SUM,
    LAST_VALUE,
    EXPLICIT,
    EXPONENTIAL
  }

  static final double[] DEFAULT_BOUNDARIES = {
    0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10_000
  };
  private static final int DEFAULT_MAX_BUCKETS = 160;
  private static final int MAX_SCALE = 20;
  private static final int MIN_SCALE = -10;
  private static final int MAX_BUCKETS = 1 << 14;
  private static final double[] NONE = {};

  private static final Aggregation DEFAULT = new Aggregation(Kind.DEFAULT, NONE, true, 0, 0);
  private static final Aggregation DROP = new Aggregation(Kind.DROP, NONE, true, 0, 0);
  private static final Aggregation SUM = new Aggregation(Kind.SUM, NONE, true, 0, 0);
  private static final Aggregation LAST_VALUE = new Aggregation(Kind.LAST_VALUE, NONE, true, 0, 0);
  private static final Aggregation EXPLICIT =
      new Aggregation(Kind.EXPLICIT, DEFAULT_BOUNDARIES, true, 0, 0);
  private static final Aggregation EXPONENTIAL =
      new Aggregation(Kind.EXPONENTIAL, NONE, true, DEFAULT_MAX_BUCKETS, MAX_SCALE);

  final Kind kind;
  private final double[] boundaries;
  private final boolean recordMinMax;
  private final int maxBuckets;
  private final int maxScale;
  private final @Nullable SeriesFactory factory;

  private Aggregation(
      Kind kind, double[] boundaries, boolean recordMinMax, int maxBuckets, int maxScale) {
    this.kind = kind;
    this.boundaries = boundaries;
    this.recordMinMax = recordMinMax;
    this.maxBuckets = maxBuckets;
    this.maxScale = maxScale;
    Buckets buckets = kind == Kind.EXPLICIT ? new Buckets(boundaries) : null;
    factory =
        switch (kind) {
          case DEFAULT, DROP -> null;
          case SUM -> new SeriesFactory(Shape.SUM, null, true, 0, 0);
          case LAST_VALUE -> new SeriesFactory(Shape.LAST_VALUE, null, true, 0, 0);
          case EXPLICIT -> new SeriesFactory(Shape.EXPLICIT, buckets, recordMinMax, 0, 0);
          case EXPONENTIAL ->
              new SeriesFactory(Shape.EXPONENTIAL, null, recordMinMax, maxBuckets, maxScale);
        };
  }

  /** Returns the default aggregation of the kind of instrument, with its advice. */
  public static Aggregation defaultAggregation() {
    return DEFAULT;
  }

  /**
   * The aggregation of histograms from a property: {@code explicit_bucket_histogram}, which is the
   * default and follows the instrument's advice, or {@code base2_exponential_bucket_histogram}.
   *
   * @param key the property
   * @throws dev.ringlet.config.ConfigException if the value is neither
   */
  public static Aggregation ofHistograms(Config config, String key) {
    String explicit = "explicit_bucket_histogram";
    String name = config.getEnum(key, explicit, explicit, "base2_exponential_bucket_histogram");
    return name.equals(explicit)
        ? defaultAggregation() // and not explicit buckets, which would beat advice
        : base2ExponentialBucketHistogram();
  }

  /** Returns the aggregation that drops all measurements. */
  public static Aggregation drop() {
    return DROP;
  }

  /** Returns the aggregation to a sum. */
  public static Aggregation sum() {
    return SUM;
  }

  /** Returns the aggregation to the last value. */
  public static Aggregation lastValue() {
    return LAST_VALUE;
  }

  /** Returns the histogram with the specification's default boundaries. */
  public static Aggregation explicitBucketHistogram() {
    return EXPLICIT;
  }

  /** Returns the histogram with these boundaries, and the smallest and largest value. */
  public static Aggregation explicitBucketHistogram(List<Double> boundaries) {
    return explicitBucketHistogram(boundaries, true);
  }

  /**
   * Returns the histogram with boundaries; a value that equals a boundary is counted below it.
   *
   * @param boundaries finite and ascending; may be empty
   * @param recordMinMax whether points have the smallest and the largest value
   * @throws IllegalArgumentException if the boundaries are not finite and ascending
   */
  public static Aggregation explicitBucketHistogram(List<Double> boundaries, boolean recordMinMax) {
    return new Aggregation(Kind.EXPLICIT, checked(boundaries), recordMinMax, 0, 0);
  }

  /**
   * Returns the exponential histogram, whose scale adapts to the values: at most 160 buckets, scale
   * at most 20.
   */
  public static Aggregation base2ExponentialBucketHistogram() {
    return EXPONENTIAL;
  }

  /**
   * Counts by a scale that fits itself.
   *
   * @param maxBuckets most buckets for values of one sign, 2 to 16384
   * @param maxScale finest scale, -10 to 20
   * @param recordMinMax whether points have the smallest and the largest value
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Aggregation base2ExponentialBucketHistogram(
      int maxBuckets, int maxScale, boolean recordMinMax) {
    if (maxBuckets < 2 || maxBuckets > MAX_BUCKETS) {
      throw new IllegalArgumentException(
          "maxBuckets must be 2 to " + MAX_BUCKETS + ": " + maxBuckets);
    }
    if (maxScale < MIN_SCALE || maxScale > MAX_SCALE) {
      throw new IllegalArgumentException("maxScale must be -10 to 20: " + maxScale);
    }
    return new Aggregation(Kind.EXPONENTIAL, NONE, recordMinMax, maxBuckets, maxScale);
  }

  private static double[] checked(List<Double> boundaries) {
    for (Double one : Objects.requireNonNull(boundaries, "boundaries")) {
      Objects.requireNonNull(one, "boundaries");
    }
    double[] usable = Buckets.usable(boundaries);
    if (usable == null) {
      throw new IllegalArgumentException("boundaries must be finite and ascending: " + boundaries);
    }
    return usable;
  }

  /** Creates the series; not of {@link Kind#DEFAULT} and {@link Kind#DROP}. */
  SeriesFactory factory() {
    return Objects.requireNonNull(factory, "factory");
  }

  /** The aggregation that an instrument gets; never {@link Kind#DEFAULT}. */
  Aggregation resolve(Instrument instrument) {
    if (kind != Kind.DEFAULT) {
      return this;
    }
    return switch (instrument.kind()) {
      case HISTOGRAM ->
          instrument.boundaries() == null
              ? EXPLICIT
              : new Aggregation(Kind.EXPLICIT, instrument.boundaries(), true, 0, 0);
      case GAUGE, OBSERVABLE_GAUGE -> LAST_VALUE;
      default -> SUM;
    };
  }

  /** Whether the aggregation supports a kind of instrument. */
  boolean suits(InstrumentKind type) {
    boolean gauge = type == InstrumentKind.GAUGE || type == InstrumentKind.OBSERVABLE_GAUGE;
    return switch (kind) {
      case SUM -> !gauge;
      case LAST_VALUE -> gauge;
      case EXPLICIT, EXPONENTIAL ->
          type == InstrumentKind.COUNTER || type == InstrumentKind.HISTOGRAM;
      default -> true;
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Aggregation that
        && kind == that.kind
        && recordMinMax == that.recordMinMax
        && maxBuckets == that.maxBuckets
        && maxScale == that.maxScale
        && Arrays.equals(boundaries, that.boundaries);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, recordMinMax, maxBuckets, maxScale) * 31
        + Arrays.hashCode(boundaries);
  }

  @Override
  public String toString() {
    return kind
        + (kind == Kind.EXPLICIT ? Arrays.toString(boundaries) : "")
        + (kind == Kind.EXPONENTIAL ? "(" + maxBuckets + ", " + maxScale + ")" : "");
  }
}
