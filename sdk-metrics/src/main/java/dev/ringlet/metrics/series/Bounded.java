// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import dev.ringlet.internal.record.RecordBuffer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.function.BiConsumer;

/**
 * Puts a limited number of attributes into a buffer, and breaks off behind them. Reused for one set
 * of attributes after the other. Not thread-safe.
 */
public final class Bounded implements BiConsumer<AttributeKey<?>, Object> {
  static final int MAX_ATTRIBUTES = 1 << 10;

  /** Ends the iteration. */
  private static final class Full extends RuntimeException {
    private static final long serialVersionUID = 1;

    Full() {
      super("enough", null, false, false);
    }
  }

  private final Full full = new Full();
  private RecordBuffer buffer;
  private Attributes without;
  private int left;

  /**
   * Puts all attributes except those with a key of another set.
   *
   * @return the number of attributes dropped by the limit
   */
  public int put(RecordBuffer into, Attributes attributes, Attributes without) {
    buffer = into;
    this.without = without;
    left = MAX_ATTRIBUTES;
    try {
      attributes.forEach(this);
      return 0;
    } catch (Full e) {
      return Math.max(1, attributes.size() - MAX_ATTRIBUTES);
    } finally {
      buffer = null;
      this.without = null;
    }
  }

  @Override
  public void accept(AttributeKey<?> key, Object value) {
    if (left-- == 0) {
      throw full;
    }
    if (without.isEmpty() || without.get(key) == null) {
      buffer.put(key, value);
    }
  }
}
