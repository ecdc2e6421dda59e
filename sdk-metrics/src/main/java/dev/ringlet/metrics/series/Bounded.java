// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import dev.ringlet.internal.record.RecordBuffer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.function.BiConsumer;

/** Takes a limited number of attributes that others do not have. Not thread-safe. */
final class Bounded implements BiConsumer<AttributeKey<?>, Object> {
  static final int MAX_ATTRIBUTES = 1 << 10;

  /** Ends the iteration. */
  static final class Full extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final Full INSTANCE = new Full();

    private Full() {
      super("enough", null, false, false);
    }
  }

  private final RecordBuffer buffer;
  private final Attributes without;
  private int left = MAX_ATTRIBUTES;

  Bounded(RecordBuffer buffer, Attributes without) {
    this.buffer = buffer;
    this.without = without;
  }

  @Override
  public void accept(AttributeKey<?> key, Object value) {
    if (left-- == 0) {
      throw Full.INSTANCE;
    }
    if (without.isEmpty() || without.get(key) == null) {
      buffer.put(key, value);
    }
  }
}
