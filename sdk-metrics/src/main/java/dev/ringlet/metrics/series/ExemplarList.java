// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import java.util.Arrays;

/** The exemplars of one point, reused for the next. Not thread-safe. */
public final class ExemplarList {
  private long[] times = new long[4];
  private long[] values = new long[4];
  private boolean[] whole = new boolean[4];
  private Attributes[] attributes = new Attributes[4];
  private SpanContext[] spans = new SpanContext[4];
  private int size;

  public void add(long epochNanos, long value, Attributes with, SpanContext span) {
    add(epochNanos, value, true, with, span);
  }

  public void add(long epochNanos, double value, Attributes with, SpanContext span) {
    add(epochNanos, Double.doubleToRawLongBits(value), false, with, span);
  }

  void add(long epochNanos, long bits, boolean isLong, Attributes with, SpanContext span) {
    if (size == times.length) {
      grow(2 * size);
    }
    times[size] = epochNanos;
    values[size] = bits;
    whole[size] = isLong;
    attributes[size] = with;
    spans[size++] = span;
  }

  private void grow(int length) {
    times = Arrays.copyOf(times, length);
    values = Arrays.copyOf(values, length);
    whole = Arrays.copyOf(whole, length);
    attributes = Arrays.copyOf(attributes, length);
    spans = Arrays.copyOf(spans, length);
  }

  void clear() {
    Arrays.fill(attributes, 0, size, null);
    Arrays.fill(spans, 0, size, null);
    size = 0;
  }

  public int size() {
    return size;
  }

  public long epochNanos(int index) {
    return times[index];
  }

  public boolean isLong(int index) {
    return whole[index];
  }

  /** The value, or the bits of one that is not a long. */
  public long bits(int index) {
    return values[index];
  }

  public Attributes attributes(int index) {
    return attributes[index];
  }

  public SpanContext span(int index) {
    return spans[index];
  }
}
