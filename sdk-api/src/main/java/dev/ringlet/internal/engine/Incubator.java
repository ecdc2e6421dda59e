// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.engine;

/** Whether the API's incubator, version 1.65 or later, is on the class path. */
public final class Incubator {
  /** A type that this version added; what Ringlet implements has not changed since. */
  private static final String SINCE = "io.opentelemetry.api.incubator.metrics.BoundLongCounter";

  /** Decided once, by what is on the class path. */
  private static final boolean PRESENT = look();

  private Incubator() {}

  /**
   * Whether tracers, loggers and the SDK may have what the incubator adds. Their classes can still
   * fail to link, with an API that does not fit the incubator.
   */
  public static boolean isPresent() {
    return PRESENT;
  }

  private static boolean look() {
    try {
      Class.forName(SINCE, false, Incubator.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
