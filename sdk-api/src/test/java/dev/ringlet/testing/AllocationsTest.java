// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AllocationsTest {
  private long[] kept;
  private long sum;

  @Test
  void seesWhatIsAllocated() {
    // 16 bytes of header and 10 longs
    assertThat(Allocations.bytesPerOperation(() -> kept = new long[10])).isEqualTo(96.0);
    assertThat(kept).hasSize(10);
  }

  @Test
  void seesWhatIsAllocatedInEveryRound() {
    assertThat(Allocations.bytesPerOperationOnceCompiled(() -> kept = new long[10], 96))
        .isEqualTo(96.0);
  }

  @Test
  void countsNothingForArithmetic() {
    assertThat(Allocations.bytesPerOperation(() -> sum += 3)).isZero();
    assertThat(sum).isPositive();
  }
}
