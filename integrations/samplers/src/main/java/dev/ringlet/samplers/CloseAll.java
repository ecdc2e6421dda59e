// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Function;

/** Closes the parts of a sampler. */
final class CloseAll {
  private CloseAll() {}

  /** Closes each part once, also if others throw; then throws the first exception. */
  static <T> void of(Collection<T> owners, Function<T, ? extends AutoCloseable> part) {
    RuntimeException first = null;
    Set<AutoCloseable> closed = Collections.newSetFromMap(new IdentityHashMap<>());
    for (T owner : owners) {
      AutoCloseable one = part.apply(owner);
      try {
        if (closed.add(one)) {
          one.close();
        }
      } catch (Exception e) {
        first = first != null ? first : new IllegalStateException("a sampler failed to close", e);
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
