// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.wire;

import java.nio.charset.StandardCharsets;

/**
 * An attribute key as it stands in a {@code KeyValue}, made once and copied ever after. Internal to
 * Ringlet: may change or vanish in any release.
 *
 * <pre>
 *   0a  length  utf-8 of the key   12
 *   └── field 1: key ──────────┘   └ tag of field 2: value
 * </pre>
 *
 * <p>Immutable.
 */
public final class EncodedKey {
  final String name;
  final int hash;

  /** The bytes above, then zeros up to a multiple of eight, so that it can be copied by words. */
  final byte[] prefix;

  final int prefixBytes;

  EncodedKey(String name) {
    this.name = name;
    this.hash = name.hashCode();
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    int size = ProtoWriter.varintSize(utf8.length);
    prefixBytes = 1 + size + utf8.length + 1;
    prefix = new byte[(prefixBytes + 7) & -8];
    prefix[0] = Otlp.KEY_VALUE_KEY;
    ProtoWriter.putVarint(prefix, 1, utf8.length);
    System.arraycopy(utf8, 0, prefix, 1 + size, utf8.length);
    prefix[prefixBytes - 1] = Otlp.KEY_VALUE_VALUE;
  }

  /** The key's name. */
  public String name() {
    return name;
  }

  /** Whether a {@code KeyValue} message that begins at {@code at} has this key. */
  boolean matches(byte[] data, int at) {
    int keyBytes = prefixBytes - 1;
    if (data.length - at < keyBytes) {
      return false;
    }
    for (int i = 1; i < keyBytes; i++) {
      if (data[at + i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }
}
