// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.rules;

import org.jspecify.annotations.Nullable;

/**
 * How {@linkplain Condition conditions} look at a span that starts, a span, or a log record.
 *
 * @param <T> the type of what they look at; an argument, so that looking makes no object
 */
public interface Subject<T> {
  /** The text of a property of the vocabulary; null if there is none. Valid until the next call. */
  @Nullable CharSequence text(T of, String property);

  /** The text of an attribute; null if there is none. Valid until the next call. */
  @Nullable CharSequence attribute(T of, String name);

  /**
   * A property of the vocabulary as a number: nanoseconds of a duration, the place in the list of
   * values; -1 if there is none.
   */
  long number(T of, String property);
}
