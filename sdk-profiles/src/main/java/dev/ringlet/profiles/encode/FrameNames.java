// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.encode;

/**
 * Gives classes and methods names that are the same in all processes, so that stacks of different
 * processes, and of different hidden classes made from one place, can be compared.
 *
 * <p>Addresses and running numbers of classes made at run time are cut off: {@code
 * a.B$$Lambda$77+0x00007f/1157} becomes {@code a.B$$Lambda}.
 */
public final class FrameNames {
  private static final String[] NUMBERED = {
    "GeneratedMethodAccessor",
    "GeneratedConstructorAccessor",
    "GeneratedSerializationConstructorAccessor",
    "$Proxy"
  };
  private static final int MIN_HASH_DIGITS = 6;

  private FrameNames() {}

  /** The name of a class with dots, without what differs from run to run. */
  public static String className(String name) {
    String dotted = name.replace('/', '.');
    int lambda = dotted.indexOf("$$Lambda");
    if (lambda >= 0) {
      return dotted.substring(0, lambda + "$$Lambda".length());
    }
    String stable = withoutAddress(dotted);
    for (String prefix : NUMBERED) {
      int at = stable.lastIndexOf(prefix);
      if (at >= 0 && onlyDigits(stable, at + prefix.length())) {
        return stable.substring(0, at + prefix.length());
      }
    }
    int dollars = stable.lastIndexOf("$$");
    if (dollars > 0 && isHash(stable, dollars + 2)) {
      return stable.substring(0, dollars);
    }
    return stable;
  }

  /** {@code pkg/Cls.method(I)V} of a class name with dots. */
  static String systemName(String className, String method, String descriptor) {
    return className.replace('.', '/') + "." + method + descriptor;
  }

  private static String withoutAddress(String name) {
    for (int at = name.indexOf("0x"); at > 0; at = name.indexOf("0x", at + 1)) {
      char before = name.charAt(at - 1);
      if (before == '+' || before == '.') {
        return name.substring(0, at - 1);
      }
    }
    return name;
  }

  private static boolean onlyDigits(String name, int from) {
    for (int i = from; i < name.length(); i++) {
      if (name.charAt(i) < '0' || name.charAt(i) > '9') {
        return false;
      }
    }
    return from < name.length();
  }

  private static boolean isHash(String name, int from) {
    if (name.length() - from < MIN_HASH_DIGITS) {
      return false;
    }
    for (int i = from; i < name.length(); i++) {
      if (Character.digit(name.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }
}
