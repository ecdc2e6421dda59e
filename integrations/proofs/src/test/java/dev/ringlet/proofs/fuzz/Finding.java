// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.fuzz;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * An input for which a target fails.
 *
 * @param input the input, with little left that is not needed to fail
 * @param thrown what the target throws, or what says that it does not end
 */
record Finding(byte[] input, Throwable thrown) {
  /** Says where it fails: two inputs that fail in one place are one finding. */
  String place() {
    StackTraceElement[] frames = thrown.getStackTrace();
    for (StackTraceElement frame : frames) {
      if (frame.getClassName().startsWith("dev.ringlet.")) {
        return thrown.getClass().getName() + " at " + frame;
      }
    }
    return thrown.getClass().getName();
  }

  @Override
  public String toString() {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace, true));
    return "input " + Corpus.encode(input) + "\n" + trace;
  }
}
