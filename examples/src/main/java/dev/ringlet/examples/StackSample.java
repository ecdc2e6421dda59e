// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import java.util.List;

/**
 * What one stack of one kind cost inside one span.
 *
 * @param type what was measured, such as {@code cpu}
 * @param unit of the value: {@code nanoseconds}, {@code bytes} or {@code count}
 * @param span the name of the span that was current, or {@link #NO_SPAN}
 * @param frames methods from the root of the stack to its leaf
 */
record StackSample(String type, String unit, String span, List<String> frames, long value) {
  static final String NO_SPAN = "outside of spans";

  /** The method that ran, or waited, itself. */
  String leaf() {
    return frames.isEmpty() ? "(no stack)" : frames.get(frames.size() - 1);
  }
}
