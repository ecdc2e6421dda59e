// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import org.jspecify.annotations.Nullable;

/**
 * The last two integers of an attribute with their encoded bytes, because many attributes have the
 * same ones again and again: status codes, ports.
 *
 * <p>An attribute learns by the rule of {@link KnownTexts}.
 *
 * <p>Immutable. An {@link EncodedKey} stores and loads it by plain access, so a thread loads a
 * complete object. Of two lessons at the same time one may be lost. Checked by {@code
 * KnownNumbersStress}, whose twin stores bytes before they are written.
 *
 * @param firstBytes the attribute's field without the tag, or null if there is no first number
 * @param lessons how many numbers the attribute has learned
 */
record KnownNumbers(
    long first,
    byte @Nullable [] firstBytes,
    long second,
    byte @Nullable [] secondBytes,
    int lessons) {
  static final KnownNumbers NONE = new KnownNumbers(0, null, 0, null, 0);

  /** Returns the bytes of a number, or null. */
  byte @Nullable [] find(long number) {
    return number == first ? firstBytes : number == second ? secondBytes : null;
  }

  /** Whether the attribute learns each time that it is its turn. */
  boolean isEager() {
    return lessons < KnownTexts.EAGER_LESSONS;
  }

  /** These numbers with a new one in place of the older one. */
  KnownNumbers with(long number, byte[] bytes) {
    return new KnownNumbers(number, bytes, first, firstBytes, lessons + 1);
  }
}
