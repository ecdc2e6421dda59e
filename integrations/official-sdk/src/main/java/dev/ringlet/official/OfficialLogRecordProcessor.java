// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import dev.ringlet.internal.threads.TimedClose;
import dev.ringlet.logs.ReadWriteLogRecord;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import java.time.Duration;

/** Adapts a log record processor of the official SDK to Ringlet's interface. */
final class OfficialLogRecordProcessor implements dev.ringlet.logs.LogRecordProcessor, TimedClose {
  private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(10);

  private final Origins origins = new Origins();
  private final LogRecordProcessor processor;

  OfficialLogRecordProcessor(LogRecordProcessor processor) {
    this.processor = processor;
  }

  @Override
  public void onEmit(Context context, ReadWriteLogRecord entry) {
    processor.onEmit(context, new LogRecordView(entry, origins));
  }

  @Override
  public boolean flush(Duration timeout) {
    return Results.await(processor.forceFlush(), timeout);
  }

  @Override
  public void close() {
    close(SHUTDOWN_TIMEOUT);
  }

  @Override
  public void close(Duration timeout) {
    Results.await(processor.shutdown(), timeout);
  }

  @Override
  public Object adapted() {
    return processor;
  }

  @Override
  public String toString() {
    return processor.toString();
  }
}
