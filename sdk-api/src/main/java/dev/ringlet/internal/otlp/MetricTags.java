// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.otlp;

import static dev.ringlet.internal.bytes.WireType.I64;
import static dev.ringlet.internal.bytes.WireType.LEN;
import static dev.ringlet.internal.bytes.WireType.VARINT;

/**
 * Tags of the messages in OTLP's metrics.proto. Summaries are read only.
 *
 * @see dev.ringlet.internal.otlp
 */
public final class MetricTags {
  private MetricTags() {}

  /** {@code Metric}. */
  public static final class Metric {
    public static final int NAME = 1 << 3 | LEN;
    public static final int DESCRIPTION = 2 << 3 | LEN;
    public static final int UNIT = 3 << 3 | LEN;
    public static final int GAUGE = 5 << 3 | LEN;
    public static final int SUM = 7 << 3 | LEN;
    public static final int HISTOGRAM = 9 << 3 | LEN;
    public static final int EXPONENTIAL_HISTOGRAM = 10 << 3 | LEN;
    public static final int SUMMARY = 11 << 3 | LEN;
    public static final int METADATA = 12 << 3 | LEN;

    private Metric() {}
  }

  /** {@code Gauge}. */
  public static final class Gauge {
    public static final int DATA_POINTS = 1 << 3 | LEN;

    private Gauge() {}
  }

  /** {@code Sum}. */
  public static final class Sum {
    public static final int DATA_POINTS = 1 << 3 | LEN;
    public static final int AGGREGATION_TEMPORALITY = 2 << 3 | VARINT;
    public static final int IS_MONOTONIC = 3 << 3 | VARINT;

    private Sum() {}
  }

  /** {@code Histogram}. */
  public static final class Histogram {
    public static final int DATA_POINTS = 1 << 3 | LEN;
    public static final int AGGREGATION_TEMPORALITY = 2 << 3 | VARINT;

    private Histogram() {}
  }

  /** {@code ExponentialHistogram}. */
  public static final class ExponentialHistogram {
    public static final int DATA_POINTS = 1 << 3 | LEN;
    public static final int AGGREGATION_TEMPORALITY = 2 << 3 | VARINT;

    private ExponentialHistogram() {}
  }

  /** {@code Summary}. */
  public static final class Summary {
    public static final int DATA_POINTS = 1 << 3 | LEN;

    private Summary() {}
  }

  /** {@code NumberDataPoint}. */
  public static final class NumberDataPoint {
    public static final int START_TIME_UNIX_NANO = 2 << 3 | I64;
    public static final int TIME_UNIX_NANO = 3 << 3 | I64;
    public static final int AS_DOUBLE = 4 << 3 | I64;
    public static final int EXEMPLARS = 5 << 3 | LEN;
    public static final int AS_INT = 6 << 3 | I64;
    public static final int ATTRIBUTES = 7 << 3 | LEN;
    public static final int FLAGS = 8 << 3 | VARINT;

    private NumberDataPoint() {}
  }

  /** {@code HistogramDataPoint}. */
  public static final class HistogramDataPoint {
    public static final int START_TIME_UNIX_NANO = 2 << 3 | I64;
    public static final int TIME_UNIX_NANO = 3 << 3 | I64;
    public static final int COUNT = 4 << 3 | I64;
    public static final int SUM = 5 << 3 | I64;
    public static final int BUCKET_COUNTS = 6 << 3 | LEN;
    public static final int EXPLICIT_BOUNDS = 7 << 3 | LEN;
    public static final int EXEMPLARS = 8 << 3 | LEN;
    public static final int ATTRIBUTES = 9 << 3 | LEN;
    public static final int FLAGS = 10 << 3 | VARINT;
    public static final int MIN = 11 << 3 | I64;
    public static final int MAX = 12 << 3 | I64;

    private HistogramDataPoint() {}
  }

  /** {@code ExponentialHistogramDataPoint}. */
  public static final class ExponentialHistogramDataPoint {
    public static final int ATTRIBUTES = 1 << 3 | LEN;
    public static final int START_TIME_UNIX_NANO = 2 << 3 | I64;
    public static final int TIME_UNIX_NANO = 3 << 3 | I64;
    public static final int COUNT = 4 << 3 | I64;
    public static final int SUM = 5 << 3 | I64;
    public static final int SCALE = 6 << 3 | VARINT;
    public static final int ZERO_COUNT = 7 << 3 | I64;
    public static final int POSITIVE = 8 << 3 | LEN;
    public static final int NEGATIVE = 9 << 3 | LEN;
    public static final int FLAGS = 10 << 3 | VARINT;
    public static final int EXEMPLARS = 11 << 3 | LEN;
    public static final int MIN = 12 << 3 | I64;
    public static final int MAX = 13 << 3 | I64;
    public static final int ZERO_THRESHOLD = 14 << 3 | I64;

    private ExponentialHistogramDataPoint() {}
  }

  /** {@code ExponentialHistogramDataPoint.Buckets}. */
  public static final class Buckets {
    public static final int OFFSET = 1 << 3 | VARINT;
    public static final int BUCKET_COUNTS = 2 << 3 | LEN;

    private Buckets() {}
  }

  /** {@code SummaryDataPoint}. */
  public static final class SummaryDataPoint {
    public static final int START_TIME_UNIX_NANO = 2 << 3 | I64;
    public static final int TIME_UNIX_NANO = 3 << 3 | I64;
    public static final int COUNT = 4 << 3 | I64;
    public static final int SUM = 5 << 3 | I64;
    public static final int QUANTILE_VALUES = 6 << 3 | LEN;
    public static final int ATTRIBUTES = 7 << 3 | LEN;
    public static final int FLAGS = 8 << 3 | VARINT;

    private SummaryDataPoint() {}
  }

  /** {@code SummaryDataPoint.ValueAtQuantile}. */
  public static final class ValueAtQuantile {
    public static final int QUANTILE = 1 << 3 | I64;
    public static final int VALUE = 2 << 3 | I64;

    private ValueAtQuantile() {}
  }

  /** {@code Exemplar}. */
  public static final class Exemplar {
    public static final int TIME_UNIX_NANO = 2 << 3 | I64;
    public static final int AS_DOUBLE = 3 << 3 | I64;
    public static final int SPAN_ID = 4 << 3 | LEN;
    public static final int TRACE_ID = 5 << 3 | LEN;
    public static final int AS_INT = 6 << 3 | I64;
    public static final int FILTERED_ATTRIBUTES = 7 << 3 | LEN;

    private Exemplar() {}
  }
}
