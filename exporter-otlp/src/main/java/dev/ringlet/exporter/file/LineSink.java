// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.file;

import java.io.IOException;

/** Writes whole lines. Used by one thread at a time. */
interface LineSink {
  /**
   * Writes one line. After an exception no part of it remains, if that can be achieved, and the
   * next line is intact.
   *
   * @param bytes array whose first {@code length} bytes are the line with its line break
   */
  void write(byte[] bytes, int length) throws IOException;

  /** Releases what is open; a line written later opens it again. */
  void close();
}
