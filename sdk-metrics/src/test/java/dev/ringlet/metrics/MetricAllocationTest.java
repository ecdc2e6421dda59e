// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.FreshProcess;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What measurements and collections cost in bytes of garbage, on the thread that makes them. */
class MetricAllocationTest {
  private static final int SCENARIOS = 10;

  @Test
  void nothingIsAllocatedToRecordOrToCollectWhatIsKnown() {
    Map<String, Double> bytes = new LinkedHashMap<>();
    FreshProcess.output(MetricAllocationMain.class)
        .lines()
        .forEach(
            line -> {
              int at = line.indexOf('=');
              bytes.put(line.substring(0, at), Double.valueOf(line.substring(at + 1)));
            });
    // Three times all ways to record, and five collections, each with its canary.
    assertThat(bytes).hasSize(3 * SCENARIOS + 2 * 5);
    bytes.forEach(
        (scenario, perOperation) -> {
          if (scenario.startsWith("canary")) {
            assertThat(perOperation).as(scenario).isGreaterThanOrEqualTo(16);
          } else {
            assertThat(perOperation).as(scenario).isLessThan(0.5);
          }
        });
  }
}
