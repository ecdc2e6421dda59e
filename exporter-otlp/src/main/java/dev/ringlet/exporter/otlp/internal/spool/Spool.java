// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import dev.ringlet.export.Signal;
import dev.ringlet.internal.delivery.DeliveryCounters;
import dev.ringlet.internal.ids.Entropy;
import dev.ringlet.internal.ids.Ids;
import dev.ringlet.internal.log.ThrottledLogger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Stores undelivered requests of all exporters on disk and sends them later. Thread-safe; methods
 * do not throw.
 *
 * <p>Each exporter has its own part. The spool closes with the last part.
 */
public final class Spool {
  private static final long SECOND = 1_000_000_000L;
  private static final long START_NANOS = 2 * SECOND;
  private static final long END_NANOS = 2 * SECOND;

  private final SpoolSettings settings;
  private final SpoolBooks books = new SpoolBooks();
  private final SpoolWorker worker;
  private final SpoolDrain drain;
  private final List<SignalSpool> parts = new ArrayList<>();
  private final Set<SignalSpool> suspended = new HashSet<>(); // guarded by parts
  private boolean ended;

  /** Opens the directory of the settings; if that fails, tries again every 30 seconds. */
  public Spool(SpoolSettings settings) {
    this(
        settings,
        () -> DirectoryLock.open(settings.directory()),
        SpoolClock.system(),
        () -> Entropy.longs(1)[0],
        Ids::randomFraction);
  }

  Spool(
      SpoolSettings settings,
      SpoolFiles.Opener opener,
      SpoolClock clock,
      LongSupplier nonces,
      DoubleSupplier random) {
    this.settings = settings;
    ThrottledLogger logger = new ThrottledLogger(Spool.class);
    worker = new SpoolWorker(settings, opener, clock, books, nonces, logger);
    drain = new SpoolDrain(worker, settings.drainBytesPerSecond(), random);
    worker.call(store -> true, System.nanoTime() + START_NANOS); // usually it is open by then
  }

  /**
   * Adds an exporter. Several may have the same signal, and even the same address: the order in
   * which they are added tells these apart, also in the next process.
   *
   * @param label the address that its requests are for
   * @param outlet sends stored requests
   * @param timeoutNanos the longest time of one attempt
   */
  public SignalSpool register(Signal signal, String label, Outlet outlet, long timeoutNanos) {
    SignalSpool part;
    synchronized (parts) {
      Recipient recipient = newRecipient(signal, label);
      SpoolDrain.Queue queue = new SpoolDrain.Queue(recipient, outlet, timeoutNanos);
      part = new SignalSpool(this, recipient, queue);
      parts.add(part);
    }
    worker.register(part.recipient());
    drain.add(part.queue());
    return part;
  }

  private Recipient newRecipient(Signal signal, String label) {
    Recipient recipient = new Recipient(signal, SpoolClock.hash(label));
    for (int number = 2; isTaken(recipient); number++) {
      recipient = new Recipient(signal, SpoolClock.hash(label + ' ' + number));
    }
    return recipient;
  }

  private boolean isTaken(Recipient recipient) {
    for (SignalSpool part : parts) {
      if (part.recipient().equals(recipient)) {
        return true;
      }
    }
    return false;
  }

  void reportTo(Recipient recipient, DeliveryCounters counters) {
    books.reportTo(recipient, counters);
  }

  SpoolWorker worker() {
    return worker;
  }

  SpoolDrain drain() {
    return drain;
  }

  /** Suspends a part, and with the last one the files. */
  boolean suspend(SignalSpool part, long deadlineNanos) {
    if (!drain.pause(part.queue(), deadlineNanos)) {
      return false;
    }
    boolean all;
    synchronized (parts) {
      suspended.add(part);
      all = suspended.containsAll(parts);
    }
    return !all || release(deadlineNanos);
  }

  private boolean release(long deadlineNanos) {
    boolean released = worker.release(deadlineNanos);
    boolean all;
    synchronized (parts) {
      all = suspended.containsAll(parts);
    }
    if (!all) {
      worker.reopen(deadlineNanos); // a part was resumed meanwhile, maybe before the release
    }
    return released && all;
  }

  /** Ends the suspension of a part, and of the files. */
  void resume(SignalSpool part) {
    synchronized (parts) {
      if (!suspended.remove(part)) {
        return;
      }
    }
    worker.reopen(System.nanoTime() + START_NANOS);
    drain.resume(part.queue());
  }

  /** Resumes a part if the files are released; returns whether requests can be stored now. */
  boolean reopen(SignalSpool part, long deadlineNanos) {
    if (worker.isReleased()) {
      resume(part);
      worker.reopen(deadlineNanos); // or waits for another thread that resumes the part
    }
    return isAvailable();
  }

  /** Ends the part of a signal, and with the last one the spool. */
  void close(SignalSpool part) {
    long deadline = System.nanoTime() + END_NANOS;
    drain.remove(part.queue(), deadline);
    boolean last;
    synchronized (parts) {
      last = parts.remove(part) && parts.isEmpty() && !ended;
      ended |= last;
    }
    if (last) {
      drain.close();
      worker.close(deadline);
    }
  }

  /** Whether the last part was closed. */
  public boolean hasEnded() {
    synchronized (parts) {
      return ended;
    }
  }

  /** Whether requests can be stored now. */
  public boolean isAvailable() {
    return worker.isAvailable();
  }

  /** Bytes on disk. */
  public long bytes() {
    return worker.bytes();
  }

  /** The largest request that can be stored, in bytes. */
  int maxRequestBytes() {
    return (int) settings.maxRecordBytes() - SegmentFormat.RECORD_OVERHEAD;
  }

  /** The most bytes that it may take. */
  public long maxBytes() {
    return settings.maxBytes();
  }

  /**
   * The counters of requests that earlier processes left for a signal, as far as they have been
   * read; items counted as spooled are still on disk.
   */
  public DeliveryCounters inherited(Signal signal) {
    return books.inherited(signal);
  }
}
