// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.delivery.Delivery;
import dev.ringlet.internal.delivery.DeliveryCounters;
import dev.ringlet.internal.delivery.Request;
import dev.ringlet.internal.delivery.RequestSender;
import dev.ringlet.internal.request.RequestFrame;
import dev.ringlet.internal.request.ScopeTable;
import dev.ringlet.internal.threads.StackRoom;
import dev.ringlet.internal.threads.Workers;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Exports each record at once, on the thread that recorded it ("simple" processing): for consoles
 * and debugging.
 *
 * <p>A lock serializes the exports, as the specification requires of a simple processor. A thread
 * waits for the lock at most the export timeout; then its record is dropped as for a full queue, so
 * an exporter that hangs does not block the application longer. A record that the exporter itself
 * makes during an export is dropped, because it would start an endless loop. An interrupt of the
 * application's thread is preserved and does not end the wait. A record that a thread makes near
 * the end of its stack is dropped: an overflow inside the lock would leave it taken.
 */
public final class DirectSink implements RecordSink, Delivery {
  private static final int MAX_RECORD_BYTES = 4 << 20;
  private static final int KEEP_BYTES = 64 << 10;

  /** Room for all that runs with the lock taken, except the exporter, which has a guard. */
  private static final int STACK_FRAMES = 48;

  private final RequestFrame frame;
  private final ScopeTable scopes;
  private final RequestSender sender;
  private final long exportTimeoutNanos;
  private final Request request;
  private final DeliveryCounters counters;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean closed;

  /** Creates a sink for one exporter. */
  public DirectSink(
      Signal signal,
      RequestFrame frame,
      ScopeTable scopes,
      Exporter exporter,
      long exportTimeoutNanos) {
    this.frame = frame;
    this.scopes = scopes;
    this.exportTimeoutNanos = exportTimeoutNanos;
    sender = new RequestSender(signal, exporter, exportTimeoutNanos);
    counters = sender.counters();
    request = sender.newRequest();
  }

  @Override
  public void offer(byte[] data, int from, int length, int scope) {
    if (closed) {
      counters.drop(DropCause.AFTER_CLOSE, 1);
    } else if (length > MAX_RECORD_BYTES) {
      counters.drop(DropCause.TOO_LARGE, 1);
    } else if (isStackFull() || isInsideExport()) {
      counters.drop(DropCause.INTERNAL_ERROR, 1);
    } else if (!lockBy(Workers.deadlineAfter(exportTimeoutNanos))) {
      counters.drop(DropCause.QUEUE_FULL, 1);
    } else {
      sendLocked(data, from, length, scope);
    }
  }

  private void sendLocked(byte[] data, int from, int length, int scope) {
    try {
      counters.accept(1);
      if (closed) {
        counters.drop(DropCause.SHUTDOWN, 1);
      } else if (fill(data, from, length, scope)) {
        sender.send(request);
        request.trim(KEEP_BYTES);
      } else {
        counters.drop(DropCause.INTERNAL_ERROR, 1);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isInsideExport() {
    return lock.isHeldByCurrentThread() || sender.isInsideExport();
  }

  private static boolean isStackFull() {
    return !StackRoom.isFor(STACK_FRAMES);
  }

  private boolean fill(byte[] data, int from, int length, int scope) {
    try {
      frame.write(data, from, length, scope, request);
      return true;
    } catch (Throwable t) {
      return false;
    }
  }

  /**
   * Takes the lock without regard to interrupts; false at the deadline. Only with {@link
   * #isStackFull} false.
   */
  private boolean lockBy(long deadlineNanos) {
    if (lock.tryLock()) {
      return true;
    }
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return lock.tryLock(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Waits for an export in progress, because other records are sent before their offer returns,
   * and flushes the exporter. Returns false at once if called from inside an export or on a full
   * stack.
   */
  @Override
  public boolean flush(long timeoutNanos) {
    long deadline = Workers.deadlineAfter(timeoutNanos);
    long failed = counters.failedRequests();
    if (isStackFull() || isInsideExport() || !lockBy(deadline)) {
      return false;
    }
    lock.unlock();
    return counters.failedRequests() == failed
        && sender.flushExporter(deadline - System.nanoTime());
  }

  /**
   * {@inheritDoc}
   *
   * <p>Waits for an export in progress until the deadline, and then counts its record as lost. On a
   * thread that is inside an export or has a full stack, the call returns at once, and a new thread
   * enforces the deadline.
   */
  @Override
  public void close(long timeoutNanos) {
    closed = true;
    long deadline = Workers.deadlineAfter(timeoutNanos);
    sender.closeBy(deadline);
    if (!isStackFull() && !isInsideExport()) {
      end(deadline);
      sender.awaitClosed(deadline);
    } else if (!Workers.start(() -> end(deadline), sender.closerName())) {
      sender.closeAsync();
    }
  }

  private void end(long deadlineNanos) {
    if (lockBy(deadlineNanos)) {
      lock.unlock();
    } else {
      sender.abandon();
    }
    sender.closeAsync();
  }

  @Override
  public void drop(DropCause cause) {
    counters.drop(cause, 1);
  }

  @Override
  public int maxRecordBytes() {
    return MAX_RECORD_BYTES;
  }

  @Override
  public ScopeTable scopes() {
    return scopes;
  }

  @Override
  public long accepted() {
    return counters.accepted();
  }

  @Override
  public long pending() {
    return sender.openItems();
  }

  @Override
  public RequestSender sender() {
    return sender;
  }
}
