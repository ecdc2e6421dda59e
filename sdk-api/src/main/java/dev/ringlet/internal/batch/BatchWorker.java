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
 * Takes records from a ring and exports them in batches; used by spans and log records.
 *
 * <p>A batch is sent when enough records or bytes are pending, when the schedule delay has passed,
 * and on flush and close.
 */
public final class BatchWorker implements RecordSink, Delivery {
  /*
   * Parties:  any thread offers, flushes, closes; one worker thread runs the WorkerLoop, which is
   *           the ring's consumer through the RequestFiller; the Dispatcher's threads send.
   * Losses:   offered = accepted by the ring + dropped in offer; accepted = collected + pending in
   *           the ring; each collected batch becomes a Request, whose outcome is counted once.
   * Closing:  close() closes the ring first, so pending records can only decrease, and then sets
   *           the sender's deadline. The worker sends the remaining records and closes the
   *           exporter. If it has not finished by the deadline, the closing thread takes the
   *           filler's lock, which makes it the consumer. It counts the records in the ring and in
   *           requests in progress as lost, and closes the exporter on a new thread; that usually
   *           ends the export in which the worker hangs. The first of the two to settle a request
   *           counts it.
   */
  /** What a record takes as a rule, for the capacity of an empty queue. */
  private static final int ORDINARY_RECORD_BYTES = 512;

  private final BatchPolicy policy;
  private final RequestSender sender;
  private final ScopeTable scopes;
  private final DeliveryCounters counters;
  final ByteRing ring;
  private final RequestFiller filler;
  private final Dispatcher dispatcher;
  private final FlushGate gate = new FlushGate();
  final WorkerLoop loop;
  private final Thread thread;
  private final String flusherName;
  private final CountDownLatch over = new CountDownLatch(1);

  /**
   * Starts the worker.
   *
   * @param frame builds request messages around the records
   * @param scopes scopes of the records
   * @param housekeeping runs on the worker's thread after each turn that sends; must be short
   */
  public BatchWorker(
      BatchPolicy policy,
      RequestFrame frame,
      ScopeTable scopes,
      Exporter exporter,
      Runnable housekeeping) {
    this.policy = policy;
    sender = new RequestSender(policy.signal, exporter, policy.exportTimeoutNanos);
    counters = sender.counters();
    this.scopes = scopes;
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
    boolean sent = false;
    try {
      loop.run();
      sent =
          loop.sendRest() && dispatcher.awaitIdle() && sender.flushExporter(sender.nanosToClose());
    } catch (Throwable t) {
      loop.logError(t);
    } finally {
      try {
        endSending(sent);
        loop.logDrops();
        sender.close();
      } finally {
        over.countDown();
      }
    }
  }

  private void endSending(boolean sent) {
    filler.giveUp();
    dispatcher.abandon();
    dispatcher.shutdown(sent);
    gate.end();
  }

  @Override
  public void resume() {
    sender.resume();
    LockSupport.unpark(thread);
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
   * <p>Returns false if any request failed meanwhile. An interrupt ends the wait but not the
   * sending, and the result is false. On a thread that is inside an export, the method returns
   * false at once, because the flush would wait for that export. After close it returns whether all
   * records arrived that close had to send.
   */
  @Override
  public boolean flush(long timeoutNanos) {
    if (isInsideExporter()) {
      return false;
    }
    long deadline = Workers.deadlineAfter(timeoutNanos);
    // Read before the new thread runs: a request in progress at the call may fail until then.
    long failures = dispatcher.failures();
    FutureTask<Boolean> flush = new FutureTask<>(() -> flushBy(deadline, failures));
    try {
      // On a new thread: a stack overflow of the caller inside a lock would break the lock.
      return Workers.start(flush, flusherName)
          && flush.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
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

  /** Waits on a thread of the SDK and ignores interrupts. */
  private static boolean await(Wait wait) {
    while (true) {
      try {
        return wait.await();
      } catch (InterruptedException e) {
        // Not the caller's thread; the deadline ends the wait.
      }
    }
  }

  private boolean isInsideExporter() {
    return Thread.currentThread() == thread || sender.isInsideExport();
  }

  /**
   * {@inheritDoc}
   *
   * <p>A later call waits for the first one and can only shorten its deadline. On a thread that is
   * inside an export, the call returns at once, and a new thread enforces the deadline. An
   * interrupt does not shorten the wait.
   */
  @Override
  public void close(long timeoutNanos) {
    dispatcher.beforeClose();
    ring.close();
    long deadline = Workers.deadlineAfter(timeoutNanos);
    sender.closeBy(deadline);
    dispatcher.closing();
    LockSupport.unpark(thread);
    if (!isInsideExporter()) {
      awaitOver();
    } else if (over.getCount() > 0) {
      Workers.start(this::awaitOver, sender.closerName()); // else the worker ends with the export
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
  public long queueCapacity() {
    if (policy.maxQueueItems > 0) {
      return policy.maxQueueItems;
    }
    long records = ring.pendingRecords();
    long bytes = ring.usedBytes();
    return records == 0 || bytes == 0
        ? policy.maxQueueBytes / ORDINARY_RECORD_BYTES
        : (long) ((double) records * policy.maxQueueBytes / bytes);
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
