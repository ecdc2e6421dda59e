// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.bytes.ProtoWriter;
import dev.ringlet.internal.otlp.EnvelopeTags.Scopes;
import dev.ringlet.internal.record.AttributeReader;
import java.util.Arrays;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/** Reads encoded metrics and removes those that a filter rejects. */
final class FilteredMetrics implements MetricProducer.Collector {
  private static final int SCOPE = 1;
  private static final int METRICS = 2;
  private static final int NAME = 1;
  private static final int UNIT = 3;
  private static final int POINTS = 1;
  private static final int FIRST_DATA = 5;
  private static final int LAST_DATA = 11;
  private static final int HISTOGRAM = 9;
  private static final int EXPONENTIAL = 10;
  private static final int NUMBER_ATTRIBUTES = 7;
  private static final int HISTOGRAM_ATTRIBUTES = 9;
  private static final int EXPONENTIAL_ATTRIBUTES = 1;

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
      if (in.field() == SCOPE) {
        scope = text(in.message(), NAME);
      }
    }
    ProtoWriter out = new ProtoWriter(scopeMetrics.length + 16);
    int points = 0;
    for (ProtoReader in = reader(scopeMetrics); in.next(); ) {
      if (in.field() != METRICS) {
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

  private static String text(ProtoReader message, int field) {
    String text = "";
    while (message.next()) {
      if (message.field() == field) {
        text = message.string();
      }
    }
    return text;
  }

  /** Writes a metric as far as it is taken; returns how many points that are. */
  private int metric(String scope, byte[] bytes, ProtoReader field, ProtoWriter out) {
    String name = text(field.message(), NAME);
    MetricFilter.Verdict verdict = filter.test(scope, name, text(field.message(), UNIT));
    if (verdict == MetricFilter.Verdict.DROP) {
      return 0;
    }
    int begin = out.position();
    int mark = out.beginMessage(Scopes.RECORDS);
    int points = 0;
    for (ProtoReader in = field.message(); in.next(); ) {
      if (in.field() < FIRST_DATA || in.field() > LAST_DATA) {
        copy(bytes, in, out);
      } else {
        boolean all = verdict == MetricFilter.Verdict.ACCEPT;
        points += data(all ? null : new Metric(scope, name), bytes, in, out);
      }
    }
    out.endMessage(mark);
    if (points == 0) {
      out.position(begin);
    }
    return points;
  }

  /** The metric that the filter gets for each point. */
  private record Metric(String scope, String name) {}

  private int data(@Nullable Metric asked, byte[] bytes, ProtoReader field, ProtoWriter out) {
    int attributes =
        field.field() == HISTOGRAM
            ? HISTOGRAM_ATTRIBUTES
            : field.field() == EXPONENTIAL ? EXPONENTIAL_ATTRIBUTES : NUMBER_ATTRIBUTES;
    int mark = out.beginMessage(field.field() << 3 | 2);
    int points = 0;
    for (ProtoReader in = field.message(); in.next(); ) {
      if (in.field() != POINTS) {
        copy(bytes, in, out);
      } else if (asked == null
          || filter.acceptsPoint(
              asked.scope, asked.name, AttributeReader.read(in.message(), attributes))) {
        copy(bytes, in, out);
        points++;
      }
    }
    out.endMessage(mark);
    return points;
  }
}
