// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrpcTimeoutTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1m",
    "1000000, 1m",
    "1000001, 2m",
    "999000000, 999m",
    "1000000000, 1000m",
    "1000000001, 1100m",
    "9999123456, 10000m",
    "10000000000, 10000m",
    "99999900000000, 99999900m",
    "100000000000000, 100001S", // nine digits exceed the format
    "2305843009213693951, 99999999S",
    "9223372036854775807, 99999999S"
  })
  void isRoundedUpAndHasEightDigitsAtMost(long nanos, String header) {
    assertThat(GrpcTimeout.format(GrpcTimeout.roundedMillis(nanos))).isEqualTo(header);
  }
}
