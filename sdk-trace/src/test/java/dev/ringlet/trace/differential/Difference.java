// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace.differential;

/**
 * One thing in which two runs of a program differ.
 *
 * @param where the span, or the call, that it is about
 * @param what the field or the answer
 * @param official what the official SDK says, null for nothing
 * @param other what the other SDK says, null for nothing
 */
record Difference(String where, String what, String official, String other) {

  /** Returns what sort of difference this is, without names and numbers that vary by program. */
  String kind() {
    return what.replaceAll("\\[[^\\]]*\\]", "[]").replaceAll("#\\d+( again)*", "#");
  }

  @Override
  public String toString() {
    return where
        + "\n    "
        + what
        + "\n    official: "
        + shown(official)
        + "\n    other:    "
        + shown(other);
  }

  private static String shown(String value) {
    if (value == null) {
      return "(nothing)";
    }
    return value.length() <= 400
        ? value
        : value.substring(0, 200)
            + " … "
            + value.substring(value.length() - 100)
            + " ("
            + value.length()
            + " chars)";
  }
}
