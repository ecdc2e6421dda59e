// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.FreshProcess;
import org.junit.jupiter.api.Test;

/** A class must not be met for the first time where the stack is full. */
class ColdStackTest {
  @Test
  void aFullStackAtTheFirstLogBreaksNothingForLater() {
    assertThat(FreshProcess.output(ColdStackMain.class))
        .startsWith("1 [")
        .contains("element", "exception.stacktrace", "Caused by: java.lang.Exception: cause")
        .contains("kvlist_value", "bytes_value", "event", "key 39")
        .doesNotContain("dropped_attributes_count");
  }
}
