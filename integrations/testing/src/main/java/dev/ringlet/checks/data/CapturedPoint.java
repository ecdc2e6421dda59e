// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.data;

import com.google.protobuf.Message;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.util.List;

/**
 * A point of a metric.
 *
 * @param attributes of its series
 * @param startEpochNanos in nanoseconds since 1970, or zero
 * @param epochNanos in nanoseconds since 1970
 * @param exemplars in the order of the message
 * @param proto a {@code NumberDataPoint}, {@code HistogramDataPoint} or {@code
 *     ExponentialHistogramDataPoint}
 */
public record CapturedPoint(
    Attributes attributes,
    long startEpochNanos,
    long epochNanos,
    List<CapturedExemplar> exemplars,
    Message proto) {
  static CapturedPoint of(NumberDataPoint point) {
    return new CapturedPoint(
        ProtoValues.attributes(point.getAttributesList()),
        point.getStartTimeUnixNano(),
        point.getTimeUnixNano(),
        exemplars(point.getExemplarsList()),
        point);
  }

  static CapturedPoint of(HistogramDataPoint point) {
    return new CapturedPoint(
        ProtoValues.attributes(point.getAttributesList()),
        point.getStartTimeUnixNano(),
        point.getTimeUnixNano(),
        exemplars(point.getExemplarsList()),
        point);
  }

  static CapturedPoint of(ExponentialHistogramDataPoint point) {
    return new CapturedPoint(
        ProtoValues.attributes(point.getAttributesList()),
        point.getStartTimeUnixNano(),
        point.getTimeUnixNano(),
        exemplars(point.getExemplarsList()),
        point);
  }

  private static List<CapturedExemplar> exemplars(List<Exemplar> exemplars) {
    return exemplars.stream()
        .map(
            exemplar ->
                new CapturedExemplar(
                    exemplar.getValueCase() == Exemplar.ValueCase.AS_INT
                        ? exemplar.getAsInt()
                        : exemplar.getAsDouble(),
                    exemplar.getTimeUnixNano(),
                    ProtoValues.hex(exemplar.getTraceId()),
                    ProtoValues.hex(exemplar.getSpanId()),
                    ProtoValues.attributes(exemplar.getFilteredAttributesList())))
        .toList();
  }

  /** Returns attributes and value, for messages. */
  @Override
  public String toString() {
    return attributes + " " + value();
  }

  private String value() {
    if (proto instanceof NumberDataPoint number) {
      return number.getValueCase() == NumberDataPoint.ValueCase.AS_INT
          ? Long.toString(number.getAsInt())
          : Double.toString(number.getAsDouble());
    }
    if (proto instanceof HistogramDataPoint histogram) {
      return "count " + histogram.getCount() + " sum " + histogram.getSum();
    }
    ExponentialHistogramDataPoint histogram = (ExponentialHistogramDataPoint) proto;
    return "count " + histogram.getCount() + " sum " + histogram.getSum();
  }
}
