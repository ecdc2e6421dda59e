// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.bytes.ProtoWriter;
import dev.ringlet.internal.otlp.CommonTags.InstrumentationScope;
import dev.ringlet.internal.otlp.EnvelopeTags.Scopes;
import dev.ringlet.internal.otlp.MetricTags.ExponentialHistogramDataPoint;
import dev.ringlet.internal.otlp.MetricTags.Gauge;
import dev.ringlet.internal.otlp.MetricTags.HistogramDataPoint;
import dev.ringlet.internal.otlp.MetricTags.Metric;
import dev.ringlet.internal.otlp.MetricTags.NumberDataPoint;
import dev.ringlet.internal.otlp.MetricTags.SummaryDataPoint;
import dev.ringlet.internal.record.AttributeReader;
import java.util.Arrays;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/** Reads encoded metrics and removes those that a filter rejects. */
final class FilteredMetrics implements MetricProducer.Collector {
  private final MetricFilter filter;
  private final ObjIntConsumer<byte[]> target;

  FilteredMetrics(MetricFilter filter, ObjIntConsumer<byte[]> target) {
    this.filter = filter;
    this.target = target;
  }

  @Override
  public void accept(byte[] scopeMetrics) {
    String scope = "";
    for (ProtoReader in = reader(scopeMetrics); in.next(); ) {
      if (in.tag() == Scopes.SCOPE) {
        scope = text(in.message(), InstrumentationScope.NAME);
      }
    }
    ProtoWriter out = new ProtoWriter(scopeMetrics.length + 16);
    int points = 0;
    for (ProtoReader in = reader(scopeMetrics); in.next(); ) {
      if (in.tag() != Scopes.RECORDS) {
        copy(scopeMetrics, in, out);
      } else {
        points += metric(scope, scopeMetrics, in, out);
      }
    }
    if (points > 0) {
      target.accept(Arrays.copyOf(out.data(), out.position()), points);
    }
  }

  private static ProtoReader reader(byte[] message) {
    return new ProtoReader(message, 0, message.length);
  }

  private static void copy(byte[] from, ProtoReader field, ProtoWriter out) {
    out.writeRaw(from, field.start(), field.end() - field.start());
  }

  private static String text(ProtoReader message, int tag) {
    String text = "";
    while (message.next()) {
      if (message.tag() == tag) {
        text = message.string();
      }
    }
    return text;
  }

  /** Writes a metric as far as it is taken; returns how many points that are. */
  private int metric(String scope, byte[] bytes, ProtoReader field, ProtoWriter out) {
    String name = text(field.message(), Metric.NAME);
    MetricFilter.Verdict verdict = filter.test(scope, name, text(field.message(), Metric.UNIT));
    if (verdict == MetricFilter.Verdict.DROP) {
      return 0;
    }
    int begin = out.position();
    int mark = out.beginMessage(Scopes.RECORDS);
    int points = 0;
    for (ProtoReader in = field.message(); in.next(); ) {
      int attributes = pointAttributes(in.tag());
      if (attributes == 0) {
        copy(bytes, in, out);
      } else {
        boolean all = verdict == MetricFilter.Verdict.ACCEPT;
        points += data(all ? null : new Asked(scope, name, attributes), bytes, in, out);
      }
    }
    out.endMessage(mark);
    if (points == 0) {
      out.position(begin);
    }
    return points;
  }

  /** The tag of the attributes of points in the data with this tag; 0 if that is no data. */
  private static int pointAttributes(int tag) {
    return switch (tag) {
      case Metric.GAUGE, Metric.SUM -> NumberDataPoint.ATTRIBUTES;
      case Metric.HISTOGRAM -> HistogramDataPoint.ATTRIBUTES;
      case Metric.EXPONENTIAL_HISTOGRAM -> ExponentialHistogramDataPoint.ATTRIBUTES;
      case Metric.SUMMARY -> SummaryDataPoint.ATTRIBUTES;
      default -> 0;
    };
  }

  /** The metric that the filter gets for each point, and the tag of the points' attributes. */
  private record Asked(String scope, String name, int attributes) {}

  private int data(@Nullable Asked asked, byte[] bytes, ProtoReader field, ProtoWriter out) {
    int mark = out.beginMessage(field.tag());
    int points = 0;
    for (ProtoReader in = field.message(); in.next(); ) {
      if (in.tag() != Gauge.DATA_POINTS) {
        copy(bytes, in, out);
      } else if (asked == null
          || filter.acceptsPoint(
              asked.scope, asked.name, AttributeReader.read(in.message(), asked.attributes))) {
        copy(bytes, in, out);
        points++;
      }
    }
    out.endMessage(mark);
    return points;
  }
}
