// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TogetherTest {
  @Test
  void allRunAtTheSameTime() {
    CountDownLatch met = new CountDownLatch(3);
    assertThat(
            Together.all(
                "test",
                List.of(1, 2, 3),
                part -> {
                  met.countDown();
                  return Workers.await(met, () -> 60_000_000_000L);
                }))
        .isTrue();
  }

  @Test
  void oneThatFailsOrThrowsMakesItFalse() {
    assertThat(Together.all("test", List.of(true, false, true), part -> part)).isFalse();
    assertThat(
            Together.all(
                "test",
                List.of(1, 2),
                part -> {
                  if (part == 1) {
                    throw new IllegalStateException("on its own thread");
                  }
                  return true;
                }))
        .isFalse();
  }

  @Test
  void nothingIsTrue() {
    assertThat(Together.all("test", List.of(), part -> false)).isTrue();
  }
}
