// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.prometheus.internal.convert;

import dev.ringlet.internal.bytes.PackedNumbers;
import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.otlp.MetricTags.ExponentialHistogramDataPoint;
import dev.ringlet.internal.otlp.MetricTags.HistogramDataPoint;
import dev.ringlet.internal.otlp.MetricTags.NumberDataPoint;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A point as it is read; the messages number the fields that they share differently. */
final class Point {
  private static final int NO_RECORDED_VALUE = 1;

  private final LabelSet labels;
  private final boolean isUtf8;
  private final List<Exemplar> exemplars = new ArrayList<>();
  private long startNanos;
  private double value;
  private double sum = Double.NaN;
  private long count;
  private long[] bucketCounts = {};
  private long[] bounds = {};
  private final NativeBuckets exponential = new NativeBuckets();
  private boolean hasNoValue;

  Point(LabelSet scope, boolean isUtf8) {
    this.isUtf8 = isUtf8;
    labels = new LabelSet(isUtf8);
    labels.addAll(scope);
  }

  void readNumber(ProtoReader in) {
    while (in.next()) {
      switch (in.tag()) {
        case NumberDataPoint.START_TIME_UNIX_NANO -> startNanos = in.number();
        case NumberDataPoint.AS_DOUBLE -> value = in.doubleNumber();
        case NumberDataPoint.AS_INT -> value = in.number();
        case NumberDataPoint.EXEMPLARS -> exemplars.add(ExemplarReader.read(in.message(), isUtf8));
        case NumberDataPoint.ATTRIBUTES -> labels.add("", in.message());
        case NumberDataPoint.FLAGS -> readFlags(in);
        default -> {}
      }
    }
  }

  void readHistogram(ProtoReader in) {
    while (in.next()) {
      if (in.field() == HistogramDataPoint.BUCKET_COUNTS >>> 3) {
        bucketCounts = PackedNumbers.join(bucketCounts, PackedNumbers.fixed64(in));
      } else if (in.field() == HistogramDataPoint.EXPLICIT_BOUNDS >>> 3) {
        bounds = PackedNumbers.join(bounds, PackedNumbers.fixed64(in));
      } else {
        readHistogramField(in);
      }
    }
    labels.reserve("le");
  }

  private void readHistogramField(ProtoReader in) {
    switch (in.tag()) {
      case HistogramDataPoint.START_TIME_UNIX_NANO -> startNanos = in.number();
      case HistogramDataPoint.COUNT -> count = in.number();
      case HistogramDataPoint.SUM -> sum = in.doubleNumber();
      case HistogramDataPoint.EXEMPLARS -> exemplars.add(ExemplarReader.read(in.message(), isUtf8));
      case HistogramDataPoint.ATTRIBUTES -> labels.add("", in.message());
      case HistogramDataPoint.FLAGS -> readFlags(in);
      default -> {}
    }
  }

  void readExponentialHistogram(ProtoReader in) {
    while (in.next()) {
      switch (in.tag()) {
        case ExponentialHistogramDataPoint.START_TIME_UNIX_NANO -> startNanos = in.number();
        case ExponentialHistogramDataPoint.SUM -> sum = in.doubleNumber();
        case ExponentialHistogramDataPoint.EXEMPLARS ->
            exemplars.add(ExemplarReader.read(in.message(), isUtf8));
        case ExponentialHistogramDataPoint.ATTRIBUTES -> labels.add("", in.message());
        case ExponentialHistogramDataPoint.FLAGS -> readFlags(in);
        default -> exponential.read(in);
      }
    }
    labels.reserve("le");
  }

  private void readFlags(ProtoReader in) {
    hasNoValue = (in.number() & NO_RECORDED_VALUE) != 0;
  }

  boolean hasNoValue() {
    return hasNoValue;
  }

  DataPointSnapshot counter() {
    Exemplar latest = null;
    for (Exemplar exemplar : exemplars) {
      if (latest == null || exemplar.getTimestampMillis() > latest.getTimestampMillis()) {
        latest = exemplar;
      }
    }
    return new CounterDataPointSnapshot(value, labels.toLabels(), latest, startMillis());
  }

  DataPointSnapshot gauge() {
    return new GaugeDataPointSnapshot(value, labels.toLabels(), null);
  }

  DataPointSnapshot histogram() {
    double[] upperBounds = new double[bounds.length + 1];
    for (int i = 0; i < bounds.length; i++) {
      upperBounds[i] = Double.longBitsToDouble(bounds[i]);
    }
    upperBounds[bounds.length] = Double.POSITIVE_INFINITY;
    long[] counts = bucketCounts.length == 0 ? new long[] {count} : bucketCounts;
    return new HistogramDataPointSnapshot(
        ClassicHistogramBuckets.of(upperBounds, counts),
        sum,
        labels.toLabels(),
        Exemplars.of(exemplars),
        startMillis());
  }

  /** Null if its buckets are wider than Prometheus' can be. */
  DataPointSnapshot exponentialHistogram() {
    return exponential.fits()
        ? new HistogramDataPointSnapshot(
            exponential.schema(),
            exponential.zeroCount(),
            exponential.zeroThreshold(),
            exponential.positive(),
            exponential.negative(),
            sum,
            labels.toLabels(),
            Exemplars.of(exemplars),
            startMillis())
        : null;
  }

  private long startMillis() {
    return TimeUnit.NANOSECONDS.toMillis(startNanos);
  }
}
