// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.logs.RingletLoggerProvider;
import dev.ringlet.testing.LogCapture;
import dev.ringlet.trace.RingletTracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.ReadWriteLogRecord;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.time.Duration;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A processor whose shutdown never ends takes the time of the close and no more. */
@Timeout(120)
class ProcessorShutdownTest {
  private static final Duration SHORT = Duration.ofMillis(100);

  @Test
  void ofSpans() {
    RingletTracerProvider provider =
        RingletTracerProvider.builder()
            .addSpanProcessor(OfficialTypes.spanProcessor(new EndlessSpans()))
            .build();
    assertNamed("span processor " + EndlessSpans.class.getName(), () -> provider.close(SHORT));
  }

  @Test
  void ofLogRecords() {
    RingletLoggerProvider provider =
        RingletLoggerProvider.builder()
            .addLogRecordProcessor(OfficialTypes.logRecordProcessor(new EndlessLogRecords()))
            .build();
    assertNamed(
        "log record processor " + EndlessLogRecords.class.getName(), () -> provider.close(SHORT));
  }

  private static void assertNamed(String processor, Runnable close) {
    try (LogCapture lines = new LogCapture("dev.ringlet")) {
      close.run();
      assertThat(lines.messages(Level.WARNING))
          .singleElement()
          .asString()
          .startsWith("Not closed in time: " + processor);
    }
  }

  private static final class EndlessSpans implements SpanProcessor {
    @Override
    public void onStart(Context parentContext, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {}

    @Override
    public boolean isEndRequired() {
      return false;
    }

    @Override
    public CompletableResultCode shutdown() {
      return new CompletableResultCode();
    }
  }

  private static final class EndlessLogRecords implements LogRecordProcessor {
    @Override
    public void onEmit(Context context, ReadWriteLogRecord record) {}

    @Override
    public CompletableResultCode shutdown() {
      return new CompletableResultCode();
    }
  }
}
