// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** The shipped texts while threads learn and find them, and a twin that publishes too early. */
final class KnownTextsStress {
  private static final String ONE = "one";
  private static final String TWO = "two";
  static final int LENGTH = 24;

  private KnownTextsStress() {}

  /** Stores the bytes of a text before they are there. */
  private static final class LearnsTooEarly extends KnownTexts {
    @Override
    void learn(String text, byte[] bytes) {
      byte[] late = new byte[bytes.length];
      super.learn(text, late);
      System.arraycopy(bytes, 0, late, 0, bytes.length);
    }
  }

  private abstract static class Field {
    final KnownTexts texts;

    Field(KnownTexts texts) {
      this.texts = texts;
    }

    final void learn(String text, int value) {
      byte[] bytes = new byte[LENGTH];
      Arrays.fill(bytes, (byte) value);
      texts.learn(text, bytes);
    }

    final int find(String text) {
      return valueOf(texts.find(text));
    }
  }

  /** The value of all bytes, 0 if nothing is known, or -1 if they are not the same. */
  static int valueOf(byte @Nullable [] known) {
    if (known == null) {
      return 0;
    }
    for (byte b : known) {
      if (b != known[0] || b == 0) {
        return -1;
      }
    }
    return known[0];
  }

  /** A text is not known, or all its bytes are. */
  @JCStressTest
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "not known")
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "known")
  @Outcome(expect = FORBIDDEN, desc = "known without its bytes")
  @State
  public static class Learned extends Field {
    public Learned() {
      super(new KnownTexts());
    }

    @Actor
    public void learn() {
      learn(ONE, 1);
    }

    @Actor
    public void find(I_Result result) {
      result.r1 = find(ONE);
    }
  }

  /** The same of a field that stores bytes before they are there. */
  @JCStressTest
  @Outcome(
      id = {"0", "1"},
      expect = ACCEPTABLE,
      desc = "by luck")
  @Outcome(id = "-1", expect = ACCEPTABLE_INTERESTING, desc = "known without its bytes")
  @State
  public static class LearnedWeakened extends Field {
    public LearnedWeakened() {
      super(new LearnsTooEarly());
    }

    @Actor
    public void learn() {
      learn(ONE, 1);
    }

    @Actor
    public void find(I_Result result) {
      result.r1 = find(ONE);
    }
  }

  /** Of two lessons at the same time one may be lost; no text has the bytes of the other one. */
  @JCStressTest
  @Outcome(
      id = {"0, 0", "0, 2", "1, 0", "1, 2"},
      expect = ACCEPTABLE,
      desc = "each has its own bytes or none")
  @Outcome(expect = FORBIDDEN, desc = "the bytes of another text")
  @State
  public static class TwoLessons extends Field {
    public TwoLessons() {
      super(new KnownTexts());
    }

    @Actor
    public void one() {
      learn(ONE, 1);
    }

    @Actor
    public void two() {
      learn(TWO, 2);
    }

    @Arbiter
    public void find(II_Result result) {
      result.r1 = find(ONE);
      result.r2 = find(TWO);
    }
  }
}
