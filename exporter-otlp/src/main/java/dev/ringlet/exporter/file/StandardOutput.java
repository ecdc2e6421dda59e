// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.file;

import java.io.IOException;
import java.io.PrintStream;

/** Writes lines to the current {@link System#out}, which belongs to the application. */
final class StandardOutput implements LineSink {
  @Override
  public void write(byte[] bytes, int length) throws IOException {
    PrintStream out = System.out;
    out.write(bytes, 0, length); // whole, for it locks itself
    if (out.checkError()) { // flushes, too
      throw new IOException("the standard output stream reports an error");
    }
  }

  @Override
  public void close() {}

  @Override
  public String toString() {
    return "standard output";
  }
}
