// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

/**
 * Remembers keys that have been encoded.
 *
 * <p>A direct-mapped table: a key that falls on a place already taken replaces what is there, so
 * the table never grows and needs no lock. Keys longer than {@value #MAX_CACHED_CHARS} chars are
 * encoded each time, which bounds the memory to about a megabyte in the worst case and some tens of
 * kilobytes in practice.
 *
 * <p>Any number of threads may call it. Entries are stored and loaded plainly: they are immutable
 * with final fields, so a thread sees a whole entry or none, and two threads that make the same
 * entry at the same time only waste one of them.
 */
public final class KeyCache {
  private static final int PLACES = 1024;
  private static final int MAX_CACHED_CHARS = 256;

  private final EncodedKey[] table = new EncodedKey[PLACES];

  /** The encoded form of {@code name}. */
  public EncodedKey get(String name) {
    int hash = name.hashCode();
    int place = (hash ^ (hash >>> 15)) & (PLACES - 1);
    EncodedKey found = table[place];
    if (found != null && (found.name == name || (found.hash == hash && found.name.equals(name)))) {
      return found;
    }
    return add(name, place);
  }

  private EncodedKey add(String name, int place) {
    EncodedKey made = new EncodedKey(name);
    if (name.length() <= MAX_CACHED_CHARS) {
      table[place] = made;
    }
    return made;
  }
}
