// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.FreshProcess;
import org.junit.jupiter.api.Test;

/**
 * What a span costs in bytes of garbage, with the handle forced to escape. Each number comes from a
 * process of its own: whether the JIT does without the builder depends on what else a process has
 * compiled, and other tests compile much (see RATIONALE.md).
 */
class SpanAllocationTest {

  private static double bytes(String scenario) {
    return Double.parseDouble(FreshProcess.output(SpanAllocationMain.class, scenario).trim());
  }

  @Test
  void aSpanWithFiveAttributesIsOneSmallObject() {
    assertThat(bytes("api")).isLessThanOrEqualTo(72);
  }

  @Test
  void theGuardSeesOneObjectMore() {
    assertThat(bytes("canary")).isGreaterThan(72);
  }

  @Test
  void aSpanThatIsNotSampledIsASmallerOne() {
    assertThat(bytes("dropped")).isLessThanOrEqualTo(48);
  }

  /** Two of four spans are sampled. */
  @Test
  void sampledAndUnsampledSpansDoNotSpoilEachOther() {
    assertThat(bytes("mixed")).isLessThanOrEqualTo((72 + 48) / 2);
  }

  @Test
  void aSamplerOfTheApplicationNeedsNoGarbage() {
    assertThat(bytes("sampler")).isLessThanOrEqualTo(72);
    assertThat(bytes("refused")).isLessThanOrEqualTo(48);
  }

  @Test
  void theRecorderMakesNoGarbageAtAll() {
    assertThat(bytes("recorder")).isLessThan(0.5);
  }
}
