// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.config.ConfigException;
import dev.ringlet.export.DropCause;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    assertThat(attributes(sink.record())).containsExactly("user.id=[redacted]", "kept=yes");
  }

  private static List<String> attributes(LogRecord record) {
    return record.getAttributesList().stream()
        .map(a -> a.getKey() + "=" + a.getValue().getStringValue())
        .toList();
  }

  /** It is written as a question mark. */
  @ParameterizedTest
  @ValueSource(strings = {"redact user.*", "remove user.*", "remove user.?"})
  void anAttributeWhoseNameHasAnUnpairedSurrogateIsChangedByRules(String rules) {
    logger(rules)
        .logRecordBuilder()
        .setAttribute("user.\uD800", "alice")
        .setAttribute("user.\uD801", "bob")
        .setAttribute("kept", "yes")
        .emit();
    if (rules.startsWith("redact")) {
      assertThat(attributes(sink.record())).containsExactly("user.?=[redacted]", "kept=yes");
    } else {
      assertThat(attributes(sink.record())).containsExactly("kept=yes");
    }
  }

  /** Adds attributes that leave no room for another one. */
  private static LogRecordBuilder fill(LogRecordBuilder record) {
    for (int i = 0; i < 24; i++) {
      record.setAttribute("payload." + i, "p".repeat(1 << 20));
    }
    for (int i = 0; i < 24; i++) {
      record.setAttribute("payload.number." + i, i);
    }
    return record;
  }

  @Test
  void aFullRecordKeepsNoRedactedValue() {
    LogRecordBuilder record =
        logger("redact user.*")
            .logRecordBuilder()
            .setAttribute("user.id", "7")
            .setAttribute("user.name", "alice");
    fill(record).emit();
    assertThat(attributes(sink.record()))
        .startsWith("user.id=[redacted]", "user.name=[redacted]")
        .filteredOn(attribute -> attribute.startsWith("user"))
        .hasSize(2);
    assertThat(sink.record().getDroppedAttributesCount()).isPositive();
  }

  @Test
  void anAttributeForWhichAnotherRuleMakesRoomIsRedacted() {
    fill(sink.provider().build().get("test").logRecordBuilder())
        .setAttribute("user.name", "alice")
        .emit();
    assertThat(attributes(sink.record())).noneMatch(text -> text.startsWith("user.name"));
    fill(logger("redact user.*; remove payload.*").logRecordBuilder())
        .setAttribute("user.name", "alice")
        .emit();
    assertThat(attributes(sink.records().get(1))).containsExactly("user.name=[redacted]");
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
