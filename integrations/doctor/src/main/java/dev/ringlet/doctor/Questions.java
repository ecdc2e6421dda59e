// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.doctor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Answers from the options, or else from the console; an empty answer takes what is suggested. */
record Questions(Options options, BufferedReader in, PrintStream out) {
  boolean has(String option) {
    return options.get(option) != null;
  }

  String text(String option, String question, String suggested) {
    String given = options.get(option);
    if (given != null) {
      return given;
    }
    out.print(question + " [" + suggested + "]: ");
    out.flush();
    try {
      String answer = in.readLine();
      if (answer == null) {
        out.println();
      }
      return answer == null || answer.isBlank() ? suggested : answer.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Asks until the answer is one of the names.
   *
   * @throws IllegalArgumentException if an option says something else
   */
  String oneOf(String option, String question, String suggested, List<String> names) {
    while (true) {
      String answer = text(option, question + " (" + String.join(", ", names) + ")", suggested);
      if (names.contains(answer)) {
        return answer;
      }
      String wrong = "--" + option + " must be one of " + String.join(", ", names) + ".";
      if (has(option)) {
        throw new IllegalArgumentException(wrong);
      }
      out.println("One of " + String.join(", ", names) + ", please.");
    }
  }
}
