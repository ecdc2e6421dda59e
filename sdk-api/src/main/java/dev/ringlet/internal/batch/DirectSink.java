// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sends every record at once, on the thread that made it: for consoles and debugging ("simple"
 * processing). Internal to Ringlet: may change or vanish in any release.
 *
 * <p>One lock lets one thread send at a time, as the specification demands of a simple processor. A
 * record made by the exporter itself while it sends is refused, or it would send for ever.
 */
public final class DirectSink implements RecordSink {
  private static final int MAX_RECORD_BYTES = 4 << 20;

  private final RequestFrame frame;
  private final ScopeTable scopes;
  private final Exporter exporter;
  private final long exportTimeoutNanos;
  private final Request request;
  private final DeliveryCounters counters = new DeliveryCounters();
  private final AtomicLong accepted = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean closed;

  /** Makes a sink for one exporter. */
  public DirectSink(
      Signal signal,
      RequestFrame frame,
      ScopeTable scopes,
      Exporter exporter,
      long exportTimeoutNanos) {
    this.frame = frame;
    this.scopes = scopes;
    this.exporter = exporter;
    this.exportTimeoutNanos = exportTimeoutNanos;
    this.request = new Request(signal);
  }

  @Override
  public void offer(byte[] data, int from, int length, int scope) {
    if (closed) {
      counters.drop(DropCause.AFTER_CLOSE, 1);
    } else if (length > MAX_RECORD_BYTES) {
      counters.drop(DropCause.TOO_LARGE, 1);
    } else if (lock.isHeldByCurrentThread()) {
      counters.drop(DropCause.INTERNAL_ERROR, 1);
    } else {
      accepted.incrementAndGet();
      sendLocked(data, from, length, scope);
    }
  }

  private void sendLocked(byte[] data, int from, int length, int scope) {
    lock.lock();
    try {
      frame.write(data, from, length, scope, request);
      request.send(exporter, counters, System.nanoTime() + exportTimeoutNanos);
    } catch (Throwable t) {
      counters.drop(DropCause.INTERNAL_ERROR, 1);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean flush(long timeoutNanos) {
    return exporter.flush(Duration.ofNanos(timeoutNanos));
  }

  @Override
  public void close(long timeoutNanos) {
    closed = true;
    boolean locked = false;
    try {
      locked = lock.tryLock(timeoutNanos, TimeUnit.NANOSECONDS);
      exporter.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exporter.close();
    } finally {
      if (locked) {
        lock.unlock();
      }
    }
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
    return accepted.get();
  }

  @Override
  public long pending() {
    return accepted.get() - counters.exported() - counters.dropped() - counters.spooled();
  }

  @Override
  public DeliveryCounters counters() {
    return counters;
  }
}
