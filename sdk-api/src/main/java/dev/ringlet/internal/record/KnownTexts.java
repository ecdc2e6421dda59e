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
 * {@value #EAGER_LESSONS}, a 512th: a field whose texts do not repeat allocates next to nothing.
 *
 * <p>Any thread may call. The texts are in an immutable object with final fields, which is stored
 * and loaded by plain access, so a thread loads a complete one. Of two lessons at the same time one
 * may be lost; a count of theirs may be, too.
 */
public final class KnownTexts {
  /** Longer texts are not learned, so that those of a field usually take half a kilobyte. */
  static final int MAX_CHARS = 128;

  static final int EAGER_LESSONS = 64;

  private static final int EAGER_SHIFT = 29;
  private static final int LATER_SHIFT = 23;
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

  /**
   * Whether to learn a text.
   *
   * @param unknown how many texts the caller has not found, in any field, with this one
   */
  boolean learns(int unknown) {
    // Scattered: where each request has the same fields in the same order, each gets its turn.
    int mixed = unknown * 0x9e3779b9;
    int scattered = (mixed ^ mixed >>> 15) * 0x85ebca6b;
    return scattered >>> (lessons < EAGER_LESSONS ? EAGER_SHIFT : LATER_SHIFT) == 0;
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
