// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes survive the kill of their receiver. {@code -Dringlet.crowd.processes=200} is the long
 * run, {@code -Dringlet.crowd.seconds=60} its phases, {@code -Dringlet.crowd.report} a file for the
 * result.
 */
class CrowdTest {
  private static final int PROCESSES = Integer.getInteger("ringlet.crowd.processes", 3);
  private static final int SECONDS = Integer.getInteger("ringlet.crowd.seconds", 2);
  private static final String REPORT = System.getProperty("ringlet.crowd.report");

  @TempDir Path directory;

  @Test
  void nothingIsLostByTheKillOfTheReceiver() throws IOException, InterruptedException {
    int millisBetweenSpans = 5 * PROCESSES;
    Crowd.Result result = new Crowd(PROCESSES, directory).run(SECONDS, millisBetweenSpans);
    System.out.println(result.text());
    if (REPORT != null) {
      Files.writeString(Path.of(REPORT), result.text());
    }
    assertThat(result.findings()).as(result.text()).isEmpty();
  }
}
