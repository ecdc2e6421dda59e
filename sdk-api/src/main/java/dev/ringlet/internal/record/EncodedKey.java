// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import dev.ringlet.internal.bytes.ProtoWriter;
import dev.ringlet.internal.otlp.CommonTags;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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
  final String name;

  /** Hash of the name as it is written, in which an unpaired surrogate is a question mark. */
  final int hash;

  /** The bytes of the diagram. */
  final byte[] prefix;

  final int prefixBytes;

  /** Values that the attribute had, as its field without the tag. */
  final KnownTexts texts = new KnownTexts();

  // The first 32 bytes of the prefix, padded with zeros: fields are faster than a short loop.
  private final long word0;
  private final long word1;
  private final long word2;
  private final long word3;

  EncodedKey(String name) {
    this.name = name;
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    hash = new String(utf8, StandardCharsets.UTF_8).hashCode();
    int size = ProtoWriter.varintSize(utf8.length);
    prefixBytes = 1 + size + utf8.length + 1;
    prefix = new byte[prefixBytes];
    prefix[0] = CommonTags.KeyValue.KEY;
    ProtoWriter.putVarint(prefix, 1, utf8.length);
    System.arraycopy(utf8, 0, prefix, 1 + size, utf8.length);
    prefix[prefixBytes - 1] = CommonTags.KeyValue.VALUE;
    byte[] words = Arrays.copyOf(prefix, 32);
    word0 = ProtoWriter.fixed64(words, 0);
    word1 = ProtoWriter.fixed64(words, 8);
    word2 = ProtoWriter.fixed64(words, 16);
    word3 = ProtoWriter.fixed64(words, 24);
  }

  /** Writes the prefix; may overwrite up to 15 bytes after it. */
  void write(byte[] dst, int at) {
    ProtoWriter.putFixed64(dst, at, word0);
    ProtoWriter.putFixed64(dst, at + 8, word1);
    if (prefixBytes > 16) {
      ProtoWriter.putFixed64(dst, at + 16, word2);
      ProtoWriter.putFixed64(dst, at + 24, word3);
      if (prefixBytes > 32) {
        System.arraycopy(prefix, 32, dst, at + 32, prefixBytes - 32);
      }
    }
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
