// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {
  @ParameterizedTest
  @CsvSource({
    ",, , false",
    "xterm-256color,, , true",
    "dumb,, , false",
    "'',, , false",
    "xterm, 1, , false",
    "xterm, '', , true",
    ",, 0c1f, true",
    ", 1, 0c1f, false",
    "dumb,, 0c1f, false"
  })
  void theEnvironmentAllowsColors(
      String terminal, String noColor, String windowsTerminal, boolean colors) {
    Map<String, String> environment = new HashMap<>();
    environment.put("TERM", terminal);
    environment.put("NO_COLOR", noColor);
    environment.put("WT_SESSION", windowsTerminal);
    assertThat(Terminal.allowsColors(environment::get)).isEqualTo(colors);
  }
}
