// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.DropCause;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogDecisionTest {
  private final LogSink sink = new LogSink(true);

  @Test
  void aProcessorDropsRecords() {
    List<ReadWriteLogRecord> later = new ArrayList<>();
    Logger logger =
        sink.provider()
            .addLogRecordProcessor(
                (context, record) -> {
                  if (record.getSeverity() == Severity.DEBUG) {
                    record.drop();
                  }
                })
            .addLogRecordProcessor((context, record) -> later.add(record))
            .build()
            .get("test");
    logger.logRecordBuilder().setSeverity(Severity.DEBUG).setBody("a").emit();
    logger.logRecordBuilder().setSeverity(Severity.INFO).setBody("b").emit();
    later.get(0).drop(); // too late
    assertThat(later).hasSize(1);
    assertThat(later.get(0).isDropped()).isFalse();
    assertThat(sink.records())
        .extracting(record -> record.getBody().getStringValue())
        .containsExactly("b");
    assertThat(sink.sender().counters().dropped(DropCause.FILTERED)).isOne();
  }

  @Test
  void aProcessorRemovesAttributes() {
    Logger logger =
        sink.provider()
            .addLogRecordProcessor(
                (context, record) -> {
                  record.removeAttributes(name -> name.startsWith("secret"));
                  record.setAttribute(AttributeKey.stringKey("user"), "***");
                })
            .build()
            .get("test");
    logger
        .logRecordBuilder()
        .setAttribute("secret.a", "1")
        .setAttribute("user", "alice")
        .setAttribute("n", 1)
        .setAttribute("secret.b", "2")
        .setAttribute("n", 2)
        .emit();
    assertThat(sink.records().get(0).getAttributesList())
        .extracting(a -> a.getKey() + a.getValue().getStringValue() + a.getValue().getIntValue())
        .containsExactly("user***0", "n2");
    assertThat(sink.records().get(0).getDroppedAttributesCount()).isZero();
  }
}
