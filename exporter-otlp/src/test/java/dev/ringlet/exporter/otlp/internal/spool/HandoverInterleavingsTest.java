// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import dev.ringlet.testing.Interleavings;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/**
 * Every interleaving of the spool's thread, which hands a request over, and a thread that gives up
 * waiting for it. The index of records itself belongs to one thread; this is where records leave
 * it.
 */
class HandoverInterleavingsTest {
  private static final String REQUEST = "a request";
  private static final String NOTHING = "nothing";

  /** The first call decides. */
  public static class Specification {
    private String result;

    public boolean hand() {
      boolean first = result == null;
      result = first ? REQUEST : result;
      return first;
    }

    public String take() {
      result = result == null ? NOTHING : result;
      return result;
    }
  }

  /** The shipped class. */
  public static class Shipped {
    private final Handover<String> handover = new Handover<>();

    @Operation
    public boolean hand() {
      return handover.hand(REQUEST);
    }

    @Operation
    public String take() {
      return handover.take(NOTHING);
    }
  }

  private static final class InTwoSteps extends Handover<String> {
    @Override
    boolean decide(String value) {
      if (result.get() != null) {
        return false;
      }
      result.set(value);
      return true;
    }
  }

  /** A twin that decides by a look and a store. */
  public static class Weakened {
    private final Handover<String> handover = new InTwoSteps();

    @Operation
    public boolean hand() {
      return handover.hand(REQUEST);
    }

    @Operation
    public String take() {
      return handover.take(NOTHING);
    }
  }

  @Test
  void eitherTheRequestArrivesOrItStays() {
    Interleavings.areLinearizable(Shipped.class, Specification.class);
  }

  @Test
  void inTwoStepsARequestIsLost() {
    Interleavings.areNotLinearizable(Weakened.class, Specification.class);
  }
}
