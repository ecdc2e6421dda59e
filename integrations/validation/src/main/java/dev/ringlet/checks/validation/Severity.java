// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.validation;

/** How bad a finding is, the worst first. */
public enum Severity {
  /** The telemetry is wrong: back ends drop it or show what is not true, or it has a secret. */
  ERROR,
  /** It is understood, but breaks a convention, costs more than it should, or hides something. */
  WARNING,
  /** It may be meant so. */
  INFO;

  /** Whether this is as bad as another one, or worse. */
  public boolean isAtLeast(Severity other) {
    return compareTo(other) <= 0;
  }
}
