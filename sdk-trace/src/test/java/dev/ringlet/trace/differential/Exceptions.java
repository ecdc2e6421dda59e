// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace.differential;

import java.util.Arrays;
import java.util.List;

/**
 * Exceptions that are made once and recorded on every SDK, so that their stack traces are equal.
 * None of their methods throws.
 */
final class Exceptions {
  static final List<Throwable> ALL =
      Arrays.asList(
          null,
          new RuntimeException("ordinary"),
          new IllegalStateException((String) null),
          new Exception(""),
          new Error("error"),
          new StackOverflowError(),
          new RuntimeException("outer", new Exception("cause", new Error("root cause"))),
          new RuntimeException(new Exception("cause only")),
          new Nested("nested"),
          new Silent("no stack trace"),
          new Localized("plain"),
          withSuppressed(),
          cyclic(),
          deep(),
          new RuntimeException("lone \uD800 surrogate, nul \0, emoji 😀, line\nbreak"),
          new RuntimeException("m".repeat(50_000)));

  private Exceptions() {}

  private static Throwable withSuppressed() {
    Throwable exception = new RuntimeException("with suppressed", new Exception("cause"));
    exception.addSuppressed(new Exception("first", new Exception("cause of first")));
    exception.addSuppressed(new Error("second"));
    return exception;
  }

  private static Throwable cyclic() {
    Exception first = new Exception("first of cycle");
    Exception second = new Exception("second of cycle", first);
    first.initCause(second);
    return first;
  }

  private static Throwable deep() {
    return deep(200);
  }

  private static Throwable deep(int frames) {
    return frames == 0 ? new Exception("deep") : deep(frames - 1);
  }

  private static final class Nested extends Exception {
    private static final long serialVersionUID = 1;

    Nested(String message) {
      super(message);
    }
  }

  private static final class Silent extends Exception {
    private static final long serialVersionUID = 1;

    Silent(String message) {
      super(message, null, false, false);
    }
  }

  private static final class Localized extends Exception {
    private static final long serialVersionUID = 1;

    Localized(String message) {
      super(message);
    }

    @Override
    public String getLocalizedMessage() {
      return "localized";
    }
  }
}
