// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.proofs.fuzz.Fuzzer.Outcome;
import dev.ringlet.proofs.fuzz.Fuzzer.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fuzzes all that reads what others write. Each kept input runs again; then new ones run for {@code
 * -Dringlet.fuzz.seconds} (2) of processor time, with {@code -Dringlet.fuzz.seed} (1). {@code
 * -Dringlet.fuzz.target=wire,yaml} takes some targets only, and {@code -Dringlet.fuzz.record=true}
 * replaces the kept inputs by those of this run. The table in {@code target/fuzz.md} has target,
 * seconds of processor time, seconds, inputs, edges, kept inputs and findings.
 */
class FuzzTargetsTest {
  private static final int SECONDS = Integer.getInteger("ringlet.fuzz.seconds", 2);
  private static final long SEED = Long.getLong("ringlet.fuzz.seed", 1);
  private static final boolean RECORD = Boolean.getBoolean("ringlet.fuzz.record");
  private static final Path REPORT = Path.of("target", "fuzz.md");
  private static final double SECOND = 1e9;

  static Stream<String> targets() {
    List<String> wanted =
        List.of(System.getProperty("ringlet.fuzz.target", "").split(",")).stream()
            .filter(name -> !name.isEmpty())
            .toList();
    return Targets.names().filter(name -> wanted.isEmpty() || wanted.contains(name));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void nothingUnexpectedHappens(String name) throws Exception {
    List<byte[]> corpus = Corpus.read(name);
    long begin = System.nanoTime();
    Outcome outcome = Fuzzer.run(Targets.named(name), corpus, Settings.of(SECONDS, SEED));
    report(name, outcome, System.nanoTime() - begin);
    if (RECORD && outcome.findings().isEmpty()) {
      Corpus.write(name, outcome.corpus());
    }
    assertThat(outcome.findings()).isEmpty();
    assertThat(outcome.changed()).isPositive();
    assertThat(outcome.edges()).isGreaterThan(20);
  }

  private static void report(String name, Outcome outcome, long nanos) throws IOException {
    String line =
        String.format(
            "| %s | %.0f | %.0f | %,d | %,d of %,d | %d | %d |%n",
            name,
            outcome.cpuNanos() / SECOND,
            nanos / SECOND,
            outcome.executions(),
            outcome.edges(),
            outcome.allEdges(),
            outcome.corpus().size(),
            outcome.findings().size());
    Files.createDirectories(REPORT.getParent());
    Files.writeString(REPORT, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
