// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.internal.bytes.ProtoWriter;
import dev.ringlet.internal.ids.Ids;
import dev.ringlet.internal.record.RecordBuffer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * Writes the points of one stream as OTLP's {@code NumberDataPoint}, {@code HistogramDataPoint} and
 * {@code ExponentialHistogramDataPoint}; the only place that knows their numbers. Not thread-safe.
 */
final class PointEncoder
    implements ExemplarReservoir.Collector, BiConsumer<AttributeKey<?>, Object> {
  private static final int DELTA = 1;
  private static final int CUMULATIVE = 2;

  private static final int GAUGE = 0x2a;
  private static final int SUM = 0x3a;
  private static final int HISTOGRAM = 0x4a;
  private static final int EXPONENTIAL = 0x52;
  private static final int POINTS = 0x0a;
  private static final int TEMPORALITY = 0x10;
  private static final int MONOTONIC = 0x18;

  private static final int START = 0x11;
  private static final int TIME = 0x19;
  private static final int AS_DOUBLE = 0x21;
  private static final int AS_INT = 0x31;
  private static final int NUMBER_EXEMPLARS = 0x2a;

  private static final int COUNT = 0x21;
  private static final int HISTOGRAM_SUM = 0x29;
  private static final int COUNTS = 0x32;
  private static final int BOUNDS = 0x3a;
  private static final int HISTOGRAM_EXEMPLARS = 0x42;
  private static final int HISTOGRAM_MIN = 0x59;
  private static final int HISTOGRAM_MAX = 0x61;

  private static final int SCALE = 0x30;
  private static final int ZERO_COUNT = 0x39;
  private static final int POSITIVE = 0x42;
  private static final int NEGATIVE = 0x4a;
  private static final int OFFSET = 0x08;
  private static final int BUCKET_COUNTS = 0x12;
  private static final int EXPONENTIAL_EXEMPLARS = 0x5a;
  private static final int EXPONENTIAL_MIN = 0x61;
  private static final int EXPONENTIAL_MAX = 0x69;

  private static final int EXEMPLAR_TIME = 0x11;
  private static final int EXEMPLAR_DOUBLE = 0x19;
  private static final int EXEMPLAR_SPAN = 0x22;
  private static final int EXEMPLAR_TRACE = 0x2a;
  private static final int EXEMPLAR_INT = 0x31;
  private static final int EXEMPLAR_ATTRIBUTES = 0x3a;

  private final Stream stream;
  private final MeterEngine engine;
  private final int exemplarTag;
  private ProtoWriter out;
  private Series current;
  private RecordBuffer filtered;

  PointEncoder(Stream stream, MeterEngine engine) {
    this.stream = stream;
    this.engine = engine;
    switch (stream.aggregation().kind) {
      case EXPLICIT:
        exemplarTag = HISTOGRAM_EXEMPLARS;
        break;
      case EXPONENTIAL:
        exemplarTag = EXPONENTIAL_EXEMPLARS;
        break;
      default:
        exemplarTag = NUMBER_EXEMPLARS;
        break;
    }
  }

  /** Writes what is said of the metric, and opens the message that holds the points. */
  int begin(ProtoWriter out) {
    stream.writeHead(out);
    switch (stream.aggregation().kind) {
      case LAST_VALUE:
        return out.beginMessage(GAUGE);
      case EXPLICIT:
        return out.beginMessage(HISTOGRAM);
      case EXPONENTIAL:
        return out.beginMessage(EXPONENTIAL);
      default:
        return out.beginMessage(SUM);
    }
  }

  void end(ProtoWriter out, int mark) {
    if (stream.aggregation().kind != Aggregation.Kind.LAST_VALUE) {
      out.writeUint32(TEMPORALITY, stream.delta() ? DELTA : CUMULATIVE);
    }
    if (stream.aggregation().kind == Aggregation.Kind.SUM
        && stream.instrument().type().isMonotonic()) {
      out.writeUint32(MONOTONIC, 1);
    }
    out.endMessage(mark);
  }

  void point(
      ProtoWriter to, Series series, PointValues values, long startEpochNanos, long epochNanos) {
    out = to;
    current = series;
    int point = out.beginMessage(POINTS);
    out.writeFixed64(START, startEpochNanos);
    out.writeFixed64(TIME, epochNanos);
    byte[] attributes = attributes(series);
    out.writeRaw(attributes, 0, attributes.length);
    switch (stream.aggregation().kind) {
      case EXPLICIT:
        histogram(values);
        break;
      case EXPONENTIAL:
        exponential(values);
        break;
      default:
        fixed64(stream.instrument().isLong() ? AS_INT : AS_DOUBLE, values.sumBits);
        break;
    }
    ExemplarReservoir exemplars = series.exemplars;
    if (exemplars != null) {
      try {
        exemplars.collect(this);
      } catch (Throwable t) {
        engine.onUserError("exemplar reservoir", t);
      }
    }
    out.endMessage(point);
    current = null;
    out = null;
  }

  private byte[] attributes(Series series) {
    if (series.encodedAttributes == null) {
      RecordBuffer buffer = engine.attributeBuffer(stream.attributesTag());
      try {
        series.attributes.forEach(buffer);
      } catch (Throwable t) {
        engine.onUserError("class of attributes", t);
      }
      series.encodedAttributes = Arrays.copyOf(buffer.data(), buffer.position());
      buffer.release();
    }
    return series.encodedAttributes;
  }

  private void histogram(PointValues values) {
    double[] boundaries = stream.aggregation().boundaries;
    fixed64(COUNT, values.count);
    real(HISTOGRAM_SUM, values.sum);
    packed(COUNTS, values.counts.length);
    for (long count : values.counts) {
      raw(count);
    }
    packed(BOUNDS, boundaries.length);
    for (double boundary : boundaries) {
      raw(Double.doubleToRawLongBits(boundary));
    }
    if (stream.aggregation().recordMinMax && values.count > 0) {
      real(HISTOGRAM_MIN, values.min);
      real(HISTOGRAM_MAX, values.max);
    }
  }

  private void exponential(PointValues values) {
    fixed64(COUNT, values.count);
    real(HISTOGRAM_SUM, values.sum);
    out.writeUint32(SCALE, values.scale << 1 ^ values.scale >> 31);
    fixed64(ZERO_COUNT, values.zeroCount);
    buckets(POSITIVE, values.positive);
    buckets(NEGATIVE, values.negative);
    if (stream.aggregation().recordMinMax && values.count > 0) {
      real(EXPONENTIAL_MIN, values.min);
      real(EXPONENTIAL_MAX, values.max);
    }
  }

  private void buckets(int tag, ExponentialBuckets buckets) {
    int message = out.beginMessage(tag);
    if (!buckets.isEmpty()) {
      out.writeUint32(OFFSET, buckets.start() << 1 ^ buckets.start() >> 31);
      int counts = out.beginMessage(BUCKET_COUNTS);
      for (int i = buckets.start(); i <= buckets.end(); i++) {
        out.writeVarint(buckets.count(i));
      }
      out.endMessage(counts);
    }
    out.endMessage(message);
  }

  private void packed(int tag, int longs) {
    if (longs > 0) {
      out.writeTag(tag);
      out.writeVarint(longs * Long.BYTES);
      out.ensure(longs * Long.BYTES);
    }
  }

  private void raw(long bits) {
    int at = out.position();
    out.ensure(Long.BYTES);
    ProtoWriter.putFixed64(out.data(), at, bits);
    out.position(at + Long.BYTES);
  }

  /** Writes a field also when it is zero: then it still says that it is there. */
  private void fixed64(int tag, long bits) {
    out.writeTag(tag);
    raw(bits);
  }

  private void real(int tag, double value) {
    fixed64(tag, Double.doubleToRawLongBits(value));
  }

  @Override
  public void exemplar(long epochNanos, long value, Attributes attributes, SpanContext span) {
    exemplar(epochNanos, EXEMPLAR_INT, value, attributes, span);
  }

  @Override
  public void exemplar(long epochNanos, double value, Attributes attributes, SpanContext span) {
    exemplar(epochNanos, EXEMPLAR_DOUBLE, Double.doubleToRawLongBits(value), attributes, span);
  }

  private void exemplar(
      long epochNanos, int tag, long bits, Attributes attributes, SpanContext span) {
    int begin = out.position();
    try {
      write(epochNanos, tag, bits, attributes, span);
    } catch (Throwable t) { // attributes or span are the application's own
      out.position(begin);
      engine.onUserError("exemplar", t);
    }
  }

  private void write(long epochNanos, int tag, long bits, Attributes attributes, SpanContext span) {
    int message = out.beginMessage(exemplarTag);
    out.writeFixed64(EXEMPLAR_TIME, epochNanos);
    fixed64(tag, bits);
    if (span != null && span.isValid()) {
      out.ensure(30);
      byte[] d = out.data();
      int at = out.position();
      d[at] = EXEMPLAR_SPAN;
      d[at + 1] = Long.BYTES;
      ProtoWriter.putId(d, at + 2, Ids.spanId(span));
      d[at + 10] = EXEMPLAR_TRACE;
      d[at + 11] = 2 * Long.BYTES;
      ProtoWriter.putId(d, at + 12, Ids.traceIdHigh(span));
      ProtoWriter.putId(d, at + 20, Ids.traceIdLow(span));
      out.position(at + 28);
    }
    if (attributes != null && attributes != current.attributes) {
      filtered(attributes);
    }
    out.endMessage(message);
  }

  /** Writes the attributes that the view has dropped from the series. */
  private void filtered(Attributes attributes) {
    filtered = engine.attributeBuffer(EXEMPLAR_ATTRIBUTES);
    try {
      attributes.forEach(this);
      out.writeRaw(filtered.data(), 0, filtered.position());
    } finally {
      filtered.release();
      filtered = null;
    }
  }

  @Override
  public void accept(AttributeKey<?> key, Object value) {
    if (current.attributes.get(key) == null) {
      filtered.put(key, value);
    }
  }
}
