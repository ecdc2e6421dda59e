// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

/**
 * The bits of the word with the small fields of a span.
 *
 * <pre>
 *   31..24  index of the clock anchor
 *   17      the span begins a local trace and has no clock anchor yet
 *   16      the parent is remote
 *   15..8   trace flags
 *   6..5    status code, as StatusCode.ordinal()
 *   4..2    kind, as SpanKind.ordinal()
 *   1..0    OPEN, BUSY, ENDED or ENDING: the lock of {@link RecordingSpan}; 0 elsewhere
 * </pre>
 */
final class SpanWord {
  static final int OPEN = 0;
  static final int BUSY = 1;
  static final int ENDED = 2;
  static final int ENDING = 3;

  /** In place of a word: the span refuses changes. No span has it, for a kind is at most 4. */
  static final int REFUSED = -1 & ~3 | ENDED;

  static final int SAMPLED_FLAG = 1;
  static final int RANDOM_FLAG = 2;

  private static final int LOCK_MASK = 3;
  private static final int KIND_SHIFT = 2;
  private static final int KIND_MASK = 7;
  private static final int STATUS_SHIFT = 5;
  private static final int STATUS_MASK = 3;
  private static final int FLAGS_SHIFT = 8;
  private static final int FLAGS_MASK = 0xff;
  private static final int PARENT_REMOTE = 1 << 16;
  private static final int NO_ANCHOR = 1 << 17;
  private static final int ANCHOR_SHIFT = 24;

  private SpanWord() {}

  /** The word of a span that begins or continues a local trace; without an anchor. */
  static int of(int kind, int flags, boolean parentRemote) {
    return kind << KIND_SHIFT
        | flags << FLAGS_SHIFT
        | (parentRemote ? PARENT_REMOTE : 0)
        | NO_ANCHOR;
  }

  /** The word of a child in this process, which has the flags and the anchor of its parent. */
  static int ofChild(int kind, int parent) {
    return kind << KIND_SHIFT | parent & FLAGS_MASK << FLAGS_SHIFT | parent & -1 << ANCHOR_SHIFT;
  }

  static int lock(int word) {
    return word & LOCK_MASK;
  }

  static int withLock(int word, int lock) {
    return word & ~LOCK_MASK | lock;
  }

  static int kind(int word) {
    return word >>> KIND_SHIFT & KIND_MASK;
  }

  static int status(int word) {
    return word >>> STATUS_SHIFT & STATUS_MASK;
  }

  static int withStatus(int word, int status) {
    return word & ~(STATUS_MASK << STATUS_SHIFT) | status << STATUS_SHIFT;
  }

  static int flags(int word) {
    return word >>> FLAGS_SHIFT & FLAGS_MASK;
  }

  static int withFlags(int word, int flags) {
    return word & ~(FLAGS_MASK << FLAGS_SHIFT) | flags << FLAGS_SHIFT;
  }

  static boolean isSampled(int word) {
    return (word & SAMPLED_FLAG << FLAGS_SHIFT) != 0;
  }

  static boolean isParentRemote(int word) {
    return (word & PARENT_REMOTE) != 0;
  }

  static boolean hasAnchor(int word) {
    return (word & NO_ANCHOR) == 0;
  }

  static int withAnchor(int word, int anchorIndex) {
    return word & ~NO_ANCHOR & (1 << ANCHOR_SHIFT) - 1 | anchorIndex << ANCHOR_SHIFT;
  }

  /** The word of a span that is not recorded: of the flags only the random flag remains. */
  static int dropped(int word, int anchorIndex) {
    int anchored = hasAnchor(word) ? word : withAnchor(word, anchorIndex);
    return withLock(withFlags(anchored, flags(word) & RANDOM_FLAG), ENDED);
  }

  static int anchorIndex(int word) {
    return word >>> ANCHOR_SHIFT;
  }
}
