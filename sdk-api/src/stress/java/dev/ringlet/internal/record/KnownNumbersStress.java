// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.Arrays;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** The shipped numbers while threads learn and find them, and a twin that publishes too early. */
final class KnownNumbersStress {
  private KnownNumbersStress() {}

  private abstract static class Attribute {
    private final EncodedKey key = new EncodedKey("key");

    final void learn(int number) {
      byte[] bytes = new byte[KnownTextsStress.LENGTH];
      Arrays.fill(bytes, (byte) number);
      key.learn(number, bytes);
    }

    /** What the twin does: it publishes the bytes before they are filled. */
    final void learnTooEarly(int number) {
      byte[] late = new byte[KnownTextsStress.LENGTH];
      key.learn(number, late);
      Arrays.fill(late, (byte) number);
    }

    final int find(int number) {
      return KnownTextsStress.valueOf(key.numbers().find(number));
    }
  }

  /** A number is not known, or all its bytes are. */
  @JCStressTest
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "not known")
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "known")
  @Outcome(expect = FORBIDDEN, desc = "known without its bytes")
  @State
  public static class Learned extends Attribute {
    @Actor
    public void learn() {
      learn(1);
    }

    @Actor
    public void find(I_Result result) {
      result.r1 = find(1);
    }
  }

  /** The same of an attribute that stores bytes before they are there. */
  @JCStressTest
  @Outcome(
      id = {"0", "1"},
      expect = ACCEPTABLE,
      desc = "by luck")
  @Outcome(id = "-1", expect = ACCEPTABLE_INTERESTING, desc = "known without its bytes")
  @State
  public static class LearnedWeakened extends Attribute {
    @Actor
    public void learn() {
      learnTooEarly(1);
    }

    @Actor
    public void find(I_Result result) {
      result.r1 = find(1);
    }
  }

  /** Of two lessons at the same time one may be lost; no number has the bytes of the other one. */
  @JCStressTest
  @Outcome(
      id = {"0, 0", "0, 2", "1, 0", "1, 2"},
      expect = ACCEPTABLE,
      desc = "each has its own bytes or none")
  @Outcome(expect = FORBIDDEN, desc = "the bytes of another number")
  @State
  public static class TwoLessons extends Attribute {
    @Actor
    public void one() {
      learn(1);
    }

    @Actor
    public void two() {
      learn(2);
    }

    @Arbiter
    public void find(II_Result result) {
      result.r1 = find(1);
      result.r2 = find(2);
    }
  }
}
