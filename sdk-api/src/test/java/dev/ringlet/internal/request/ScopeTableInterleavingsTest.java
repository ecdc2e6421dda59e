// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.request;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.internal.record.RecordPool;
import dev.ringlet.testing.Interleavings;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** Every interleaving of threads that register scopes. */
class ScopeTableInterleavingsTest {
  private static final InstrumentationScope[] SCOPES = {
    InstrumentationScope.create("a"), InstrumentationScope.create("b")
  };

  /** Numbers in the order of their scopes, in one thread. */
  public static class Specification {
    private final int[] numbers = {-1, -1};
    private int next;

    public int register(int scope) {
      numbers[scope] = numbers[scope] < 0 ? next++ : numbers[scope];
      return numbers[scope];
    }
  }

  /** The number of a scope, or -1 if the table does not know it by that number. */
  private static int register(ScopeTable table, int scope) {
    int number = table.register(SCOPES[scope]);
    return table.contains(number) ? number : -1;
  }

  /** The shipped class. */
  @Param(name = "scope", gen = IntGen.class, conf = "0:1")
  public static class Shipped {
    private final ScopeTable table = new ScopeTable(new RecordPool(1, 1));

    @Operation
    public int register(@Param(name = "scope") int scope) {
      return ScopeTableInterleavingsTest.register(table, scope);
    }
  }

  /** Each writer has a lock of its own. */
  private static final class Unlocked extends ScopeTable {
    Unlocked() {
      super(new RecordPool(1, 1));
    }

    @Override
    Object lock() {
      return new Object();
    }
  }

  /** The twin. */
  @Param(name = "scope", gen = IntGen.class, conf = "0:1")
  public static class Weakened {
    private final ScopeTable table = new Unlocked();

    @Operation
    public int register(@Param(name = "scope") int scope) {
      return ScopeTableInterleavingsTest.register(table, scope);
    }
  }

  @Test
  void aScopeHasOneNumber() {
    Interleavings.areLinearizable(Shipped.class, Specification.class);
  }

  @Test
  void withoutTheLockAScopeGetsTwoNumbers() {
    Interleavings.areNotLinearizable(Weakened.class, Specification.class);
  }
}
