// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.collect;

import dev.ringlet.internal.bytes.ProtoWriter;
import dev.ringlet.internal.ids.Ids;
import dev.ringlet.internal.otlp.MetricTags;
import dev.ringlet.internal.otlp.MetricTags.Exemplar;
import dev.ringlet.internal.otlp.MetricTags.ExponentialHistogramDataPoint;
import dev.ringlet.internal.otlp.MetricTags.HistogramDataPoint;
import dev.ringlet.internal.otlp.MetricTags.Metric;
import dev.ringlet.internal.otlp.MetricTags.NumberDataPoint;
import dev.ringlet.internal.record.RecordBuffer;
import dev.ringlet.metrics.series.Bounded;
import dev.ringlet.metrics.series.ExemplarList;
import dev.ringlet.metrics.series.ExponentialBuckets;
import dev.ringlet.metrics.series.MeterEngine;
import dev.ringlet.metrics.series.MetricStream;
import dev.ringlet.metrics.series.Point;
import dev.ringlet.metrics.series.SeriesFactory.Shape;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;

/**
 * Writes metrics and their points as OTLP's {@code Metric}, {@code NumberDataPoint}, {@code
 * HistogramDataPoint} and {@code ExponentialHistogramDataPoint}.
 */
final class PointEncoder {
  private static final int DELTA = 1;
  private static final int CUMULATIVE = 2;

  /** Temporality and points have the same tags in all kinds of data. */
  private static final int TEMPORALITY = MetricTags.Sum.AGGREGATION_TEMPORALITY;

  private static final int POINTS = MetricTags.Sum.DATA_POINTS;

  private final MeterEngine engine;

  private final Bounded filtered = new Bounded();

  PointEncoder(MeterEngine engine) {
    this.engine = engine;
  }

  /** Writes the fields that describe the metric, and opens the message of its points. */
  int begin(ProtoWriter out, MetricStream stream) {
    out.writeString(Metric.NAME, stream.name());
    if (!stream.description().isEmpty()) {
      out.writeString(Metric.DESCRIPTION, stream.description());
    }
    if (!stream.instrument().unit().isEmpty()) {
      out.writeString(Metric.UNIT, stream.instrument().unit());
    }
    return out.beginMessage(
        switch (stream.factory().shape()) {
          case SUM -> Metric.SUM;
          case LAST_VALUE -> Metric.GAUGE;
          case EXPLICIT -> Metric.HISTOGRAM;
          case EXPONENTIAL -> Metric.EXPONENTIAL_HISTOGRAM;
        });
  }

  void end(ProtoWriter out, MetricStream stream, int mark) {
    Shape shape = stream.factory().shape();
    if (shape != Shape.LAST_VALUE) {
      out.writeUint32(TEMPORALITY, stream.delta() ? DELTA : CUMULATIVE);
    }
    if (shape == Shape.SUM && stream.instrument().kind().isMonotonic()) {
      out.writeUint32(MetricTags.Sum.IS_MONOTONIC, 1);
    }
    out.endMessage(mark);
  }

  void write(ProtoWriter out, MetricStream stream, Point from) {
    int point = out.beginMessage(POINTS);
    switch (stream.factory().shape()) {
      case EXPLICIT -> histogram(out, stream, from);
      case EXPONENTIAL -> exponential(out, stream, from);
      default -> number(out, stream, from);
    }
    out.endMessage(point);
  }

  private void number(ProtoWriter out, MetricStream stream, Point from) {
    out.writeFixed64(NumberDataPoint.START_TIME_UNIX_NANO, from.startEpochNanos());
    out.writeFixed64(NumberDataPoint.TIME_UNIX_NANO, from.epochNanos());
    attributes(out, from);
    boolean isLong = stream.instrument().isLong();
    fixed64(out, isLong ? NumberDataPoint.AS_INT : NumberDataPoint.AS_DOUBLE, from.sumBits);
    exemplars(out, NumberDataPoint.EXEMPLARS, from);
  }

  private void histogram(ProtoWriter out, MetricStream stream, Point from) {
    double[] boundaries = stream.factory().buckets().boundaries;
    out.writeFixed64(HistogramDataPoint.START_TIME_UNIX_NANO, from.startEpochNanos());
    out.writeFixed64(HistogramDataPoint.TIME_UNIX_NANO, from.epochNanos());
    attributes(out, from);
    fixed64(out, HistogramDataPoint.COUNT, from.count);
    real(out, HistogramDataPoint.SUM, from.sum);
    packed(out, HistogramDataPoint.BUCKET_COUNTS, from.counts.length);
    for (long count : from.counts) {
      raw(out, count);
    }
    packed(out, HistogramDataPoint.EXPLICIT_BOUNDS, boundaries.length);
    for (double boundary : boundaries) {
      raw(out, Double.doubleToRawLongBits(boundary));
    }
    if (stream.factory().recordMinMax() && from.count > 0) {
      real(out, HistogramDataPoint.MIN, from.min);
      real(out, HistogramDataPoint.MAX, from.max);
    }
    exemplars(out, HistogramDataPoint.EXEMPLARS, from);
  }

  private void exponential(ProtoWriter out, MetricStream stream, Point from) {
    out.writeFixed64(ExponentialHistogramDataPoint.START_TIME_UNIX_NANO, from.startEpochNanos());
    out.writeFixed64(ExponentialHistogramDataPoint.TIME_UNIX_NANO, from.epochNanos());
    attributes(out, from);
    fixed64(out, ExponentialHistogramDataPoint.COUNT, from.count);
    real(out, ExponentialHistogramDataPoint.SUM, from.sum);
    out.writeUint32(ExponentialHistogramDataPoint.SCALE, ProtoWriter.zigZag(from.scale));
    fixed64(out, ExponentialHistogramDataPoint.ZERO_COUNT, from.zeroCount);
    buckets(out, ExponentialHistogramDataPoint.POSITIVE, from.positive);
    buckets(out, ExponentialHistogramDataPoint.NEGATIVE, from.negative);
    if (stream.factory().recordMinMax() && from.count > 0) {
      real(out, ExponentialHistogramDataPoint.MIN, from.min);
      real(out, ExponentialHistogramDataPoint.MAX, from.max);
    }
    exemplars(out, ExponentialHistogramDataPoint.EXEMPLARS, from);
  }

  private static void buckets(ProtoWriter out, int tag, ExponentialBuckets buckets) {
    int message = out.beginMessage(tag);
    if (!buckets.isEmpty()) {
      out.writeUint32(MetricTags.Buckets.OFFSET, ProtoWriter.zigZag(buckets.start()));
      int counts = out.beginMessage(MetricTags.Buckets.BUCKET_COUNTS);
      for (int i = buckets.start(); i <= buckets.end(); i++) {
        out.writeVarint(buckets.count(i));
      }
      out.endMessage(counts);
    }
    out.endMessage(message);
  }

  private static void attributes(ProtoWriter out, Point from) {
    byte[] encoded = from.encodedAttributes();
    out.writeRaw(encoded, 0, encoded.length);
  }

  private static void packed(ProtoWriter out, int tag, int longs) {
    if (longs > 0) {
      out.writeTag(tag);
      out.writeVarint(longs * Long.BYTES);
      out.ensure(longs * Long.BYTES);
    }
  }

  private static void raw(ProtoWriter out, long bits) {
    int at = out.position();
    out.ensure(Long.BYTES);
    ProtoWriter.putFixed64(out.data(), at, bits);
    out.position(at + Long.BYTES);
  }

  /** Writes a field also when it is zero, because its presence has a meaning. */
  private static void fixed64(ProtoWriter out, int tag, long bits) {
    out.writeTag(tag);
    raw(out, bits);
  }

  private static void real(ProtoWriter out, int tag, double value) {
    fixed64(out, tag, Double.doubleToRawLongBits(value));
  }

  private void exemplars(ProtoWriter out, int tag, Point from) {
    ExemplarList exemplars = from.exemplars();
    int size = exemplars == null ? 0 : exemplars.size();
    for (int i = 0; i < size; i++) {
      int begin = out.position();
      try {
        exemplar(out, tag, from, exemplars, i);
      } catch (Throwable t) { // attributes or span are the application's own
        out.position(begin);
        engine.onUserError("exemplar", t);
      }
    }
  }

  private void exemplar(ProtoWriter out, int tag, Point point, ExemplarList from, int index) {
    int message = out.beginMessage(tag);
    // Stamped when it was measured; the wall clock may have been set since.
    long time = Math.min(from.epochNanos(index), point.epochNanos());
    out.writeFixed64(Exemplar.TIME_UNIX_NANO, Math.max(time, point.startEpochNanos()));
    fixed64(out, from.isLong(index) ? Exemplar.AS_INT : Exemplar.AS_DOUBLE, from.bits(index));
    SpanContext span = from.span(index);
    if (span != null && span.isValid()) {
      out.writeSpanId(Exemplar.SPAN_ID, Ids.spanId(span));
      out.writeTraceId(Exemplar.TRACE_ID, Ids.traceIdHigh(span), Ids.traceIdLow(span));
    }
    Attributes measured = from.attributes(index);
    if (measured != null && measured != point.attributes()) {
      filtered(out, measured, point.attributes());
    }
    out.endMessage(message);
  }

  /** Writes the attributes of a measurement that its point does not have. */
  private void filtered(ProtoWriter out, Attributes measured, Attributes ofPoint) {
    RecordBuffer buffer = engine.attributeBuffer(Exemplar.FILTERED_ATTRIBUTES);
    try {
      filtered.put(buffer, measured, ofPoint);
      out.writeRaw(buffer.data(), 0, buffer.position());
    } finally {
      buffer.release();
    }
  }
}
