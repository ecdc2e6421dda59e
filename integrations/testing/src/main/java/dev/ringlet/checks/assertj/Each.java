// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.assertj;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Assertions for the elements of a list. */
final class Each {
  private Each() {}

  /** The first assertion for the first element and so on; there must be as many. */
  static <E, A> void inOrder(
      String noun, List<E> elements, Function<E, A> toAssert, List<? extends Consumer<A>> all) {
    requireSize(noun, elements, all.size());
    for (int i = 0; i < elements.size(); i++) {
      try {
        all.get(i).accept(toAssert.apply(elements.get(i)));
      } catch (AssertionError e) {
        String message = noun + " " + (i + 1) + " of " + elements.size() + ": " + e.getMessage();
        throw e instanceof DrawnError
            ? new DrawnError(message, e.getCause())
            : new AssertionError(message, e);
      }
    }
  }

  /**
   * Each element satisfies one assertion and each assertion one element. Assertions find their
   * elements by augmenting paths, so the order in which they are given does not matter.
   */
  static <E, A> void inAnyOrder(
      String noun, List<E> elements, Function<E, A> toAssert, List<? extends Consumer<A>> all) {
    requireSize(noun, elements, all.size());
    boolean[][] fits = new boolean[all.size()][elements.size()];
    List<String> reasons = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      StringBuilder reason = new StringBuilder();
      for (int j = 0; j < elements.size(); j++) {
        try {
          all.get(i).accept(toAssert.apply(elements.get(j)));
          fits[i][j] = true;
        } catch (AssertionError e) {
          reason.append("\n  ").append(withoutDrawing(e));
        }
      }
      reasons.add(reason.toString());
    }
    int[] takenBy = new int[elements.size()];
    Arrays.fill(takenBy, -1);
    for (int i = 0; i < all.size(); i++) {
      if (!assign(i, fits, takenBy, new boolean[elements.size()])) {
        throw new AssertionError(
            "no " + noun + " is left that satisfies assertion " + (i + 1) + ":" + reasons.get(i));
      }
    }
  }

  /** As deep as there are assertions in the test. */
  private static boolean assign(int one, boolean[][] fits, int[] takenBy, boolean[] seen) {
    for (int j = 0; j < takenBy.length; j++) {
      if (fits[one][j] && !seen[j]) {
        seen[j] = true;
        if (takenBy[j] < 0 || assign(takenBy[j], fits, takenBy, seen)) {
          takenBy[j] = one;
          return true;
        }
      }
    }
    return false;
  }

  /** Some element satisfies it. */
  static <E, A> void any(
      String noun, List<E> elements, Function<E, A> toAssert, Consumer<A> assertion) {
    StringBuilder reasons = new StringBuilder();
    for (E element : elements) {
      try {
        assertion.accept(toAssert.apply(element));
        return;
      } catch (AssertionError e) {
        reasons.append("\n  ").append(withoutDrawing(e));
      }
    }
    throw new AssertionError("no " + noun + " satisfies it" + reasons);
  }

  /** Of several failures none shows its trace; that of all does. */
  private static String withoutDrawing(AssertionError error) {
    String message = String.valueOf(error.getMessage());
    int drawing = error instanceof DrawnError ? message.indexOf("\n\n") : -1;
    return drawing < 0 ? message : message.substring(0, drawing);
  }

  static void requireSize(String noun, List<?> elements, int expected) {
    if (elements.size() != expected) {
      throw new AssertionError(
          "expected "
              + expected
              + " "
              + noun
              + (expected == 1 ? "" : "s")
              + " but there "
              + (elements.size() == 1 ? "is " : "are ")
              + elements.size()
              + ": "
              + elements);
    }
  }
}
