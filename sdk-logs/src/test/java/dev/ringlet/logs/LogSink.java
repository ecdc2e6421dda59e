// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.ringlet.common.Clock;
import dev.ringlet.common.Resource;
import dev.ringlet.internal.engine.Pipeline;
import dev.ringlet.internal.engine.PipelineExporter;
import dev.ringlet.internal.time.AnchoredClock;
import dev.ringlet.testing.RecordingSink;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.util.List;

/** Keeps the log records it is given and decodes them with the protocol's own classes. */
final class LogSink extends RecordingSink {
  LogSink(boolean keep) {
    super(keep);
  }

  /** A builder of a provider that sends here. */
  RingletLoggerProvider.Builder provider() {
    return RingletLoggerProvider.builder()
        .setResource(Resource.empty())
        .addExporter(
            new PipelineExporter(new Pipeline(new AnchoredClock(Clock.system()), pool, this)));
  }

  /** All records so far, in the order in which they were emitted. */
  List<LogRecord> records() {
    try {
      return ScopeLogs.parseFrom(scopeMessage()).getLogRecordsList();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("records that cannot be decoded", e);
    }
  }

  /** The one record there is. */
  LogRecord record() {
    List<LogRecord> all = records();
    if (all.size() != 1) {
      throw new AssertionError("expected one record, found " + all.size());
    }
    return all.get(0);
  }
}
