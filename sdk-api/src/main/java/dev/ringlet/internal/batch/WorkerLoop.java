// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import dev.ringlet.export.DropCause;
import dev.ringlet.internal.delivery.DeliveryCounters;
import dev.ringlet.internal.delivery.RequestSender;
import dev.ringlet.internal.log.ThrottledLogger;
import dev.ringlet.internal.ring.ByteRing;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;

/** The loop of a {@link BatchWorker}'s thread: sends batches that are due, otherwise sleeps. */
final class WorkerLoop {
  /*
   * Parties:  one worker thread; any thread wakes it.
   * Sleeping: the worker sets "parked", sets the ring's wake marks, checks all conditions again and
   *           parks. A producer that reaches a mark, or takes memory beyond the wake level, unparks
   *           the worker if it is parked. parked is volatile and is stored before the last check of
   *           the ring, so either the worker observes the record or the producer observes parked.
   *           Producers do not wake the worker otherwise: a consumer that runs close behind its
   *           producers contends for their cache lines.
   * Turns:    a turn sends at most the records that were pending at its begin, so flushes,
   *           housekeeping and the log of drops have their turn under any load. Records that were
   *           due but could not be sent, because one was claimed and not yet published, are owed:
   *           the next turns try again, after pauses that double.
   * Flushing: the first turn that observes a flush stores the number of accepted records of each
   *           stripe. The flush passes when the dispatcher has all of these records. The caller
   *           itself waits for their outcome.
   * Size:     after a turn that has sent or was due, the schedule may change the size of requests,
   *           within what the exporter takes in one piece. The worker then changes the wake level,
   *           too. The level is volatile and is stored before parked, so the argument for sleeping
   *           holds for each level.
   * Start:    the first record wakes the worker, which prepares the exporter (an HTTP client, for
   *           example) while more records arrive. Otherwise a queue of a few MiB overflows during
   *           the first request of a process that records 100,000 a second from its start.
   * Memory:   after each trim interval the worker trims the ring and the requests. While they have
   *           unused memory, the worker wakes for that; otherwise only for records, the delay, flush
   *           and close.
   * Freezing: nanoTime may jump while the process is frozen. After it the worker is unparked, or its
   *           park could last for as long as nanoTime has jumped back.
   * Throwable: a turn that throws is logged and loses at most its current batch; the loop continues
   *           after a pause. Interrupts are cleared: only close ends the thread.
   */
  private static final long MIN_PAUSE_NANOS = 1_000_000;
  private static final long MAX_PAUSE_NANOS = 64_000_000;
  private static final long ERROR_PAUSE_NANOS = 100_000_000;

  private final BatchPolicy policy;
  private final ByteRing ring;
  private final RequestFiller filler;
  private final Dispatcher dispatcher;
  private final FlushGate gate;
  private final RequestSender sender;
  private final DeliveryCounters counters;
  private final Runnable housekeeping;
  private final ThrottledLogger logger = new ThrottledLogger(BatchWorker.class);

  volatile boolean parked;

  // Worker only.
  private final BatchSchedule schedule;
  private final long[] flushMarks;
  private long flushNumber;
  private long passedNumber;
  private long trimDueNanos;
  private boolean prepared;
  private long owed;
  private long pauseNanos = MIN_PAUSE_NANOS;
  private long loggedDrops;
  private int batchBytes;
  private long takenBytes;

  /** Whether requests may have memory to give back. */
  private boolean requestsGrew;

  /**
   * Creates the loop of one worker.
   *
   * @param filler the ring's only consumer
   * @param gate waiting point of the callers of flush
   * @param housekeeping runs after each turn that sends
   */
  WorkerLoop(
      BatchPolicy policy,
      RequestFiller filler,
      Dispatcher dispatcher,
      FlushGate gate,
      RequestSender sender,
      Runnable housekeeping) {
    this.policy = policy;
    this.filler = filler;
    this.dispatcher = dispatcher;
    this.gate = gate;
    this.sender = sender;
    counters = sender.counters();
    this.housekeeping = housekeeping;
    ring = filler.ring();
    schedule = new BatchSchedule(policy);
    batchBytes = schedule.batchBytes();
    flushMarks = new long[ring.stripes()];
  }

  /** Unparks the worker if it is parked, otherwise only reads a field. Any thread. */
  void wakeIfParked(Thread thread) {
    if (parked) {
      parked = false;
      LockSupport.unpark(thread);
    }
  }

  private void startDelays(long now) {
    schedule.restart(now);
    trimDueNanos = now + policy.trimNanos;
  }

  /** Sends batches that are due until the sender is closing. */
  void run() {
    startDelays(System.nanoTime());
    while (!sender.isClosing()) {
      try {
        turn();
      } catch (Throwable t) {
        survive(t);
      }
    }
  }

  private void survive(Throwable t) {
    logError(t);
    LockSupport.parkNanos(this, ERROR_PAUSE_NANOS);
  }

  /** Worker: logs an error that must not end the thread; never throws. */
  void logError(Throwable t) {
    try {
      logger.log(Level.WARNING, "worker", () -> "Batch worker caught " + t + "; continuing", t);
    } catch (Throwable ignored) {
      // No memory for the message.
    }
  }

  private void turn() {
    Thread.interrupted();
    if (!prepared && ring.pendingRecords() > 0) {
      prepared = true;
      sender.prepare();
    }
    boolean flushing = noteFlush();
    long now = System.nanoTime();
    if (schedule.hasJumped(now)) {
      startDelays(now); // nanoTime has jumped back
    }
    boolean due = schedule.isDue(now);
    if (now - trimDueNanos >= 0) {
      trimDueNanos = now + policy.trimNanos; // first: if one of them throws, the next turn sends
      ring.trim();
      requestsGrew = dispatcher.trim();
    }
    if (flushing || due || owed > 0 || isEnough()) {
      send(flushing, due);
      logDrops();
      housekeeping.run();
    } else {
      boolean spare = requestsGrew || ring.allocatedBytes() > ring.usedBytes();
      long dueNanos = schedule.dueNanos();
      sleep((spare && trimDueNanos - dueNanos < 0 ? trimDueNanos : dueNanos) - now);
    }
  }

  private boolean noteFlush() {
    long asked = gate.asked();
    if (flushNumber == passedNumber && asked != passedNumber) {
      ring.markAccepted(flushMarks);
      flushNumber = asked;
      pauseNanos = MIN_PAUSE_NANOS;
    }
    return flushNumber != passedNumber;
  }

  private boolean isEnough() {
    return schedule.isEnough(ring.pendingRecords(), ring.underPressure());
  }

  /**
   * Sends full batches, and all pending records on a flush, after the delay or if some are owed.
   */
  private void send(boolean flushing, boolean due) {
    long pending = ring.pendingRecords();
    boolean all = flushing || due || owed > 0;
    long sent = 0;
    int items = 1;
    while (items > 0 && sent < pending && (all || isEnough()) && !sender.isClosing()) {
      items = sendOne();
      sent += items;
    }
    owed = Math.max(0, (all ? pending : wholeBatches(pending)) - sent);
    if (sent > 0 || due) {
      schedule.taken(takenBytes, System.nanoTime());
      takenBytes = 0;
      int accepted = Math.max(policy.maxBatchBytes, sender.largestRequestBytes());
      changeSize(Math.min(schedule.batchBytes(), accepted));
    }
    if (flushing && ring.isReleased(flushMarks)) {
      passedNumber = flushNumber;
      gate.pass(flushNumber);
    } else if (sent == 0 && pending > 0) {
      pause();
    } else if (!flushing && owed == 0) {
      pauseNanos = MIN_PAUSE_NANOS;
    }
  }

  private void changeSize(int bytes) {
    if (bytes != batchBytes) {
      batchBytes = bytes;
      filler.maxBatchBytes(bytes);
      ring.wakeFrom(policy.wakeBytes(bytes));
    }
  }

  private long wholeBatches(long pending) {
    return pending < policy.maxBatchItems ? pending : pending - pending % policy.maxBatchItems;
  }

  /** Sends one batch and returns the number of records taken from the ring. */
  private int sendOne() {
    Dispatcher.Slot slot = dispatcher.take();
    if (slot == null) {
      return 0;
    }
    int items = fill(slot);
    if (filler.lost() > 0) {
      dispatcher.fail();
    }
    if (items > 0) {
      requestsGrew = true;
      takenBytes += slot.request.length();
      dispatcher.send(slot);
    } else {
      dispatcher.putBack(slot, true);
    }
    return items + filler.lost();
  }

  private int fill(Dispatcher.Slot slot) {
    try {
      return filler.fill(slot.request);
    } catch (Throwable t) {
      dispatcher.putBack(slot, false);
      throw t;
    }
  }

  private void sleep(long nanos) {
    parked = true;
    boolean ready = ring.armWakeUp(prepared ? policy.wakeItems : 1);
    ready |= ring.underPressure() && ring.pendingRecords() > 0;
    ready |= gate.asked() != passedNumber || sender.isClosing();
    if (!ready && nanos > 0) {
      LockSupport.parkNanos(this, nanos);
    }
    parked = false;
    ring.disarmWakeUp();
  }

  /** Waits for a producer to publish a claimed record. */
  private void pause() {
    parked = true;
    LockSupport.parkNanos(this, pauseNanos);
    parked = false;
    pauseNanos = Math.min(2 * pauseNanos, MAX_PAUSE_NANOS);
  }

  /** Worker, when closing: sends the remaining records; returns whether the ring is empty. */
  boolean sendRest() {
    Thread.interrupted();
    pauseNanos = MIN_PAUSE_NANOS;
    while (ring.pendingRecords() > 0 && !filler.isGivenUp() && sender.nanosToClose() > 0) {
      if (sendOne() == 0) {
        pause();
        Thread.interrupted();
      }
    }
    return ring.pendingRecords() == 0;
  }

  /** Worker: logs the number of records dropped for a full queue, if it has changed. */
  void logDrops() {
    long full = counters.dropped(DropCause.QUEUE_FULL);
    if (full > loggedDrops) {
      loggedDrops = full;
      String item = policy.signal.item();
      logger.log(
          Level.WARNING,
          "full",
          () -> "Dropped " + full + " " + item + " records so far: the queue was full");
    }
  }
}
