// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.engine;

import dev.ringlet.common.Resource;
import dev.ringlet.export.DropCause;
import dev.ringlet.internal.batch.RecordSink;
import dev.ringlet.internal.otlp.EnvelopeTags.Scopes;
import dev.ringlet.internal.record.AnyValues;
import dev.ringlet.internal.record.AttributeBuffer;
import dev.ringlet.internal.record.EncodedKey;
import dev.ringlet.internal.record.ExceptionAttributes;
import dev.ringlet.internal.record.KeyCache;
import dev.ringlet.internal.record.RecordBuffer;
import dev.ringlet.internal.threads.Workers;
import io.opentelemetry.api.common.AttributeKey;
import java.time.Duration;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/**
 * What the tracers or loggers of one provider share: the application's processors, and the sink
 * that takes the records behind them.
 *
 * @param <P> the application's processors
 */
public abstract class RecordEngine<P> extends SignalEngine {
  private static final int MAX_RECORD_BYTES = 4 << 20;

  /** Null when nothing is exported. */
  public final @Nullable RecordSink sink;

  public final int maxRecordBytes;
  private final KeyCache keys;
  private final String kind;
  private final P[] stages;

  /**
   * Shares what is given, and logs under the name of {@code owner}.
   *
   * @param kind what to call one of the processors
   */
  protected RecordEngine(
      Class<?> owner, Pipeline pipeline, Resource resource, String kind, P[] processors) {
    super(owner, pipeline.clock(), pipeline.pool(), resource);
    sink = pipeline.sink();
    this.kind = kind;
    stages = processors;
    keys = pool.keys();
    maxRecordBytes = sink == null ? MAX_RECORD_BYTES : sink.maxRecordBytes();
  }

  protected abstract boolean flush(P processor, Duration timeout);

  protected abstract void close(P processor);

  /** Whether there is a sink or a processor. */
  public final boolean records() {
    return sink != null || stages.length != 0;
  }

  /** The key of that name, encoded. */
  public final EncodedKey key(String name) {
    return keys.get(name);
  }

  /** The name of a key of any class, or null. */
  public final @Nullable String nameOf(@Nullable AttributeKey<?> key) {
    try {
      return key == null ? null : key.getKey();
    } catch (Throwable t) {
      onUserError("class of attribute keys", t);
      return null;
    }
  }

  /** Hands a complete record to the sink, if there is one, and reports what was cut in it. */
  public final void send(RecordBuffer record, int scopeNumber) {
    offer(record, scopeNumber);
    reportCut(record);
  }

  /** Hands a complete record to the sink, if there is one. Runs no code of the application. */
  public final void offer(RecordBuffer record, int scopeNumber) {
    if (sink != null) {
      int from = record.frame(Scopes.RECORDS);
      sink.offer(record.data(), from, record.position() - from, scopeNumber);
    }
  }

  /** Reports, now and then, that values were too large for a record. */
  public final void reportCut(RecordBuffer record) {
    int values = record.oversized();
    if (values != 0) {
      logger.log(Level.WARNING, "cut values", () -> cutMessage(values));
    }
  }

  private String cutMessage(int values) {
    return "A record is larger than "
        + maxRecordBytes
        + " bytes or has a stack trace longer than "
        + ExceptionAttributes.MAX_STACK_TRACE_BYTES
        + " bytes: "
        + values
        + " values were cut (they end with \""
        + AnyValues.MARK
        + "\" or \""
        + AttributeBuffer.CUT_MARK
        + "...]\") or dropped";
  }

  /**
   * Lets processors finish and sends all records.
   *
   * @return whether everything is where it should be, before the timeout
   */
  public final boolean flush(Duration timeout) {
    long deadline = Workers.deadlineAfter(Workers.nanos(timeout));
    boolean done = true;
    for (P processor : stages) {
      try {
        done &= flush(processor, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
      } catch (Throwable t) {
        onUserError(kind, t);
        done = false;
      }
    }
    return (sink == null || sink.flush(Math.max(0, deadline - System.nanoTime()))) && done;
  }

  /** Takes no more and closes the processors. */
  public final void closeProcessors() {
    closed = true;
    for (P processor : stages) {
      try {
        close(processor);
      } catch (Throwable t) {
        onUserError(kind, t);
      }
    }
  }

  /** Sends what is left and stops; what could not be sent by the timeout is counted as lost. */
  public final void closeSink(Duration timeout) {
    if (sink != null) {
      sink.close(Workers.nanos(timeout));
    }
  }

  /** Counts a record that could not be completed; the sink counts what it was given itself. */
  protected final void onLost(String where, Throwable error) {
    if (sink != null) {
      sink.drop(DropCause.INTERNAL_ERROR);
    }
    onUserError(where, error);
  }
}
