// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.slots;

import dev.ringlet.testing.Interleavings;
import java.util.function.Supplier;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/**
 * Every interleaving of threads that change and end records by their tokens. Two tokens are of the
 * same slot: one of a record that has ended, and one of the record after it.
 */
class TokenTableInterleavingsTest {
  private static final String TOKENS = "0:1";
  private static final int NONE = -1;

  /** Records in one thread. */
  public static class Specification {
    private int value;
    private boolean ended;

    public int change(int token) {
      return token == 0 || ended ? NONE : ++value;
    }

    public int end(int token) {
      if (token == 0 || ended) {
        return NONE;
      }
      ended = true;
      return value;
    }
  }

  private static class Record extends TokenSlot {
    int value;
  }

  /** What a recorder does with a token. */
  private static class Parties {
    private final TokenTable<Record> table;
    private final long[] tokens = new long[2];

    Parties(Supplier<Record> maker) {
      table = new TokenTable<>(1, maker);
      tokens[0] = table.open(table.take());
      end(0);
      tokens[1] = table.open(table.take());
    }

    final int changeOne(int token) {
      Record record = table.acquire(tokens[token]);
      if (record == null) {
        return NONE;
      }
      int value = ++record.value;
      record.unlock();
      return value;
    }

    final int end(int token) {
      Record record = table.acquire(tokens[token]);
      if (record == null) {
        return NONE;
      }
      int value = record.value;
      record.value = 0;
      table.free(tokens[token]);
      return value;
    }
  }

  /** The shipped classes. */
  @Param(name = "token", gen = IntGen.class, conf = TOKENS)
  public static class Shipped {
    private final Parties parties = new Parties(Record::new);

    @Operation
    public int change(@Param(name = "token") int token) {
      return parties.changeOne(token);
    }

    @Operation
    public int end(@Param(name = "token") int token) {
      return parties.end(token);
    }
  }

  /** A slot that becomes busy by a look and a store. */
  private static final class InTwoSteps extends Record {
    @Override
    protected boolean stateCas(long expected, long update) {
      if (state != expected) {
        return false;
      }
      state = update;
      return true;
    }
  }

  /** The twin. */
  @Param(name = "token", gen = IntGen.class, conf = TOKENS)
  public static class Weakened {
    private final Parties parties = new Parties(InTwoSteps::new);

    @Operation
    public int change(@Param(name = "token") int token) {
      return parties.changeOne(token);
    }

    @Operation
    public int end(@Param(name = "token") int token) {
      return parties.end(token);
    }
  }

  @Test
  void aRecordHasOneHolder() {
    Interleavings.areLinearizable(Shipped.class, Specification.class);
  }

  @Test
  void inTwoStepsARecordGetsTwoHolders() {
    Interleavings.areNotLinearizable(Weakened.class, Specification.class);
  }
}
