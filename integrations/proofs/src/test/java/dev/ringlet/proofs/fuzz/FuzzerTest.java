// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.proofs.fuzz.Fuzzer.Outcome;
import dev.ringlet.proofs.fuzz.Fuzzer.Settings;
import dev.ringlet.proofs.fuzz.planted.PlantedTarget;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The harness finds the faults of a parser that has some. */
class FuzzerTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long EXECUTIONS = 1_000_000;

  private static Outcome run(Class<? extends FuzzTarget> type, boolean guided) throws Exception {
    return Fuzzer.run(
        type, List.of(), new Settings(300 * SECOND, EXECUTIONS, 1, guided, 300 * SECOND));
  }

  @Test
  void findsAFaultBehindSixComparisons() throws Exception {
    Outcome outcome = run(PlantedTarget.class, true);
    assertThat(outcome.findings()).hasSize(1);
    Finding finding = outcome.findings().get(0);
    assertThat(finding.thrown()).hasMessage("the planted fault");
    assertThat(finding.input()).hasSize(6);
  }

  @Test
  void doesNotFindItWithoutTheGuidanceOfEdges() throws Exception {
    Outcome outcome = run(PlantedTarget.class, false);
    assertThat(outcome.executions()).isGreaterThanOrEqualTo(EXECUTIONS);
    assertThat(outcome.findings()).isEmpty();
    assertThat(outcome.edges()).isPositive();
  }

  @Test
  void seedsAloneAreNoChangedInputs() throws Exception {
    Settings noTime = new Settings(0, EXECUTIONS, 1, true, 300 * SECOND);
    Outcome outcome = Fuzzer.run(PlantedTarget.class, List.of(), noTime);
    assertThat(outcome.executions()).isPositive();
    assertThat(outcome.changed()).isZero();
  }

  @Test
  void findsAnInputThatDoesNotEnd() throws Exception {
    Outcome outcome =
        Fuzzer.run(
            PlantedTarget.Endless.class,
            List.of(),
            new Settings(300 * SECOND, EXECUTIONS, 1, true, 10 * SECOND));
    assertThat(outcome.findings()).hasSize(1);
    assertThat(outcome.findings().get(0).thrown()).hasMessage("an input does not end");
    assertThat(outcome.findings().get(0).place()).contains("PlantedParser.hungry");
  }

  @Test
  void findsAnInputThatTakesTooMuchMemory() throws Exception {
    Outcome outcome =
        Fuzzer.run(
            PlantedTarget.Hungry.class, List.of(), new Settings(SECOND, 3, 1, true, 60 * SECOND));
    assertThat(outcome.findings()).hasSize(1);
    assertThat(outcome.findings().get(0).thrown()).hasMessageContaining("allocates");
  }

  @Test
  void keptInputsSurviveWritingAndReading() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    assertThat(Corpus.decode(Corpus.encode(all))).isEqualTo(all);
    assertThat(Corpus.encode("a b\\".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
        .isEqualTo("a b\\x5c");
  }
}
