// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.internal;

import dev.ringlet.export.DropCause;
import dev.ringlet.internal.context.Suppression;
import dev.ringlet.internal.delivery.Request;
import dev.ringlet.internal.delivery.RequestSender;
import dev.ringlet.internal.threads.Workers;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one exporter on a thread of its own, so that a slow receiver delays neither the
 * stream nor another exporter. One request may be in progress and one may wait; a further one is
 * lost for this exporter and counted.
 *
 * <p>All senders of a profiler share one lock, so that it can wait for whichever has room first. It
 * is held for a few instructions, never during an export.
 */
final class ProfileSender {
  private final RequestSender requests;
  private final Request request;
  private final Object lock;
  private final Thread thread = Workers.newThread(this::run, Workers.NAME_PREFIX + "profiles");

  // Guarded by lock.
  private @Nullable ProfileMessage waiting;
  private boolean sending;
  private boolean stopped;
  private long failures;

  ProfileSender(RequestSender requests, Object lock) {
    this.requests = requests;
    this.lock = lock;
    request = requests.newRequest();
  }

  void start() {
    thread.start();
  }

  RequestSender requests() {
    return requests;
  }

  /** Whether a request can be taken at once. */
  boolean isFree() {
    synchronized (lock) {
      return waiting == null && !stopped;
    }
  }

  /** Takes a request, or counts it as lost if there is no room for it. */
  void offer(ProfileMessage message) {
    synchronized (lock) {
      requests.counters().accept(message.items());
      if (waiting == null && !stopped) {
        waiting = message;
        lock.notifyAll();
      } else {
        boolean closing = stopped || requests.isClosing();
        lose(closing ? DropCause.SHUTDOWN : DropCause.QUEUE_FULL, message);
      }
    }
  }

  private void lose(DropCause cause, ProfileMessage message) {
    requests.counters().drop(cause, message.items());
    failures++;
  }

  private void run() {
    Scope suppressed = Suppression.open();
    try {
      while (takeNext()) {
        boolean arrived = requests.send(request);
        synchronized (lock) {
          failures += arrived ? 0 : 1;
          sending = false;
          request.trim(0);
          lock.notifyAll();
        }
      }
    } finally {
      suppressed.close();
    }
  }

  /** Waits for a request; false when there is none and there will be none. */
  private boolean takeNext() {
    synchronized (lock) {
      while (waiting == null && !stopped) {
        await(0);
      }
      ProfileMessage next = waiting;
      if (next == null) {
        return false;
      }
      waiting = null;
      sending = true;
      request.lend(next.bytes(), next.bytes().length, next.items());
      lock.notifyAll();
      return true;
    }
  }

  /** Waits until no request waits or is in progress; false at the deadline. */
  boolean awaitIdle(long deadlineNanos) {
    synchronized (lock) {
      while (waiting != null || sending) {
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

  /** How many requests have not arrived where they should. */
  long failures() {
    synchronized (lock) {
      return failures;
    }
  }

  /** Samples whose fate is open. */
  long pending() {
    synchronized (lock) {
      return requests.openItems() + (waiting == null ? 0 : waiting.items());
    }
  }

  /** Waits until all is sent, then ends the thread and the exporter; the rest is lost. */
  void close(long deadlineNanos) {
    awaitIdle(deadlineNanos);
    synchronized (lock) {
      stopped = true;
      if (waiting != null) {
        lose(DropCause.SHUTDOWN, waiting);
        waiting = null;
      }
      lock.notifyAll();
    }
    requests.abandon();
    requests.closeAsync();
    requests.awaitClosed(deadlineNanos);
  }
}
