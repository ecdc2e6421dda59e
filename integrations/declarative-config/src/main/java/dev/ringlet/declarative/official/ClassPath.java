// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative.official;

/** Finds optional artifacts on the class path. */
public final class ClassPath {
  private ClassPath() {}

  /** Whether all these classes exist; none of them is initialized. */
  public static boolean hasAll(String... classNames) {
    try {
      for (String name : classNames) {
        Class.forName(name, false, ClassPath.class.getClassLoader());
      }
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
