// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A cache of the encoded lines of stack frames, because a service logs the same frames again and
 * again.
 *
 * <p>The JVM gives equal frames the same strings, so strings are compared by identity; a frame with
 * other strings of the same text is not found, which costs only time. The strings are names, so the
 * cache keeps no class alive.
 *
 * <p>The table is direct-mapped: a line replaces the one at the same place. Where there is one
 * already, only each {@value #REPLACED_EACH}th line replaces it, so that frames that never return
 * allocate little.
 *
 * <p>Any thread may call. Lines are stored and loaded by plain access. They are immutable with
 * final fields, so a thread loads a complete line or null. Threads that write the same place at the
 * same time lose one of two lines, or a count.
 */
final class FrameLines {
  static final int PLACES = 512;

  /** Longer lines are not kept, so the cache takes 170 KB at most and usually half of that. */
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
  @SuppressWarnings("ReferenceEquality") // see above
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

  /** Keeps a copy of the line of a frame, or not. */
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
    int hash = (frame.getMethodName().hashCode() + frame.getLineNumber()) * 0x9e3779b9;
    return hash >>> Integer.numberOfLeadingZeros(PLACES - 1);
  }
}
