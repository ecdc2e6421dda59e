// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.config.ConfigException;
import dev.ringlet.export.DropCause;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogRecordFilterTest {
  private final LogSink sink = new LogSink(true);

  private Logger logger(String rules) {
    return sink.provider()
        .addLogRecordProcessor(LogRecordFilter.parse("ringlet.logs.filter", rules))
        .build()
        .get("com.example.Noisy");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "drop | 1",
        "drop if severity<warn | 0",
        "drop if severity=warn | 1",
        "drop if severity<=warn | 1",
        "keep if severity>=warn; drop | 0",
        "drop if body=*heart* | 1",
        "drop if body=heart | 0",
        "drop if scope=com.example.* | 1",
        "drop if n>1 | 1",
        "drop if event=x | 0",
      })
  void recordsAreDroppedByRules(String rules, int dropped) {
    logger(rules)
        .logRecordBuilder()
        .setSeverity(Severity.WARN3)
        .setBody("a heartbeat")
        .setAttribute("n", 2)
        .emit();
    assertThat(sink.records()).hasSize(1 - dropped);
    assertThat(sink.sender().counters().dropped(DropCause.FILTERED)).isEqualTo(dropped);
  }

  @Test
  void recordsAreChangedByRules() {
    logger("redact user.*; remove secret*; remove kept if body=other")
        .logRecordBuilder()
        .setAttribute("user.id", 7)
        .setAttribute("secret.a", 1)
        .setAttribute("kept", "yes")
        .setBody("x")
        .emit();
    assertThat(sink.record().getAttributesList())
        .extracting(a -> a.getKey() + "=" + a.getValue().getStringValue())
        .containsExactly("user.id=[redacted]", "kept=yes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"drop; rename x | position 7", "drop if severity>loud | position 18"})
  void errorsNameKeyAndPosition(String rules, String expected) {
    assertThatThrownBy(() -> LogRecordFilter.parse("ringlet.logs.filter", rules))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("ringlet.logs.filter: expected ")
        .hasMessageEndingWith(expected);
  }
}
