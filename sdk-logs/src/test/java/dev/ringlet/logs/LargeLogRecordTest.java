// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.LogListener;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Log records larger than the sink takes, which here is a mebibyte. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LargeLogRecordTest {
  private static final int MEBIBYTE = 1 << 20;
  private static final String MARK = "... [truncated";

  private final LogSink sink = new LogSink(true);
  private final RingletLoggerProvider provider = sink.provider().build();
  private final Logger logger = provider.get("test");

  private LogRecord record() {
    LogRecord record = sink.record();
    assertThat(record.getSerializedSize()).isLessThanOrEqualTo(sink.maxRecordBytes());
    return record;
  }

  @Test
  void aBodyThatFitsIsWhole() {
    String body = "b".repeat(600 << 10);
    logger.logRecordBuilder().setBody(body).emit();

    assertThat(record().getBody().getStringValue()).isEqualTo(body);
  }

  @Test
  void aBodyOfMebibytesIsCutAndMarked() {
    logger
        .logRecordBuilder()
        .setSeverity(Severity.ERROR)
        .setBody("é".repeat(3 * MEBIBYTE))
        .setAttribute("key", "value")
        .emit();

    LogRecord record = record();
    assertThat(record.getBody().getStringValue())
        .startsWith("éé")
        .endsWith("é" + MARK + ", length " + 3 * MEBIBYTE + "]")
        .hasSizeGreaterThan(MEBIBYTE * 7 / 16);
    assertThat(record.getAttributesCount()).isEqualTo(1);
    assertThat(record.getSeverityNumberValue()).isEqualTo(17);
    assertThat(record.getObservedTimeUnixNano()).isPositive();
  }

  @Test
  void aBodyThatIsAValueOfMebibytesIsCutAndMarked() {
    Value<?> shared = Value.of("leaf");
    for (int level = 0; level < 8; level++) {
      shared = Value.of(new ArrayList<Value<?>>(Collections.nCopies(20, shared)));
    }
    logger.logRecordBuilder().setBody(shared).setAttribute("value", shared).emit();

    assertThat(record().getBody().toString()).contains(MARK);
    assertThat(record().getAttributes(0).getValue().toString()).contains(MARK);
  }

  @Test
  void namesOfMebibytesAreCut() {
    logger
        .logRecordBuilder()
        .setSeverityText("s".repeat(2 * MEBIBYTE))
        .setEventName("e".repeat(2 * MEBIBYTE))
        .emit();

    assertThat(record().getSeverityText()).startsWith("sss").contains(MARK);
    assertThat(record().getEventName()).startsWith("eee").contains(MARK);
  }

  @Test
  void aLargeExceptionAndALargeBodyAreBothThere() {
    logger
        .logRecordBuilder()
        .setException(new Exception("m".repeat(2 * MEBIBYTE)))
        .setBody("b".repeat(2 * MEBIBYTE))
        .emit();

    LogRecord record = record();
    assertThat(record.getBody().getStringValue()).startsWith("bbb").contains(MARK);
    assertThat(record.getAttributesList())
        .extracting(pair -> pair.getKey())
        .containsExactly("exception.type", "exception.message", "exception.stacktrace");
  }

  @Test
  void theRecorderCutsAsTheLoggerDoes() {
    LogRecorder recorder = provider.loggerBuilder("test").buildRecorder();
    recorder.emit(Severity.INFO, "b".repeat(2 * MEBIBYTE));

    assertThat(record().getBody().getStringValue()).startsWith("bbb").contains(MARK);
  }

  @Test
  void whatWasCutIsSaid() {
    List<String> lines = new ArrayList<>();
    java.util.logging.Logger said = java.util.logging.Logger.getLogger(LogEngine.class.getName());
    LogListener listener = new LogListener(line -> lines.add(line.getMessage()));
    said.addHandler(listener);
    try {
      logger.logRecordBuilder().setBody("b".repeat(2 * MEBIBYTE)).emit();
      logger.logRecordBuilder().setBody("short").emit();
    } finally {
      said.removeHandler(listener);
    }
    assertThat(lines).singleElement().asString().contains("1048576 bytes").contains("cut");
  }

  @Test
  void threeMillionAttributesEndInBoundedTime() {
    LogRecordBuilder builder = logger.logRecordBuilder();
    for (int i = 0; i < 3_000_000; i++) {
      builder.setAttribute("key " + i, "value");
    }
    builder.emit();

    assertThat(record().getAttributesCount()).isEqualTo(128);
    assertThat(record().getDroppedAttributesCount()).isEqualTo(3_000_000 - 128);
  }

  @Test
  void manyAttributesWithoutALimitEndInBoundedTime() {
    Logger unlimited =
        sink.provider()
            .setLogLimits(LogLimits.builder().setMaxAttributes(Integer.MAX_VALUE).build())
            .build()
            .get("test");
    AttributesBuilder attributes = Attributes.builder();
    for (int i = 0; i < 300_000; i++) {
      attributes.put(AttributeKey.longKey("key " + i), i);
    }
    unlimited.logRecordBuilder().setAllAttributes(attributes.build()).emit();

    assertThat(record().getAttributesCount() + record().getDroppedAttributesCount())
        .isEqualTo(300_000);
  }
}
