// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Payload;
import dev.ringlet.internal.context.Suppression;
import dev.ringlet.internal.threads.Workers;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleSupplier;

/**
 * Sends what is stored, oldest first, one request at a time, each signal in its turn. Thread-safe.
 *
 * <p>It stops at the first failure and tries again after a wait that doubles up to five minutes, is
 * drawn at random, and is never shorter than the receiver asked for; or within a second once a
 * fresh request was delivered. It sends no faster than a given rate. Fresh requests do not pass
 * through here, and have connections of their own, so that old ones are half of what is under way
 * at most.
 */
final class SpoolDrain {
  /*
   * Parties: one thread sends; the exporting threads tell that something was stored or delivered;
   *          whoever closes a line waits until nothing of it is under way.
   * Lock:    guards the lines and their times. Held for a few instructions, never while sending or
   *          while waiting for the disk.
   */
  private static final long SECOND = 1_000_000_000L;
  static final long MAX_BACKOFF_NANOS = 300 * SECOND;
  private static final long DISK_NANOS = 30 * SECOND;
  private static final long IDLE_NANOS = 60 * SECOND;
  private static final int MAX_DOUBLINGS = 20;

  private final SpoolWorker worker;
  private final long bytesPerSecond;
  private final DoubleSupplier random;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<SignalSpool> lines = new ArrayList<>();
  private final Thread thread;
  private boolean closed;
  private int turn;
  private long nextSendNanos = System.nanoTime();

  SpoolDrain(SpoolWorker worker, long bytesPerSecond, DoubleSupplier random) {
    this.worker = worker;
    this.bytesPerSecond = bytesPerSecond;
    this.random = random;
    thread = Workers.newThread(this::run, "ringlet-spool-drain");
    thread.start();
  }

  void add(SignalSpool line) {
    lock.lock();
    try {
      line.nextTryNanos = System.nanoTime() + spread(SECOND);
      lines.add(line);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private long spread(long nanos) {
    return (long) (nanos * random.getAsDouble());
  }

  /** Something was stored: it is tried again after a while. */
  void stored(SignalSpool line) {
    if (line.backlog) {
      return;
    }
    lock.lock();
    try {
      line.backlog = true;
      line.nextTryNanos = System.nanoTime() + SECOND / 2 + spread(SECOND / 2);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Something fresh was delivered: no need to wait any longer, but not all devices at once. */
  void delivered(SignalSpool line) {
    lock.lock();
    try {
      long soon = System.nanoTime() + spread(SECOND);
      if (line.failures > 0 && line.nextTryNanos - soon > 0) {
        line.nextTryNanos = soon;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until nothing of a line is under way, and sends no more of it. */
  void remove(SignalSpool line, long deadlineNanos) {
    boolean interrupted = false;
    lock.lock();
    try {
      line.closed = true;
      lines.remove(line);
      changed.signalAll();
      while (line.sending && deadlineNanos - System.nanoTime() > 0) {
        try {
          changed.awaitNanos(deadlineNanos - System.nanoTime());
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      lock.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("try") // the scope is only to be closed
  private void run() {
    try (Scope suppressed = Suppression.open()) {
      SignalSpool line;
      while ((line = awaitLine()) != null) {
        try {
          sendOne(line);
        } catch (Throwable t) {
          failed(line, -1); // nothing is lost: it is still on disk
        } finally {
          done(line);
        }
      }
    }
  }

  /** Waits until something is due; null when closed. */
  private SignalSpool awaitLine() {
    lock.lock();
    try {
      while (!closed) {
        long now = System.nanoTime();
        long wait = Math.max(0, nextSendNanos - now);
        SignalSpool due = wait > 0 ? null : dueLine(now);
        if (due != null) {
          due.sending = true;
          return due;
        }
        try {
          changed.awaitNanos(wait > 0 ? wait : nanosToNext(now));
        } catch (InterruptedException e) {
          // meant for nobody
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private SignalSpool dueLine(long now) {
    for (int i = 0; i < lines.size(); i++) {
      SignalSpool line = lines.get((turn + i) % lines.size());
      if (line.backlog && now - line.nextTryNanos >= 0) {
        turn = (turn + i + 1) % lines.size();
        return line;
      }
    }
    return null;
  }

  private long nanosToNext(long now) {
    long wait = IDLE_NANOS;
    for (SignalSpool line : lines) {
      if (line.backlog) {
        wait = Math.min(wait, Math.max(0, line.nextTryNanos - now));
      }
    }
    return wait;
  }

  private void done(SignalSpool line) {
    lock.lock();
    try {
      line.sending = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Sends the oldest request of a line, if there is one. */
  private void sendOne(SignalSpool line) {
    long wait = line.outlet().nanosToWait();
    if (wait > 0) {
      postpone(line, wait + spread(wait / 4));
      return;
    }
    line.backlog = false; // whoever stores something from here on says so
    StoredRequest request = worker.take(line.signal(), System.nanoTime() + DISK_NANOS);
    if (request == null) {
      worker.pause(line.signal());
      if (!worker.isAvailable()) {
        line.backlog = true; // perhaps the disk comes back with something on it
        postpone(line, IDLE_NANOS);
      }
      return;
    }
    line.backlog = true;
    ExportResult result = null;
    try {
      Payload payload = request.toPayload(System.nanoTime() + line.timeoutNanos());
      result = line.outlet().send(payload);
    } finally {
      pace(request.length());
      settle(line, request, result);
    }
  }

  private void settle(SignalSpool line, StoredRequest request, ExportResult result) {
    if (result != null && result.kind() != ExportResult.Kind.RETRY) {
      worker.settle(request, result);
      succeeded(line);
    } else {
      worker.settle(request, null);
      failed(line, result == null ? -1 : result.retryAfterNanos());
    }
  }

  private void succeeded(SignalSpool line) {
    lock.lock();
    line.failures = 0;
    lock.unlock();
  }

  private void pace(int bytes) {
    lock.lock();
    try {
      long now = System.nanoTime();
      long from = now - nextSendNanos > 0 ? now : nextSendNanos;
      nextSendNanos = from + (long) ((double) bytes / bytesPerSecond * SECOND);
    } finally {
      lock.unlock();
    }
  }

  private void failed(SignalSpool line, long serverNanos) {
    lock.lock();
    try {
      line.failures = Math.min(line.failures + 1, MAX_DOUBLINGS);
      long longest = Math.min(MAX_BACKOFF_NANOS, SECOND << line.failures);
      long own = SECOND / 2 + spread(longest - SECOND / 2);
      long floor = serverNanos <= 0 ? 0 : serverNanos + spread(serverNanos / 5);
      line.nextTryNanos = System.nanoTime() + Math.max(own, floor);
    } finally {
      lock.unlock();
    }
  }

  private void postpone(SignalSpool line, long nanos) {
    lock.lock();
    try {
      line.nextTryNanos = System.nanoTime() + nanos;
      line.failures = Math.max(1, line.failures); // so that good news is heard
    } finally {
      lock.unlock();
    }
  }
}
