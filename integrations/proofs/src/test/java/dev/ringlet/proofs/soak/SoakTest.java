// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random load under random faults of network, receiver, disk and process ends with books that
 * balance and memory that rises by less than its allowance; and the judge finds what is planted.
 * {@code -Dringlet.soak.seconds=3600} is the long run, {@code -Dringlet.soak.report} the file of
 * its report; with {@code -Dringlet.soak.restarts=0} one process lives all the time. Memory is
 * judged from half a minute on, strictly from half an hour on; leaks are planted if {@code seconds}
 * are 10 or more.
 */
class SoakTest {
  private static final int SECONDS = Integer.getInteger("ringlet.soak.seconds", 5);
  private static final long SEED = Long.getLong("ringlet.soak.seed", System.nanoTime());
  private static final String REPORT = System.getProperty("ringlet.soak.report");

  @TempDir Path directory;

  private SoakJudge run(int seconds, String plant) throws IOException, InterruptedException {
    System.out.println("-Dringlet.soak.seed=" + SEED + " for " + seconds + " s, plant: " + plant);
    return new Soak(SEED, Duration.ofSeconds(seconds), plant, directory).run();
  }

  @Test
  void theBooksBalanceAndMemoryIsFlat() throws IOException, InterruptedException {
    SoakJudge judge = run(SECONDS, "none");
    String report = String.join("\n", judge.report());
    System.out.println(report);
    if (REPORT != null) {
      String end = judge.wrong().isEmpty() ? "\n\nAll holds.\n" : "\n\nWRONG: " + judge.wrong();
      Files.writeString(Path.of(REPORT), report + end);
    }
    assertThat(judge.wrong()).as(report).isEmpty();
  }

  @Test
  void plantedFaultsOfTheBooksAreFound() throws IOException, InterruptedException {
    SoakJudge judge = run(4, "loss, double and exception");
    assertThat(judge.wrong())
        .as("%s", judge.report())
        .anyMatch(line -> line.contains("lost in silence"))
        .anyMatch(line -> line.contains("records lost by all processes"))
        .anyMatch(line -> line.contains("too often"))
        .anyMatch(line -> line.contains("THROWN on planted"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"heap", "files", "threads"})
  @EnabledIfSystemProperty(named = "ringlet.soak.seconds", matches = "[0-9]{2,}")
  void aPlantedLeakIsFound(String plant) throws IOException, InterruptedException {
    SoakJudge judge = run(30, plant);
    System.out.println(String.join("\n", judge.wrong()));
    assertThat(judge.wrong())
        .as("%s", judge.report())
        .anyMatch(line -> line.contains(plant) && line.contains("NOT FLAT"));
  }
}
