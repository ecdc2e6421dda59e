// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.FreshProcess;
import org.junit.jupiter.api.Test;

/** What a log record costs in bytes of garbage, with its builder forced to escape. */
class LogAllocationTest {
  private static double bytes(String scenario) {
    return Double.parseDouble(FreshProcess.output(LogAllocationMain.class, scenario).trim());
  }

  @Test
  void aRecordWithThreeAttributesIsOneSmallObject() {
    assertThat(bytes("api")).isLessThanOrEqualTo(64.5);
  }

  @Test
  void theGuardSeesOneObjectMore() {
    assertThat(bytes("canary")).isGreaterThan(64.5);
  }

  @Test
  void aLoggerThatIsOffMakesNoGarbage() {
    assertThat(bytes("off")).isLessThan(0.5);
  }

  @Test
  void theRecorderMakesNoGarbageAtAll() {
    assertThat(bytes("recorder")).isLessThan(0.5);
    assertThat(bytes("message")).isLessThan(0.5);
  }
}
