// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.StackEnd;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.util.List;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stack that is full must not leave a record busy, for the next thread would wait for ever. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LogStackOverflowTest {
  private static final int ROUNDS = 12;

  private final LogSink sink = new LogSink(true);
  private final RingletLoggerProvider provider = sink.provider().build();

  @Test
  void aFullStackLeavesARecorderUsable() throws InterruptedException {
    LogRecorder recorder = provider.loggerBuilder("test").buildRecorder();
    List<LongConsumer> operations =
        List.of(
            record -> recorder.put(record, "string", "value"),
            record -> recorder.put(record, "long", 1),
            record -> recorder.put(record, "double", 1.5),
            record -> recorder.put(record, "boolean", true),
            record -> recorder.setBody(record, "body"),
            record -> recorder.setSeverityText(record, "text"),
            record -> recorder.setEventName(record, "event"),
            record -> recorder.setTimestamp(record, 1),
            record -> recorder.emit(recorder.begin(Severity.WARN)),
            record -> recorder.discard(recorder.begin(Severity.WARN)));
    for (int round = 0; round < ROUNDS; round++) {
      for (LongConsumer operation : operations) {
        long record = recorder.begin(Severity.INFO);
        StackEnd.reach(round, () -> operation.accept(record));
        operations.forEach(any -> any.accept(record));
        recorder.emit(record);
        recorder.setBody(record, "names nothing any more");
      }
    }
    assertThat(ofSeverity(Severity.INFO))
        .hasSize(ROUNDS * operations.size())
        .allSatisfy(record -> assertThat(record.getEventName()).isEqualTo("event"));
  }

  @Test
  void whereverAStackIsFullARecordIsOver() throws InterruptedException {
    LogRecorder recorder = provider.loggerBuilder("test").buildRecorder();
    for (int round = 0; round < ROUNDS; round++) {
      long[] last = {0};
      StackEnd.reach(
          round,
          () -> {
            last[0] = recorder.begin(Severity.WARN);
            recorder.emit(last[0]);
          });
      recorder.put(last[0], "late", 1);
      recorder.discard(last[0]);
      recorder.emit(recorder.begin(Severity.INFO));
    }
    assertThat(ofSeverity(Severity.INFO)).hasSize(ROUNDS);
  }

  @Test
  void aFullStackLeavesALoggerUsable() throws InterruptedException {
    for (int round = 0; round < ROUNDS; round++) {
      StackEnd.reach(round, () -> builder(Severity.WARN).emit());
      builder(Severity.INFO).emit();
    }
    assertThat(ofSeverity(Severity.INFO)).hasSize(ROUNDS);
  }

  private LogRecordBuilder builder(Severity severity) {
    return provider
        .get("test")
        .logRecordBuilder()
        .setSeverity(severity)
        .setBody("body")
        .setAttribute("key", 1);
  }

  private List<LogRecord> ofSeverity(Severity severity) {
    return sink.records().stream()
        .filter(record -> record.getSeverityNumberValue() == severity.getSeverityNumber())
        .toList();
  }
}
