// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace.differential;

/**
 * One call of a program. All that it needs was drawn when the program was made, so it does the same
 * on every SDK.
 *
 * @param text the call as source code, for reports
 * @param action what to do
 */
record Step(String text, Action action) {

  /** What a step does; what it throws is one of its results. */
  @FunctionalInterface
  interface Action {
    void run(Run run) throws Exception;
  }
}
