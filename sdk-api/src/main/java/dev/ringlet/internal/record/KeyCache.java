// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import org.jspecify.annotations.Nullable;

/**
 * A cache of encoded keys.
 *
 * <p>The table is direct-mapped: a key replaces the entry with the same index, so the table never
 * grows and needs no lock. Keys longer than {@value #MAX_CACHED_CHARS} chars are not cached, which
 * bounds the memory to some megabytes if all keys and the values that they know are as long as they
 * may be, and to some tens of kilobytes in practice. Names with an unpaired surrogate have another
 * hash as a key and are encoded each time.
 *
 * <p>Any thread may call. Entries are stored and loaded by plain access. They are immutable with
 * final fields, so a thread loads a complete entry or null. If two threads encode the same key at
 * the same time, one entry is discarded.
 */
public final class KeyCache {
  private static final int PLACES = 1024;
  private static final int MAX_CACHED_CHARS = 256;

  private final EncodedKey[] table = new EncodedKey[PLACES];

  /** The encoded form of {@code name}; null if that is null or empty. */
  public @Nullable EncodedKey get(@Nullable String name) {
    if (name == null) {
      return null;
    }
    int hash = name.hashCode();
    int place = (hash ^ (hash >>> 15)) & (PLACES - 1);
    EncodedKey found = table[place];
    if (found != null && (found.name == name || (found.hash == hash && found.name.equals(name)))) {
      return found;
    }
    return name.isEmpty() ? null : add(name, place);
  }

  private EncodedKey add(String name, int place) {
    EncodedKey made = new EncodedKey(name);
    if (name.length() <= MAX_CACHED_CHARS) {
      table[place] = made;
    }
    return made;
  }
}
