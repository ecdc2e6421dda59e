// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.testing;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Exceptions whose own methods throw, return null or have no end. */
public final class HostileExceptions {
  private static final int LONG_CHAIN = 5000;

  private HostileExceptions() {}

  /** Each kind, by a name for it. */
  public static Map<String, Throwable> all() {
    Map<String, Throwable> all = new LinkedHashMap<>();
    for (String method :
        new String[] {
          "getMessage", "getLocalizedMessage", "toString", "getCause", "getStackTrace"
        }) {
      all.put(method + " throws", new Hostile(method, true));
      all.put(method + " returns null", new Hostile(method, false));
    }
    all.put("printStackTrace throws", new BrokenPrinter());
    all.put("a chain of causes", chain(LONG_CHAIN));
    all.put("a cycle of causes", cycle());
    all.put("causes without an end", new Endless());
    all.put("a cycle of suppressed exceptions", suppressedCycle());
    return all;
  }

  /** An exception with so many causes below it. */
  public static Throwable chain(int causes) {
    Throwable last = new IllegalStateException("the innermost");
    for (int i = 0; i < causes; i++) {
      last = new IllegalStateException("number " + i, last);
    }
    return last;
  }

  private static Throwable cycle() {
    IllegalStateException one = new IllegalStateException("one");
    one.initCause(new IllegalArgumentException("two", one));
    return one;
  }

  private static Throwable suppressedCycle() {
    IllegalStateException one = new IllegalStateException("one");
    IllegalStateException two = new IllegalStateException("two", one);
    one.addSuppressed(two);
    two.addSuppressed(one);
    return one;
  }

  /** Each cause has another. */
  private static final class Endless extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public synchronized Throwable getCause() {
      return new Endless();
    }
  }

  /** An exception one method of which is broken. */
  public static final class Hostile extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String broken;
    private final boolean throwing;

    Hostile(String broken, boolean throwing) {
      super("the message");
      this.broken = broken;
      this.throwing = throwing;
    }

    private <T> T answer(String method, T usual) {
      if (!method.equals(broken)) {
        return usual;
      }
      if (throwing) {
        throw new UnsupportedOperationException(method);
      }
      return null;
    }

    @Override
    public String getMessage() {
      return answer("getMessage", super.getMessage());
    }

    @Override
    public String getLocalizedMessage() {
      return answer("getLocalizedMessage", super.getLocalizedMessage());
    }

    @Override
    public String toString() {
      return answer("toString", super.toString());
    }

    @Override
    public synchronized Throwable getCause() {
      return answer("getCause", super.getCause());
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      return answer("getStackTrace", super.getStackTrace());
    }
  }

  /** An exception that breaks while it prints itself. */
  private static final class BrokenPrinter extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public void printStackTrace(PrintWriter out) {
      out.print("half of");
      throw new UnsupportedOperationException();
    }
  }
}
