// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SystemClockTest {
  @Test
  void isOneInstance() {
    assertThat(Clock.system()).isSameAs(Clock.system());
  }

  @Test
  void showsTheTimeOfThisMachine() {
    long before = nanosOf(Instant.now());
    long shown = Clock.system().epochNanos();
    long after = nanosOf(Instant.now());
    assertThat(shown).isBetween(before, after);

    long nanosBefore = System.nanoTime();
    long nanosShown = Clock.system().nanoTime();
    assertThat(nanosShown - nanosBefore).isNotNegative();
    assertThat(System.nanoTime() - nanosShown).isNotNegative();
  }

  private static long nanosOf(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
  }
}
