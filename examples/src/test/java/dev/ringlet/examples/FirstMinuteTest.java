// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class FirstMinuteTest {
  @Test
  void drawsAllThatWasProduced() throws IOException {
    StringBuilder text = new StringBuilder();

    boolean arrived = new FirstMinute(new Terminal(text, 100, false)).sendToReceiver();

    assertThat(text)
        .contains("━━ POST /checkout · shop ━")
        .contains("✗ charge card")
        .contains("java.lang.IllegalStateException: card declined")
        .containsPattern("spans +27 +27  ✓");
    assertThat(arrived).isTrue();
  }
}
