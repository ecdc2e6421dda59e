// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

/** Encoded records in groups, one for each scope. */
public interface RecordGroups {
  /** Number of records in all groups. */
  int items();

  /** Number of groups. */
  int groups();

  /** Number of the scope of a group. */
  int scopeOf(int group);

  /** Bytes of the records of a group. */
  int bytesOf(int group);

  /** Copies the records of a group and returns the index after them. */
  int copy(int group, byte[] target, int at);
}
