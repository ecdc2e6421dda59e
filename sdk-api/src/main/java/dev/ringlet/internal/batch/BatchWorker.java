// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.Exporter;
import dev.ringlet.internal.log.ThrottledLogger;
import dev.ringlet.internal.ring.ByteRing;
import dev.ringlet.internal.ring.RecordPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;

/**
 * Takes records from a ring and sends them in batches: one engine for all signals. Internal to
 * Ringlet: may change or vanish in any release.
 *
 * <p>A batch goes out when enough records or bytes are waiting, when the schedule delay has passed,
 * and on flush and close.
 */
public final class BatchWorker implements RecordSink {
  /*
   * Parties:  one worker thread, the ring's consumer; any thread offers, flushes, closes.
   * Sleeping: the worker arms the ring's wake marks, looks once more, sets "parked" and parks. A
   *           producer that reaches a mark, or takes memory beyond a level, unparks it if it is
   *           parked. parked is volatile and set before the last look at the ring, so either the
   *           worker sees the record or the producer sees the worker parked. Producers never wake it
   *           otherwise: a consumer that runs right behind its producers takes their cache lines.
   * Draining: collect, copy, release and everything that touches the plan happens under drainLock,
   *           which is never held during an export. Whoever closes takes it to become the consumer
   *           when the worker does not come back in time.
   * Losses:   offered = ring accepted + dropped at the door; accepted = collected + pending in the
   *           ring; every collected batch becomes a Request, whose outcome is counted once.
   * Throwable: whatever the loop meets is counted, costs at most the batch in hand, and the loop goes
   *           on after a pause. An interrupt of the worker is cleared: nobody but close ends it.
   */
  private static final long RETRY_PAUSE_NANOS = 1_000_000;
  private static final long ERROR_PAUSE_NANOS = 100_000_000;

  private final BatchPolicy policy;
  private final RequestFrame frame;
  private final ScopeTable scopes;
  private final DeliveryCounters counters = new DeliveryCounters();
  private final ThrottledLogger logger = new ThrottledLogger(BatchWorker.class);
  private final ByteRing ring;
  private final RecordPlan plan;
  private final Dispatcher dispatcher;
  private final Runnable housekeeping;
  private final Thread thread;
  private final ReentrantLock drainLock = new ReentrantLock();
  private final ConcurrentLinkedQueue<CompletableFuture<Boolean>> flushes =
      new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Void> terminated = new CompletableFuture<>();

  private volatile boolean parked;
  private volatile boolean closing;
  private volatile boolean abandoned;
  private volatile long closeDeadlineNanos;

  private long lastExportNanos;
  private long dueNanos;
  private long loggedDrops;

  /**
   * Starts the worker.
   *
   * @param frame what stands around the records
   * @param scopes the scopes that records refer to
   * @param housekeeping run now and then on the worker's thread, cheap
   */
  public BatchWorker(
      BatchPolicy policy,
      RequestFrame frame,
      ScopeTable scopes,
      Exporter exporter,
      Runnable housekeeping) {
    this.policy = policy;
    this.frame = frame;
    this.scopes = scopes;
    this.housekeeping = housekeeping;
    long wakeBytes = Math.min(policy.maxQueueBytes / 2, policy.maxBatchBytes);
    ring =
        new ByteRing(
            policy.maxQueueBytes, policy.maxQueueItems, policy.stripes, wakeBytes, this::wake);
    plan = ring.newPlan();
    dispatcher = new Dispatcher(exporter, counters, policy);
    thread = Workers.newThread(this::run, "ringlet-" + policy.signal.key() + "-batch");
    thread.start();
  }

  @Override
  public void offer(byte[] data, int from, int length, int scope) {
    int result = ring.offer(data, from, length, scope);
    if (result != ByteRing.ACCEPTED) {
      counters.drop(refusal(result), 1);
    }
  }

  private static DropCause refusal(int result) {
    switch (result) {
      case ByteRing.CLOSED:
        return DropCause.AFTER_CLOSE;
      case ByteRing.TOO_LARGE:
        return DropCause.TOO_LARGE;
      default:
        return DropCause.QUEUE_FULL;
    }
  }

  private void wake() {
    if (parked) {
      parked = false;
      LockSupport.unpark(thread);
    }
  }

  private void run() {
    lastExportNanos = System.nanoTime() - policy.lingerNanos;
    dueNanos = System.nanoTime() + policy.scheduleDelayNanos;
    boolean running = true;
    while (running) {
      try {
        running = step();
      } catch (Throwable t) {
        logger.log(Level.WARNING, "worker", () -> "The batch worker met " + t + " and goes on");
        LockSupport.parkNanos(ERROR_PAUSE_NANOS);
      }
    }
    terminated.complete(null);
  }

  /** One turn; false when there will be no other. */
  private boolean step() {
    Thread.interrupted();
    if (closing) {
      return finish();
    }
    if (!flushes.isEmpty()) {
      flushNow();
      return true;
    }
    long now = System.nanoTime();
    boolean due = now - dueNanos >= 0;
    boolean enough = ring.pendingRecords() >= policy.wakeItems || ring.underPressure();
    if (due || (enough && (ring.underPressure() || now - lastExportNanos >= policy.lingerNanos))) {
      drain(due);
      housekeeping.run();
      logDrops();
    } else {
      sleep(enough ? lastExportNanos + policy.lingerNanos - now : dueNanos - now, !enough);
    }
    return true;
  }

  /** Sends batches while they are full, and what is left over too if {@code all}. */
  private void drain(boolean all) {
    long pending = ring.pendingRecords();
    long sent = 0;
    boolean more = pending > 0;
    while (more && !closing) {
      int items = sendOne();
      sent += items;
      long left = ring.pendingRecords();
      more =
          items > 0
              && (left >= policy.wakeItems || ring.underPressure() || (all && sent < pending));
    }
    lastExportNanos = System.nanoTime();
    if (sent > 0 || all) {
      dueNanos = lastExportNanos + policy.scheduleDelayNanos;
    }
    if (sent == 0 && pending > 0) {
      LockSupport.parkNanos(RETRY_PAUSE_NANOS); // a producer is about to publish
    }
  }

  /** Sends one batch and returns how many records it had. */
  private int sendOne() {
    Request request = dispatcher.take();
    if (request == null) {
      return 0;
    }
    int items = fill(request);
    if (items > 0) {
      dispatcher.send(request);
    } else {
      dispatcher.putBack(request);
    }
    return Math.abs(items);
  }

  /** Fills a request; the number of records, negative if they were lost instead. */
  private int fill(Request request) {
    drainLock.lock();
    try {
      if (abandoned) {
        return 0;
      }
      plan.begin(policy.maxBatchItems, policy.maxBatchBytes);
      ring.collect(plan);
      int items = plan.items();
      if (items == 0) {
        return 0;
      }
      try {
        frame.write(plan, request);
        return items;
      } catch (Throwable t) {
        counters.drop(DropCause.INTERNAL_ERROR, items);
        return -items;
      } finally {
        ring.release(plan);
      }
    } finally {
      drainLock.unlock();
    }
  }

  private void sleep(long nanos, boolean armed) {
    parked = true;
    boolean reached = armed && arm();
    if (!reached && !ring.underPressure() && flushes.isEmpty() && !closing && nanos > 0) {
      LockSupport.parkNanos(this, nanos);
    }
    parked = false;
    if (armed) {
      ring.disarmWakeUp();
    }
  }

  /** Asks the ring to wake the worker when a batch is complete; true if that is already so. */
  private boolean arm() {
    long pending = ring.pendingRecords();
    int missing = (int) Math.max(1, policy.wakeItems - pending);
    // All stripes may fill alike, so each gets its share; but once there is a part of the batch,
    // the
    // rest may come through one stripe alone, and more wake-ups than two a batch cost too much.
    int share = pending == 0 ? (missing + ring.stripes() - 1) / ring.stripes() : missing;
    return ring.armWakeUp(share);
  }

  private void flushNow() {
    List<CompletableFuture<Boolean>> waiting = new ArrayList<>();
    for (CompletableFuture<Boolean> one; (one = flushes.poll()) != null; ) {
      waiting.add(one);
    }
    boolean arrived = false;
    try {
      arrived = sendAll(System.nanoTime() + policy.exportTimeoutNanos);
    } finally {
      for (CompletableFuture<Boolean> one : waiting) {
        one.complete(arrived);
      }
    }
  }

  /** Sends everything accepted before now and waits for the outcome. */
  private boolean sendAll(long deadlineNanos) {
    long failures = dispatcher.failures();
    long lost = counters.dropped(DropCause.INTERNAL_ERROR);
    long target = ring.acceptedRecords();
    while (ring.releasedRecords() < target && deadlineNanos - System.nanoTime() > 0) {
      if (sendOne() == 0) {
        LockSupport.parkNanos(RETRY_PAUSE_NANOS);
        Thread.interrupted();
      }
    }
    lastExportNanos = System.nanoTime();
    dueNanos = lastExportNanos + policy.scheduleDelayNanos;
    return dispatcher.awaitIdle(deadlineNanos)
        && ring.releasedRecords() >= target
        && dispatcher.failures() == failures
        && counters.dropped(DropCause.INTERNAL_ERROR) == lost;
  }

  /** Sends what is left, closes the exporter and ends the loop. */
  private boolean finish() {
    long deadline = closeDeadlineNanos;
    try {
      sendAll(deadline);
    } finally {
      giveUpRest();
      closeExporter();
      dispatcher.shutdown();
      for (CompletableFuture<Boolean> one; (one = flushes.poll()) != null; ) {
        one.complete(false);
      }
    }
    return false;
  }

  private void closeExporter() {
    try {
      dispatcher.exporter().close();
    } catch (Throwable t) {
      logger.log(Level.WARNING, "close", () -> "An exporter failed to close: " + t);
    }
  }

  /** Counts what is still in the ring or under way as lost; later results change nothing. */
  private void giveUpRest() {
    drainLock.lock();
    try {
      if (!abandoned) {
        abandoned = true;
        counters.drop(DropCause.SHUTDOWN, ring.pendingRecords());
      }
      dispatcher.abandon();
    } finally {
      drainLock.unlock();
    }
  }

  private void logDrops() {
    long full = counters.dropped(DropCause.QUEUE_FULL);
    long news = full - loggedDrops;
    if (news > 0) {
      loggedDrops = full;
      logger.log(
          Level.WARNING,
          "full",
          () -> "Dropped " + news + " " + policy.signal.item() + " records: the queue was full");
    }
  }

  @Override
  public boolean flush(long timeoutNanos) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    flushes.add(done);
    LockSupport.unpark(thread);
    if (terminated.isDone() && flushes.remove(done)) {
      return ring.acceptedRecords() == counters.exported();
    }
    try {
      return done.get(timeoutNanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    }
  }

  @Override
  public void close(long timeoutNanos) {
    synchronized (terminated) {
      if (!closing) {
        closeDeadlineNanos = System.nanoTime() + timeoutNanos;
        dispatcher.closeBy(closeDeadlineNanos);
        ring.close();
        closing = true;
      }
    }
    LockSupport.unpark(thread);
    if (Thread.currentThread() == thread) {
      return; // from inside an export; the loop ends when it returns
    }
    if (!awaitEnd()) {
      giveUpNow();
    }
  }

  /** Waits for the worker to end, whatever interrupts come; false at the deadline. */
  private boolean awaitEnd() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          long left = closeDeadlineNanos - System.nanoTime();
          terminated.get(Math.max(left, 0), TimeUnit.NANOSECONDS);
          return true;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (TimeoutException | ExecutionException e) {
          return false;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void giveUpNow() {
    giveUpRest();
    // The exporter may be a user's and stuck; its close gets a thread of its own.
    Workers.newThread(this::closeExporter, "ringlet-" + policy.signal.key() + "-close").start();
    LockSupport.unpark(thread);
  }

  @Override
  public int maxRecordBytes() {
    return ring.maxRecordBytes();
  }

  @Override
  public ScopeTable scopes() {
    return scopes;
  }

  @Override
  public long accepted() {
    return ring.acceptedRecords();
  }

  @Override
  public long pending() {
    return abandoned ? 0 : ring.pendingRecords() + dispatcher.openItems();
  }

  @Override
  public DeliveryCounters counters() {
    return counters;
  }
}
