// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

/**
 * Encoded records in groups, one for each scope. Internal to Ringlet: may change or vanish in any
 * release.
 */
public interface RecordGroups {
  /** Records in all groups. */
  int items();

  /** How many groups there are. */
  int groups();

  /** Number of the group's scope. */
  int scopeOf(int group);

  /** Bytes of the group's records. */
  int bytesOf(int group);

  /** Copies the group's records, oldest first, and returns the index after them. */
  int copy(int group, byte[] target, int at);
}
