// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.doctor;

import java.io.PrintStream;

/** What the command prints, and how many problems it found. Not thread-safe. */
final class Report {
  private final PrintStream out;
  private int problems;

  Report(PrintStream out) {
    this.out = out;
  }

  void title(String title) {
    out.println(title);
  }

  void line(String text) {
    out.println("  " + text);
  }

  void good(String text) {
    line("ok    " + text);
  }

  void note(String text) {
    line("note  " + text);
  }

  /** A problem and its remedy. */
  void problem(String text) {
    problems++;
    line("WRONG " + text);
  }

  /** Prints the number of problems and returns the exit code. */
  int end() {
    out.println(
        problems == 0
            ? "All is well."
            : problems == 1 ? "1 problem was found." : problems + " problems were found.");
    out.flush();
    return problems == 0 ? Doctor.GOOD : Doctor.PROBLEM;
  }
}
