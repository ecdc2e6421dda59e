// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Signal;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.CapturingExporter;
import dev.ringlet.testing.LogListener;
import dev.ringlet.testing.SimplePipeline;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** An exporter that runs inside the call that emits a record. */
class SimpleProcessorTest {
  private final CapturingExporter exporter = new CapturingExporter();
  private final LogRecorder recorder =
      RingletLoggerProvider.builder()
          .addExporter(SimplePipeline.to(Signal.LOGS, exporter))
          .build()
          .loggerBuilder("test")
          .buildRecorder();
  private final long handle = recorder.begin(Severity.INFO);

  private void late() {
    recorder.put(handle, "late", 1);
    recorder.emit(handle);
  }

  private static void returns(Runnable call) {
    Thread thread = new Thread(call, "application");
    thread.setDaemon(true);
    thread.start();
    Await.until("the call returns", () -> !thread.isAlive());
  }

  private List<LogRecord> records() {
    return exporter
        .requests(ExportLogsServiceRequest::parseFrom)
        .map(request -> request.getResourceLogs(0).getScopeLogs(0).getLogRecords(0))
        .toList();
  }

  @Test
  void anExporterMayCallTheRecordThatIsEmitted() {
    exporter.answers(
        payload -> {
          late();
          returns(this::late);
          return ExportResult.delivered();
        });
    returns(() -> recorder.emit(handle));
    assertThat(records())
        .singleElement()
        .satisfies(record -> assertThat(record.getAttributesList()).isEmpty());
  }

  @Test
  void aLogHandlerMayCallTheRecordThatItIsToldAbout() {
    AtomicInteger lines = new AtomicInteger();
    LogListener handler =
        new LogListener(
            line -> {
              late();
              lines.incrementAndGet();
            });
    Logger logger = Logger.getLogger(LogEngine.class.getName());
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
    try {
      recorder.setBody(handle, "b".repeat(5 << 20)); // is cut, which is logged
      returns(() -> recorder.emit(handle));
    } finally {
      logger.removeHandler(handler);
      logger.setUseParentHandlers(true);
    }
    assertThat(lines).hasValue(1);
    assertThat(records()).hasSize(1);
  }
}
