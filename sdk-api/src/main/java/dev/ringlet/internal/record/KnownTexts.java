// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import org.jspecify.annotations.Nullable;

/**
 * The last few texts of a field with their encoded bytes, because many fields have the same texts
 * again and again: names of spans, methods, routes, addresses.
 *
 * <p>Texts are compared by identity: a constant or a cached string is the same object each time. A
 * text of the same chars in another object is not found, which costs only time.
 *
 * <p>A field learns an eighth of the texts that it does not know, and later, when it has learned
 * {@value #EAGER_LESSONS}, a 64th of these: a field whose texts do not return allocates next to
 * nothing. {@link AttributeWriter#teach} decides whose turn it is.
 *
 * <p>Any thread may call. The texts are in an immutable object with final fields, which is stored
 * and loaded by plain access, so a thread loads a complete one. Of two lessons at the same time one
 * may be lost; a count of theirs may be, too. Checked by {@code KnownTextsStress}, whose twin
 * stores bytes before they are written.
 */
public class KnownTexts {
  /** Longer texts are not learned, so that those of a field usually take half a kilobyte. */
  static final int MAX_CHARS = 128;

  static final int EAGER_LESSONS = 64;

  private static final byte[] NOTHING = {};
  private static final Texts NONE =
      new Texts(null, NOTHING, null, NOTHING, null, NOTHING, null, NOTHING);

  private Texts texts = NONE;
  private int lessons;

  private record Texts(
      @Nullable String first,
      byte[] firstBytes,
      @Nullable String second,
      byte[] secondBytes,
      @Nullable String third,
      byte[] thirdBytes,
      @Nullable String fourth,
      byte[] fourthBytes) {}

  /** Returns the bytes of a text, or null. */
  @SuppressWarnings("ReferenceEquality")
  byte @Nullable [] find(String text) {
    Texts known = texts;
    if (text == known.first) {
      return known.firstBytes;
    }
    if (text == known.second) {
      return known.secondBytes;
    }
    if (text == known.third) {
      return known.thirdBytes;
    }
    return text == known.fourth ? known.fourthBytes : null;
  }

  /** Whether the field learns each time that it is its turn. */
  boolean isEager() {
    return lessons < EAGER_LESSONS;
  }

  /** Learns a text in place of the oldest one. */
  void learn(String text, byte[] bytes) {
    Texts known = texts;
    lessons++;
    texts =
        new Texts(
            text,
            bytes,
            known.first,
            known.firstBytes,
            known.second,
            known.secondBytes,
            known.third,
            known.thirdBytes);
  }
}
