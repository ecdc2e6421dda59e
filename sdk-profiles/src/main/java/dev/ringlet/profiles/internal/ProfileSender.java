// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.internal;

import dev.ringlet.export.DropCause;
import dev.ringlet.internal.bytes.ProtoWriter;
import dev.ringlet.internal.context.Suppression;
import dev.ringlet.internal.delivery.Request;
import dev.ringlet.internal.delivery.RequestSender;
import dev.ringlet.internal.threads.Workers;
import io.opentelemetry.context.Scope;

/**
 * Sends requests on a thread of its own, so that a slow receiver does not hold up the stream. There
 * is one body: the thread with the batch fills it while no request is in flight; then it belongs to
 * the sending thread until the outcome is known.
 */
final class ProfileSender {
  private final RequestSender sender;
  private final Request request;
  private final Object lock = new Object();
  private final ProtoWriter body = new ProtoWriter(16 << 10);
  private final Thread thread = Workers.newThread(this::run, Workers.NAME_PREFIX + "profiles");

  // Guarded by lock.
  private boolean busy;
  private boolean ready;
  private boolean stopped;
  private boolean lastArrived = true;
  private int items;

  /** Writes a request. */
  interface Source {
    /** Writes the request into an empty body and returns the number of its samples. */
    int writeTo(ProtoWriter out);
  }

  ProfileSender(RequestSender sender) {
    this.sender = sender;
    request = sender.newRequest();
  }

  void start() {
    thread.start();
  }

  /** Whether a request can be taken at once. */
  boolean isFree() {
    synchronized (lock) {
      return !busy && !stopped;
    }
  }

  /** Takes a request if none is under way. */
  boolean offer(Source source) {
    synchronized (lock) {
      if (busy || stopped) {
        return false;
      }
      busy = true;
    }
    int written = 0;
    try {
      body.position(0);
      written = source.writeTo(body);
    } finally {
      synchronized (lock) {
        items = written;
        ready = written > 0;
        busy = ready;
        lock.notifyAll();
      }
    }
    return true;
  }

  private void run() {
    Scope suppressed = Suppression.open();
    try {
      while (true) {
        synchronized (lock) {
          while (!ready && !stopped) {
            await(0);
          }
          if (!ready) {
            return;
          }
          ready = false;
        }
        sender.counters().accept(items);
        request.lend(body.data(), body.position(), items);
        boolean arrived = sender.send(request);
        synchronized (lock) {
          items = 0;
          lastArrived = arrived;
          busy = false;
          body.trim(256 << 10);
          lock.notifyAll();
        }
      }
    } finally {
      suppressed.close();
    }
  }

  /** Waits until nothing is under way; false at the deadline. */
  boolean awaitFree(long deadlineNanos) {
    synchronized (lock) {
      while (busy) {
        long left = deadlineNanos - System.nanoTime();
        if (left <= 0 || Thread.currentThread().isInterrupted()) {
          return false;
        }
        await(left / 1_000_000 + 1);
      }
      return true;
    }
  }

  private void await(long millis) {
    try {
      lock.wait(millis);
    } catch (InterruptedException e) {
      if (Thread.currentThread() != thread) {
        Thread.currentThread().interrupt(); // kept for the caller
      }
    }
  }

  /** Whether the last request is where it should be. */
  boolean lastArrived() {
    synchronized (lock) {
      return lastArrived;
    }
  }

  /** Samples in a request that is not yet being sent. */
  int waitingItems() {
    synchronized (lock) {
      return ready ? items : 0;
    }
  }

  /** Ends the thread; a request that it has not begun is counted as lost. */
  void stop() {
    synchronized (lock) {
      if (!stopped && ready) {
        ready = false;
        busy = false;
        sender.counters().accept(items);
        sender.counters().drop(DropCause.SHUTDOWN, items);
      }
      stopped = true;
      lock.notifyAll();
    }
  }
}
