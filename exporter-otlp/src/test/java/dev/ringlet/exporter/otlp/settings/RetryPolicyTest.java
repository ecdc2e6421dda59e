// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
  @ParameterizedTest
  @CsvSource({
    "0, PT1S, PT5S, 1.5, maxAttempts must be from 1 to 100",
    "101, PT1S, PT5S, 1.5, maxAttempts must be from 1 to 100",
    "5, PT0S, PT5S, 1.5, initialBackoff must be more than zero",
    "5, PT-1S, PT5S, 1.5, initialBackoff must be more than zero",
    "5, PT2S, PT1S, 1.5, maxBackoff must be from initialBackoff to one day",
    "5, PT1S, PT24H0.000000001S, 1.5, maxBackoff must be from initialBackoff to one day",
    "5, PT1S, PT5S, 0.99, backoffMultiplier must be from 1 to 100",
    "5, PT1S, PT5S, 100.1, backoffMultiplier must be from 1 to 100",
    "5, PT1S, PT5S, NaN, backoffMultiplier must be from 1 to 100"
  })
  void valuesOutOfRangeAreNamed(
      int attempts, Duration initial, Duration max, double multiplier, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetryPolicy(attempts, initial, max, multiplier))
        .withMessage(message);
  }

  @Test
  void theEndsOfTheRangesAreTaken() {
    assertThat(new RetryPolicy(1, Duration.ofNanos(1), Duration.ofNanos(1), 1).maxAttempts())
        .isEqualTo(1);
    assertThat(new RetryPolicy(100, Duration.ofDays(1), Duration.ofDays(1), 100).maxBackoff())
        .isEqualTo(Duration.ofDays(1));
  }
}
