// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClockOffsetTest {
  private static final long EPOCH = 1_800_000_000_000_000_000L;
  private static final long SECOND = 1_000_000_000L;

  private final ClockOffset offset = new ClockOffset();

  /** Measures at a second, {@code errorNanos} off the truth. */
  private void anchor(long second, long widthNanos, long errorNanos) {
    long nanoTime = second * SECOND;
    offset.anchor(EPOCH + nanoTime - widthNanos / 2 + errorNanos, widthNanos, nanoTime);
  }

  private long errorNanos() {
    return offset.nanoTime(EPOCH);
  }

  @Test
  void theNarrowestMeasurementCounts() {
    anchor(1, 10_000, 4_000);
    assertThat(errorNanos()).isEqualTo(-4_000);
    anchor(2, 200, 90);
    anchor(3, 3_000_000, -1_400_000); // was held up between two readings
    anchor(4, 1_000, 400);
    assertThat(errorNanos()).isEqualTo(-90);
  }

  @Test
  void anOldMeasurementIsForgotten() {
    anchor(1, 200, 90);
    for (int second = 2; second < 10; second++) {
      anchor(second, 400, 150);
    }
    assertThat(errorNanos()).isEqualTo(-150);
  }

  @Test
  void aContradictionStartsAgain() {
    anchor(1, 200, 0);
    anchor(2, 200, 0);
    anchor(3, 5_000, 700_000); // another file of the recorder
    assertThat(errorNanos()).isEqualTo(-700_000);
    anchor(4, 300, 698_000);
    assertThat(errorNanos()).isEqualTo(-698_000);
  }
}
