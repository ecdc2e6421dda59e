// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.config;

/** The source of a setting; an earlier source overrides later ones. */
public enum Origin {
  /** A customizer in code, which gets the other settings. */
  CUSTOMIZER("customizer"),
  /** A property that the application set on the builder. */
  BUILDER("builder"),
  /** A system property of the Java process. */
  SYSTEM_PROPERTY("system property"),
  /** An environment variable. */
  ENVIRONMENT("environment"),
  /** The file that {@code ringlet.properties.file} names. */
  FILE("file"),
  /** A default that the application gives in code. */
  SUPPLIER("supplier");

  private final String text;

  Origin(String text) {
    this.text = text;
  }

  /** The name as it is shown to users, in lower case. */
  public String text() {
    return text;
  }
}
