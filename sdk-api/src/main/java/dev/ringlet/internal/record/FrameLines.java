// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A cache of the encoded lines of stack frames, because a service logs the same frames again and
 * again.
 *
 * <p>Names are compared by identity: HotSpot gives the frames of a method the same strings. A frame
 * with other strings of the same text is not found, which costs only time. The cache keeps strings
 * alive, and no class.
 *
 * <p>The table is direct-mapped. A line takes an empty place; only each {@value #REPLACED_EACH}th
 * line that finds its place taken replaces the other one, so that frames that do not repeat
 * allocate little.
 *
 * <p>Any thread may call. Lines are stored and loaded by plain access. They are immutable with
 * final fields, so a thread loads a complete line or null. Of two lines that two threads store in
 * one place at the same time one is discarded; a count of theirs may be, too.
 */
final class FrameLines {
  static final int PLACES = 512;

  /** Longer lines are not kept, so the lines take 170 KB at most and usually half of that. */
  static final int MAX_LINE_BYTES = 256;

  private static final int REPLACED_EACH = 16;

  private final Line[] table = new Line[PLACES];
  private int refused;

  private record Line(
      String type,
      String method,
      @Nullable String file,
      int number,
      @Nullable String module,
      @Nullable String classLoader,
      byte[] bytes) {}

  /** Returns the line of a frame, line end included, or null. */
  @SuppressWarnings("ReferenceEquality")
  byte @Nullable [] find(StackTraceElement frame) {
    Line line = table[placeOf(frame)];
    if (line != null
        && line.number == frame.getLineNumber()
        && line.method == frame.getMethodName()
        && line.type == frame.getClassName()
        && line.file == frame.getFileName()
        && line.module == frame.getModuleName()
        && line.classLoader == frame.getClassLoaderName()) {
      return line.bytes;
    }
    return null;
  }

  /** Copies the line of a frame into the table, if it gets a place. */
  void add(StackTraceElement frame, byte[] data, int from, int to) {
    int place = placeOf(frame);
    if (to - from > MAX_LINE_BYTES || (table[place] != null && ++refused % REPLACED_EACH != 0)) {
      return;
    }
    table[place] =
        new Line(
            frame.getClassName(),
            frame.getMethodName(),
            frame.getFileName(),
            frame.getLineNumber(),
            frame.getModuleName(),
            frame.getClassLoaderName(),
            Arrays.copyOfRange(data, from, to));
  }

  private static int placeOf(StackTraceElement frame) {
    int hash =
        (frame.getClassName().hashCode() * 31
                + frame.getMethodName().hashCode()
                + frame.getLineNumber())
            * 0x9e3779b9;
    return hash >>> Integer.numberOfLeadingZeros(PLACES - 1);
  }
}
