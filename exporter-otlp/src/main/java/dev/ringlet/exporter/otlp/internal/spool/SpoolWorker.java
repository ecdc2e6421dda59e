// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.log.ThrottledLogger;
import dev.ringlet.internal.threads.Workers;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.logging.Level;

/** The single thread that uses the spool's files, and the jobs handed to it. Thread-safe. */
final class SpoolWorker {
  /*
   * Parties:   any thread submits jobs and waits for them; one thread runs them, one at a time,
   *            and does what is due in between. Only that thread uses the store.
   * Interrupt: an interrupt of the worker is cleared before each job. Waiting threads keep theirs.
   * Hanging:   a disk may hang permanently. A waiting thread gives up at its deadline and marks its
   *            job; a job that completes later is undone. While a job takes longer than two seconds
   *            the spool is unavailable and accepts no more records. The outcome of a request that
   *            was taken waits for room in the queue of jobs, or else it stays in flight.
   * Throwable: a job that throws is logged, and the next one runs. If waiting for a job throws,
   *            because no memory is left, the thread pauses.
   * No store:  without a usable directory there is none; opening is tried again every 30 s. While
   *            the spool is released there is none either, and no file is open.
   */
  private static final long MILLI = 1_000_000L;
  private static final long SECOND = 1_000 * MILLI;
  private static final long IDLE_NANOS = SECOND;
  private static final long HANGING_NANOS = 2 * SECOND;
  private static final long ERROR_PAUSE_NANOS = 100 * MILLI;
  private static final int MAX_JOBS = 256;

  private final SpoolSettings settings;
  private final SpoolFiles.Opener opener;
  private final SpoolClock clock;
  private final SpoolBooks books;
  private final LongSupplier nonces;
  private final ThrottledLogger logger;
  private final LinkedBlockingQueue<Runnable> jobs = new LinkedBlockingQueue<>(MAX_JOBS);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean stopping;
  private volatile boolean available;
  private volatile long busySince;
  private volatile long bytes;
  private volatile boolean unsynced; // true before a record counts as stored
  private volatile boolean released; // written by the worker only

  // Used by the worker only.
  private final Runnable beforeJob = this::beforeJob; // made once: a turn needs no memory
  private final Runnable afterJob = this::afterJob;
  private final Runnable closeStore = this::closeStore;
  private final Set<Recipient> recipients = new HashSet<>();
  private SpoolStore store;
  private long openAt;
  private Map<Long, Segment> known = Map.of();

  SpoolWorker(
      SpoolSettings settings,
      SpoolFiles.Opener opener,
      SpoolClock clock,
      SpoolBooks books,
      LongSupplier nonces,
      ThrottledLogger logger) {
    this.settings = settings;
    this.opener = opener;
    this.clock = clock;
    this.books = books;
    this.nonces = nonces;
    this.logger = logger;
    openAt = clock.nanoTime();
    thread = Workers.newThread(this::run, "ringlet-spool");
    thread.start();
  }

  private void run() {
    try {
      while (!stopping || !jobs.isEmpty()) {
        try {
          turn();
        } catch (Throwable t) {
          busySince = 0;
          LockSupport.parkNanos(this, ERROR_PAUSE_NANOS);
        }
      }
      guard(closeStore);
    } finally {
      available = false;
      ended.countDown();
    }
  }

  private void turn() {
    Thread.interrupted();
    Runnable job = null;
    try {
      job = jobs.poll(waitNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      // this thread is the spool's own; an interrupt has no meaning
    }
    busySince = System.nanoTime() | 1;
    guard(beforeJob);
    if (job != null) {
      guard(job);
    }
    guard(afterJob);
    busySince = 0;
  }

  /** Short while records wait to be synced. */
  private long waitNanos() {
    long interval = Math.max(MILLI, settings.syncIntervalNanos() / 4);
    return store != null && store.isDirty() ? Math.min(interval, 100 * MILLI) : IDLE_NANOS;
  }

  /** Runs a task and logs what it throws; never throws itself. */
  private void guard(Runnable task) {
    try {
      task.run();
    } catch (Throwable t) {
      logError(t);
    }
  }

  private void logError(Throwable t) {
    try {
      logger.log(Level.WARNING, "thread", () -> "Spool worker caught " + t + "; continuing", t);
    } catch (Throwable ignored) {
      // No memory for the message.
    }
  }

  private void beforeJob() {
    Thread.interrupted();
    if (store == null && !released && clock.nanoTime() - openAt >= 0) {
      openAt = clock.nanoTime() + SpoolStore.PROBE_NANOS;
      openStore();
    }
  }

  private void openStore() {
    SpoolFiles files = null;
    try {
      files = opener.open();
      SpoolStore opened = new SpoolStore(files, settings, clock, books, nonces, logger);
      opened.recover(known);
      recipients.forEach(opened.reader()::register);
      store = opened;
      known = Map.of();
      available = store.isAvailable();
    } catch (IOException | RuntimeException e) {
      logger.log(
          Level.WARNING,
          "open",
          () ->
              "Cannot use spool directory "
                  + settings.directory()
                  + " ("
                  + e
                  + "); undeliverable requests are dropped until it can be used");
    } finally {
      if (store == null && files != null) {
        files.close(); // also after an Error: while locked, it could not be opened again
      }
    }
  }

  private void afterJob() {
    if (store != null) {
      store.tick();
      if (unsynced && !store.isDirty()) {
        unsynced = !store.isSynced();
      }
      if (store.isDead()) {
        unsynced = false; // its records are counted as lost
        store = null;
        openAt = clock.nanoTime();
      }
    }
    bytes = store == null ? 0 : store.bytes();
    available = store != null && store.isAvailable();
  }

  private void closeStore() {
    if (store != null) {
      available = false;
      store.close();
      unsynced = !store.isSynced();
      store = null;
    }
  }

  /** Closes all files and unlocks the directory until {@link #reopen}; false if not in time. */
  boolean release(long deadlineNanos) {
    return run(
        () -> {
          released = true;
          known = store == null ? known : store.counted();
          closeStore();
        },
        deadlineNanos);
  }

  /** Opens the directory again after {@link #release}. */
  void reopen(long deadlineNanos) {
    if (!stopping) {
      run(this::openReleased, deadlineNanos);
    }
  }

  private void openReleased() {
    if (released) {
      openAt = clock.nanoTime() + SpoolStore.PROBE_NANOS;
      try {
        openStore();
      } finally {
        released = false;
      }
    }
  }

  /** Whether {@link #reopen} is needed, or is not over, before requests can be stored. */
  boolean isReleased() {
    return released && !stopping;
  }

  /** Runs a job that needs no store; false if it does not end by the deadline. */
  private boolean run(Runnable job, long deadlineNanos) {
    CountDownLatch done = new CountDownLatch(1);
    Runnable task =
        () -> {
          job.run();
          done.countDown();
        };
    return submit(task) && await(done, deadlineNanos);
  }

  /** Whether requests can be stored now. */
  boolean isAvailable() {
    return available && !isHanging() && !stopping;
  }

  private boolean isHanging() {
    long since = busySince;
    return since != 0 && System.nanoTime() - since > HANGING_NANOS;
  }

  /** Whether a stored record waits that a power cut may lose. */
  boolean hasUnsynced() {
    return unsynced;
  }

  /** Bytes on disk. */
  long bytes() {
    return bytes;
  }

  /** Allows the sending of requests that were stored for this exporter. */
  void register(Recipient recipient) {
    submit(
        () -> {
          recipients.add(recipient);
          if (store != null) {
            store.reader().register(recipient);
          }
        });
  }

  /** Runs a job later; returns false if too many wait. */
  private boolean submit(Runnable job) {
    return jobs.offer(job);
  }

  /** Runs a job of the drain later; waits while too many wait, as long as the worker lives. */
  private void submitSurely(Runnable job) {
    boolean submitted = false;
    while (!submitted && ended.getCount() > 0) {
      try {
        submitted = jobs.offer(job, IDLE_NANOS, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        // the drain's thread is the spool's own; an interrupt has no meaning
      }
    }
  }

  /** Runs a job that needs the store and waits for its result; null without one, or too late. */
  <T> T call(Function<SpoolStore, T> job, long deadlineNanos) {
    AtomicReference<T> result = new AtomicReference<>();
    CountDownLatch done = new CountDownLatch(1);
    Runnable task =
        () -> {
          try {
            if (store != null) {
              result.set(job.apply(store));
            }
          } finally {
            done.countDown();
          }
        };
    if (!jobs.offer(task)) {
      return null;
    }
    await(done, deadlineNanos);
    return result.get();
  }

  /** Takes the oldest request of an exporter to send it. */
  OldestRequest takeOldest(Recipient recipient, long deadlineNanos) {
    Handover<OldestRequest> handover = new Handover<>();
    call(
        opened -> {
          if (!handover.isDecided()) {
            OldestRequest oldest = opened.takeOldest(recipient);
            StoredRequest next = oldest.request();
            if (!handover.hand(oldest) && next != null) {
              opened.reader().putBack(next); // the caller has given up
              opened.reader().markIdle(recipient.signal());
            }
          }
          return null;
        },
        deadlineNanos);
    return handover.take(OldestRequest.UNKNOWN);
  }

  /** Ends the sending of a request with its final result; waits for room in the queue of jobs. */
  void finishSending(StoredRequest request, ExportResult result) {
    submitSurely(
        () -> {
          if (request.segment.gone) {
            books.sent(request.segment, result, request.items());
          } else if (holds(request.segment)) {
            store.reader().finishSending(request, result);
          }
        });
  }

  /** Ends the sending of a request that is to be sent again; waits for room as well. */
  void putBack(StoredRequest request) {
    submitSurely(
        () -> {
          Segment segment = request.segment;
          if (segment.gone) {
            books.lost(segment, segment.goneFor, request.items());
          } else if (holds(segment)) {
            store.reader().putBack(request);
            store.reader().markIdle(segment.signal());
          }
        });
  }

  /** False if the files were released since the segment was read: its records are sent again. */
  private boolean holds(Segment segment) {
    return store != null && store.table().holds(segment);
  }

  /** Notes that no request of a signal is being sent. */
  void markIdle(Signal signal) {
    submit(
        () -> {
          if (store != null) {
            store.reader().markIdle(signal);
          }
        });
  }

  /** Stores a record; {@link StoreOutcome#FAILED} if that cannot be done in time. */
  StoreOutcome append(Recipient recipient, byte[] record, long deadlineNanos) {
    Handover<StoreOutcome> handover = new Handover<>();
    CountDownLatch done = new CountDownLatch(1);
    Runnable task =
        () -> {
          try {
            if (store != null && !handover.isDecided()) {
              StoreOutcome appended = store.append(recipient, record);
              if (appended == StoreOutcome.STORED) {
                unsynced = true;
              }
              if (!handover.hand(appended) && appended == StoreOutcome.STORED) {
                store.undoLast();
              }
            }
          } finally {
            done.countDown();
          }
        };
    if (isAvailable() && jobs.offer(task)) {
      await(done, deadlineNanos);
    }
    return handover.take(StoreOutcome.FAILED);
  }

  private static boolean await(CountDownLatch latch, long deadlineNanos) {
    return Workers.await(latch, () -> deadlineNanos - System.nanoTime());
  }

  /** Runs the waiting jobs, syncs everything and unlocks the directory. */
  void close(long deadlineNanos) {
    stopping = true;
    submit(() -> {}); // wakes it
    await(ended, deadlineNanos);
  }
}
