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
import dev.ringlet.internal.threads.TimedClose;
import dev.ringlet.internal.threads.Workers;
import io.opentelemetry.api.common.AttributeKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/**
 * The state that the tracers or loggers of one provider share, with the application's processors
 * and the sink of the records.
 *
 * @param <P> type of the application's processors
 */
public abstract class RecordEngine<P> extends SignalEngine {
  private static final int MAX_RECORD_BYTES = 4 << 20;

  /** Destination of the records, or null if nothing is exported. */
  public final @Nullable RecordSink sink;

  /** Counts what is created, or null if no metric says it. */
  public final @Nullable CreationCounts counts;

  public final int maxRecordBytes;
  private final KeyCache keys;
  private final String kind;
  private final P[] stages;

  /**
   * Creates an engine that logs under the name of {@code owner}.
   *
   * @param kind name of a processor in log messages
   */
  protected RecordEngine(
      Class<?> owner, Pipeline pipeline, Resource resource, String kind, P[] processors) {
    super(owner, pipeline.clock(), pipeline.pool(), resource);
    sink = pipeline.sink();
    counts = pipeline.counts();
    this.kind = kind;
    stages = processors;
    keys = pool.keys();
    maxRecordBytes = sink == null ? MAX_RECORD_BYTES : sink.maxRecordBytes();
  }

  protected abstract boolean flush(P processor, Duration timeout);

  protected abstract void close(P processor);

  /** Adds what is closed after the processors. */
  protected void addOthers(List<ClosingPart> parts) {}

  /** Whether there is a sink or a processor. */
  public final boolean records() {
    return sink != null || stages.length != 0;
  }

  /** The encoded key with this name; null if that is null or empty. */
  public final @Nullable EncodedKey key(@Nullable String name) {
    return keys.get(name);
  }

  /** The name of a key of any class; null if the key is null or throws. */
  public final @Nullable String nameOf(@Nullable AttributeKey<?> key) {
    try {
      return key == null ? null : key.getKey();
    } catch (Throwable t) {
      onUserError("class of attribute keys", t);
      return null;
    }
  }

  /** Offers a complete record to the sink, if there is one, and reports values that were cut. */
  public final void send(RecordBuffer record, int scopeNumber) {
    offer(record, scopeNumber);
    reportCut(record);
  }

  /**
   * Offers a complete record to the sink, if there is one. The sink of a simple processor runs the
   * exporter, which may call what it exports, so nothing may be busy meanwhile.
   */
  public final void offer(RecordBuffer record, int scopeNumber) {
    if (sink != null) {
      int from = record.frame(Scopes.RECORDS);
      sink.offer(record.data(), from, record.position() - from, scopeNumber);
    }
  }

  /** Counts a complete record that a processor or a rule has filtered. */
  public final void onFiltered() {
    if (sink != null) {
      sink.drop(DropCause.FILTERED);
    }
  }

  /** Logs, at a limited rate, that values were too large for the record. */
  public final void reportCut(RecordBuffer record) {
    int values = record.oversized();
    if (values != 0) {
      try {
        logger.log(Level.WARNING, "cut values", () -> cutMessage(values));
      } catch (Throwable t) {
        // There is no memory or stack for the lambda; the record itself is complete.
      }
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
   * Flushes the processors and the sink.
   *
   * @return whether all flushes succeeded before the timeout
   */
  public final boolean flush(Duration timeout) {
    long deadline = Workers.deadlineAfter(Workers.nanos(timeout));
    boolean done = true;
    for (P processor : stages) {
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      done &= Boolean.TRUE.equals(ask(kind, one -> flush(one, left), processor));
    }
    return (sink == null || sink.flush(Math.max(0, deadline - System.nanoTime()))) && done;
  }

  /**
   * Sets {@link #closed} and closes first the processors, then the sink; called once. Processors
   * that take longer than half of the timeout leave the other half to the sink, and what they do
   * then is not waited for after the timeout.
   */
  public final void close(Duration timeout) {
    closed = true;
    List<ClosingPart> all = parts();
    if (stages.length == 0) {
      all.forEach(part -> part.close().accept(timeout));
      closeSink(timeout);
      return;
    }
    long nanos = Math.max(0, Workers.nanos(timeout));
    long deadline = Workers.deadlineAfter(nanos);
    ClosingParts parts = new ClosingParts(all, deadline);
    parts.start();
    if (!parts.await(Workers.deadlineAfter(nanos / 2))) {
      parts.start();
    }
    closeSink(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    parts.await(deadline);
    String late = parts.late();
    if (nanos > 0 && !late.isEmpty()) {
      logger.log(Level.WARNING, "late", () -> "Not closed in time: " + late);
    }
  }

  private List<ClosingPart> parts() {
    List<ClosingPart> parts = new ArrayList<>();
    for (P processor : stages) {
      Object named = processor instanceof TimedClose timed ? timed.adapted() : processor;
      parts.add(
          new ClosingPart(
              kind + " " + named.getClass().getName(), left -> closeStage(processor, left)));
    }
    addOthers(parts);
    return parts;
  }

  private void closeStage(P processor, Duration left) {
    if (processor instanceof TimedClose timed) {
      tell(kind, one -> one.close(left), timed);
    } else {
      tell(kind, this::close, processor);
    }
  }

  /** Closes the sink; records not sent by the timeout are counted as lost. */
  public final void closeSink(Duration timeout) {
    if (sink != null) {
      sink.close(Workers.nanos(timeout));
    }
  }

  /** Counts a record that failed before it was offered to the sink. */
  protected final void onLost(String where, Throwable error) {
    if (sink != null) {
      sink.drop(DropCause.INTERNAL_ERROR);
    }
    onUserError(where, error);
  }
}
