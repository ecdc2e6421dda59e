// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import dev.ringlet.internal.bytes.ProtoWriter;
import dev.ringlet.internal.otlp.CommonTags;
import java.nio.charset.StandardCharsets;

/**
 * The encoded key of an attribute, as in a {@code KeyValue} message. Encoded once, then copied.
 *
 * <pre>
 *   0a  length  utf-8 of the key   12
 *   └── field 1: key ──────────┘   └ tag of field 2: value
 * </pre>
 *
 * <p>Immutable but for the values that it knows. Any thread may call.
 */
public final class EncodedKey {
  private static final int HEAD_BYTES = 4 * Long.BYTES;

  final String name;

  /** Hash of the name as it is written, in which an unpaired surrogate is a question mark. */
  final int hash;

  /** One bit of 64, by the hash. */
  final long bloom;

  /** The bytes of the diagram. */
  final byte[] prefix;

  final int prefixBytes;

  /** Values that the attribute had, as its field without the tag. */
  final KnownTexts texts = new KnownTexts();

  /** Integers that the attribute had, likewise. */
  private KnownNumbers numbers = KnownNumbers.NONE;

  // Room for tag and length of the attribute, then the first 30 bytes of the prefix, padded with
  // zeros: fields are faster than a short loop.
  private final long word0;
  private final long word1;
  private final long word2;
  private final long word3;

  EncodedKey(String name) {
    this.name = name;
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    hash = new String(utf8, StandardCharsets.UTF_8).hashCode();
    bloom = 1L << hash;
    int size = ProtoWriter.varintSize(utf8.length);
    prefixBytes = 1 + size + utf8.length + 1;
    prefix = new byte[prefixBytes];
    prefix[0] = CommonTags.KeyValue.KEY;
    ProtoWriter.putVarint(prefix, 1, utf8.length);
    System.arraycopy(utf8, 0, prefix, 1 + size, utf8.length);
    prefix[prefixBytes - 1] = CommonTags.KeyValue.VALUE;
    byte[] words = new byte[HEAD_BYTES];
    System.arraycopy(prefix, 0, words, 2, Math.min(prefixBytes, HEAD_BYTES - 2));
    word0 = ProtoWriter.fixed64(words, 0);
    word1 = ProtoWriter.fixed64(words, 8);
    word2 = ProtoWriter.fixed64(words, 16);
    word3 = ProtoWriter.fixed64(words, 24);
  }

  /**
   * Writes tag and length of an attribute, one byte each, and the prefix; may overwrite up to 15
   * bytes after it.
   *
   * @param tagAndLength the tag in the lowest byte, the length in the next one
   */
  void write(byte[] dst, int at, int tagAndLength) {
    ProtoWriter.putFixed64(dst, at, word0 | tagAndLength);
    ProtoWriter.putFixed64(dst, at + 8, word1);
    if (prefixBytes > 14) {
      ProtoWriter.putFixed64(dst, at + 16, word2);
      ProtoWriter.putFixed64(dst, at + 24, word3);
      if (prefixBytes > HEAD_BYTES - 2) {
        System.arraycopy(
            prefix, HEAD_BYTES - 2, dst, at + HEAD_BYTES, prefixBytes - (HEAD_BYTES - 2));
      }
    }
  }

  KnownNumbers numbers() {
    return numbers;
  }

  /** Learns an integer in place of the older one. */
  void learn(long number, byte[] bytes) {
    numbers = numbers.with(number, bytes);
  }

  /** The key's name. */
  public String name() {
    return name;
  }

  /** Whether the {@code KeyValue} message whose content begins at {@code at} has this key. */
  boolean matches(byte[] data, int at) {
    // The length comes first: what follows a length that is the same is there.
    for (int i = 1; i < prefixBytes - 1; i++) {
      if (data[at + i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }
}
