// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.Exporter;
import dev.ringlet.internal.delivery.Delivery;
import dev.ringlet.internal.delivery.DeliveryCounters;
import dev.ringlet.internal.delivery.RequestSender;
import dev.ringlet.internal.request.RequestFrame;
import dev.ringlet.internal.request.ScopeTable;
import dev.ringlet.internal.ring.ByteRing;
import dev.ringlet.internal.threads.Workers;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes records from a ring and sends them in batches: one engine for all signals.
 *
 * <p>A batch goes out when enough records or bytes are waiting, when the schedule delay has passed,
 * and on flush and close.
 */
public final class BatchWorker implements RecordSink, Delivery {
  /*
   * Parties:  any thread offers, flushes, closes; one thread runs the WorkerLoop, which is the ring's
   *           consumer through the RequestFiller; the Dispatcher's threads send.
   * Losses:   offered = ring accepted + dropped at the door; accepted = collected + pending in the
   *           ring; every collected batch becomes a Request, whose outcome is counted once.
   * Closing:  the ring is shut first, so that what is pending can only shrink, then the dispatcher
   *           gets the deadline. The worker sends what is left and closes the exporter. If it is not
   *           back by the deadline, the closing thread becomes the consumer under the filler's lock,
   *           counts what is in the ring and under way as lost, and has the exporter closed on a
   *           thread of its own, which as a rule brings the worker back. The first of the two to
   *           settle a record counts it.
   */
  private final RequestSender sender;
  private final ScopeTable scopes;
  private final DeliveryCounters counters;
  final ByteRing ring;
  private final RequestFiller filler;
  private final Dispatcher dispatcher;
  private final FlushGate gate = new FlushGate();
  private final WorkerLoop loop;
  private final Thread thread;
  private final String closerName;
  private final String flusherName;
  private final CountDownLatch over = new CountDownLatch(1);

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
    sender = new RequestSender(policy.signal, exporter, policy.exportTimeoutNanos);
    counters = sender.counters();
    this.scopes = scopes;
    closerName = "ringlet-" + policy.signal.key() + "-close";
    flusherName = "ringlet-" + policy.signal.key() + "-flush";
    ring =
        new ByteRing(
            policy.maxQueueBytes,
            policy.maxQueueItems,
            policy.stripes,
            policy.wakeBytes(),
            this::wake);
    filler = new RequestFiller(ring, frame, counters, policy);
    dispatcher = new Dispatcher(sender, policy);
    loop = new WorkerLoop(policy, filler, dispatcher, gate, sender, housekeeping);
    thread = Workers.newThread(this::run, "ringlet-" + policy.signal.key() + "-batch");
    thread.start();
  }

  private void run() {
    boolean arrived = false;
    try {
      loop.run();
      long failures = dispatcher.failures();
      arrived =
          loop.sendRest()
              && dispatcher.awaitIdle()
              && sender.flushExporter(sender.nanosToClose())
              && dispatcher.failures() == failures;
    } catch (Throwable t) {
      loop.logError(t);
    } finally {
      endSending(arrived);
      loop.logDrops();
      sender.close();
      over.countDown();
    }
  }

  private void endSending(boolean arrived) {
    filler.giveUp();
    dispatcher.abandon();
    dispatcher.shutdown(arrived);
    gate.end();
  }

  private void wake() {
    loop.wakeIfParked(thread);
  }

  @Override
  public void offer(byte[] data, int from, int length, int scope) {
    int result = ring.offer(data, from, length, scope);
    if (result != ByteRing.ACCEPTED) {
      counters.drop(refusal(result), 1);
    }
  }

  private static DropCause refusal(int result) {
    return switch (result) {
      case ByteRing.CLOSED -> DropCause.AFTER_CLOSE;
      case ByteRing.TOO_LARGE -> DropCause.TOO_LARGE;
      default -> DropCause.QUEUE_FULL;
    };
  }

  /**
   * {@inheritDoc}
   *
   * <p>False if any request failed meanwhile. An interrupt ends the wait, not the sending. On a
   * thread that is inside an export it returns false at once, because the flush would wait for that
   * export. After close it returns whether everything arrived that close had to send.
   */
  @Override
  public boolean flush(long timeoutNanos) {
    if (isInsideExporter()) {
      return false;
    }
    long deadline = Workers.deadlineAfter(timeoutNanos);
    // Before the thread runs: a request under way at the call may fail until then.
    long failures = dispatcher.failures();
    FutureTask<Boolean> flush = new FutureTask<>(() -> flushBy(deadline, failures));
    try {
      // Where the stack of the caller ends within a lock or a queue, that stays broken for good.
      Workers.newThread(flush, flusherName).start();
      return flush.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException | OutOfMemoryError e) {
      return false;
    }
  }

  private boolean flushBy(long deadline, long failures) {
    long number = gate.ask();
    LockSupport.unpark(thread);
    return await(() -> gate.await(number, deadline))
        && await(() -> dispatcher.awaitSent(deadline))
        && dispatcher.failures() == failures
        && await(() -> dispatcher.flushExporter(deadline));
  }

  private interface Wait {
    boolean await() throws InterruptedException;
  }

  /** Waits, whatever interrupts reach a thread of ours. */
  private static boolean await(Wait wait) {
    while (true) {
      try {
        return wait.await();
      } catch (InterruptedException e) {
        // The interrupt is not the caller's; the deadline ends the wait.
      }
    }
  }

  private boolean isInsideExporter() {
    return Thread.currentThread() == thread || sender.isInsideExport();
  }

  /**
   * {@inheritDoc}
   *
   * <p>A later call waits for the first and may only hurry it. On a thread that is inside an export
   * the call returns at once, and a thread of its own sees to the deadline. An interrupt does not
   * shorten the wait.
   */
  @Override
  public void close(long timeoutNanos) {
    ring.close();
    long deadline = Workers.deadlineAfter(timeoutNanos);
    sender.closeBy(deadline);
    dispatcher.closing();
    LockSupport.unpark(thread);
    if (!isInsideExporter()) {
      awaitOver();
    } else if (over.getCount() > 0) {
      closeAsync();
    }
  }

  private void closeAsync() {
    try {
      Workers.newThread(this::awaitOver, closerName).start();
    } catch (OutOfMemoryError e) {
      return; // the worker ends all the same when the exporter returns
    }
  }

  private void awaitOver() {
    if (!Workers.await(over, sender::nanosToClose)) {
      giveUp();
    }
  }

  private void giveUp() {
    endSending(false);
    sender.closeAsync();
    over.countDown();
  }

  @Override
  public void drop(DropCause cause) {
    counters.drop(cause, 1);
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
    return filler.isGivenUp() ? 0 : ring.pendingRecords() + sender.openItems();
  }

  @Override
  public long queueBytes() {
    return ring.usedBytes();
  }

  @Override
  public long mostQueueBytes() {
    return ring.mostUsedBytes();
  }

  @Override
  public RequestSender sender() {
    return sender;
  }
}
