// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.common.Resource;
import dev.ringlet.config.Config;
import dev.ringlet.export.DropCause;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.bytes.ProtoWriter;
import dev.ringlet.internal.delivery.Delivery;
import dev.ringlet.internal.delivery.DeliveryCounters;
import dev.ringlet.internal.delivery.WholeRequests;
import dev.ringlet.internal.log.ThrottledLogger;
import dev.ringlet.internal.record.RecordPool;
import dev.ringlet.internal.request.Envelopes;
import dev.ringlet.internal.threads.Workers;
import dev.ringlet.internal.time.EpochNanos;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;

/**
 * Profiles the process it lives in: where processor time goes, who allocates, which locks are
 * waited for, what keeps threads from running and which exceptions are thrown. It listens to JDK
 * Flight Recorder, without an agent, native code or a flag, and sends one {@code
 * ExportProfilesServiceRequest} a period with everything in it.
 *
 * <p>Starting returns at once; the recorder is started on a thread of its own, which takes it up to
 * a second. If that fails there is a warning in the log, and nothing else happens. Memory for
 * samples is bounded by {@code ringlet.profiles.max.request.bytes}: a request is sent early when it
 * is that large; while the one before is under way for more than a moment, samples are dropped and
 * counted.
 *
 * <p>Any thread may call any method at any time; none throws after the start.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/profiles/">Specification: Profiles</a>
 */
@SuppressWarnings("exports") // Delivery is for the front door
public final class RingletProfiler implements Delivery, AutoCloseable {
  private static final InstrumentationScope SCOPE =
      InstrumentationScope.create("dev.ringlet.profiles");

  /** How long a full batch waits for the one under way; events wait in the recorder's files. */
  private static final long ROOM_TIMEOUT_NANOS = 1_000_000_000L;

  private static final long CLOSE_TIMEOUT_NANOS = 10_000_000_000L;

  private final ThrottledLogger logger = new ThrottledLogger(RingletProfiler.class);
  private final ProfileSettings settings;
  private final WholeRequests requests;
  private final ProfileSender sender;
  private final ProfileBatch batch;
  private final EventIntake intake;
  private final SpanLinks links;
  private final byte[] resource;
  private final byte[] resourceSchema;
  private final byte[] scope;
  private final Thread reader = Workers.newThread(this::read, "ringlet-profiles-stream");
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Object lock = new Object();

  // Guarded by lock.
  private JfrStream stream;
  private boolean closed;
  private long readUntilNanos = System.nanoTime();
  private long wantedUntilNanos;
  private boolean taken = true;

  // Only on the reading thread, and after its end on the one that closes.
  private long anchoredNanos = System.nanoTime();
  private boolean waitedForRoom;
  private RecorderDisk disk;
  private boolean diskWasLow;
  private long windowStartNanos = EpochNanos.of(java.time.Instant.now());

  private RingletProfiler(Config config, Resource resource, Exporter exporter) {
    settings = ProfileSettings.fromConfig(config);
    requests = new WholeRequests(Signal.PROFILES, exporter);
    sender = new ProfileSender(requests, settings.exportTimeoutNanos());
    batch = new ProfileBatch(settings.zeroFilledLink(), settings.maxRequestBytes());
    links =
        settings.links() ? SpanLinks.open(settings.linkUnsampled(), settings.maxLinkBytes()) : null;
    intake =
        new EventIntake(
            batch,
            links,
            settings,
            this::makeRoom,
            items -> requests.drop(DropCause.QUEUE_FULL, items));
    RecordPool pool = new RecordPool(1, 1);
    this.resource = Envelopes.resource(pool, resource);
    resourceSchema = Envelopes.schemaUrl(pool, resource.getSchemaUrl());
    scope = Envelopes.scope(pool, SCOPE);
  }

  /**
   * Gets ready to link samples to spans. Contexts are stored in one place for the whole process,
   * which can be chosen only before the first of them is used; so this is called before anything
   * else of an SDK is made. Does nothing if the settings do not ask for links.
   */
  public static void prepare(Config config) {
    if (ProfileSettings.fromConfig(config).links()) {
      SpanLinks.install();
    }
  }

  /**
   * Starts to profile, by the settings {@code ringlet.profiles.*}.
   *
   * @param exporter takes payloads of {@link Signal#PROFILES} and is closed with the profiler
   * @throws dev.ringlet.config.ConfigException if a setting cannot be used
   */
  public static RingletProfiler start(Config config, Resource resource, Exporter exporter) {
    RingletProfiler profiler =
        new RingletProfiler(
            Objects.requireNonNull(config, "config"),
            Objects.requireNonNull(resource, "resource"),
            Objects.requireNonNull(exporter, "exporter"));
    profiler.sender.start();
    profiler.reader.start();
    return profiler;
  }

  private void read() {
    try {
      RecorderDisk.find(settings.minFreeBytes()).check();
      StackDepth.set(settings.stackDepth());
      JfrStream opened =
          new JfrStream(settings, intake, this::anchored, this::flushed, this::failed);
      disk = RecorderDisk.find(settings.minFreeBytes());
      synchronized (lock) {
        stream = opened;
        if (closed) {
          opened.close();
          return;
        }
      }
      if (opened.hidesExceptions()) {
        logger.log(
            Level.INFO,
            "exceptions",
            () ->
                "Exceptions are not profiled: this JDK shows them only where nobody else records"
                    + " when the profiler is started");
      }
      opened.run();
    } catch (Throwable t) {
      if (!isClosed()) {
        logger.log(
            Level.WARNING, "start", () -> "Flight Recorder cannot be used, no profiles: " + t);
      }
    } finally {
      ended.countDown();
    }
  }

  private void failed(Throwable t) {
    logger.log(Level.WARNING, "event", () -> "A profiling event was lost: " + t, t);
  }

  private void anchored(long epochNanos, long widthNanos, long nanoTime) {
    if (nanoTime - anchoredNanos > 0) {
      anchoredNanos = nanoTime;
    }
    if (links != null) {
      links.anchor(epochNanos, widthNanos, nanoTime);
    }
  }

  /**
   * The recorder has handed over what it had up to some moment, and in it everything from before
   * the last anchor; all of this runs on the reading thread.
   */
  private void flushed() {
    batch.stacks.forget();
    if (links != null) {
      links.flushed();
    }
    boolean wanted;
    synchronized (lock) {
      readUntilNanos = anchoredNanos;
      wanted = !taken && readUntilNanos - wantedUntilNanos >= 0;
      lock.notifyAll();
    }
    if (disk.isLow() && !diskWasLow) {
      diskWasLow = true;
      logger.log(Level.WARNING, "disk", () -> "Profiles end: " + disk.message());
      Workers.newThread(this::endAtOnce, "ringlet-profiles-stop").start();
    }
    boolean due = nowNanos() - windowStartNanos >= settings.periodNanos();
    if ((due || wanted) && sender.isFree()) {
      sendBatch();
      synchronized (lock) {
        taken |= wanted;
        lock.notifyAll();
      }
    }
  }

  /** Sends a full batch; waits a moment, but only once, for the one that is still under way. */
  private void makeRoom() {
    if (!waitedForRoom) {
      waitedForRoom = !sender.awaitFree(System.nanoTime() + ROOM_TIMEOUT_NANOS);
    }
    sendBatch();
  }

  /** Starts a new batch and sends the old one, unless another is still under way. */
  private void sendBatch() {
    sender.offer(this::writeBatch);
  }

  private int writeBatch(ProtoWriter out) {
    int samples = batch.samples();
    long now = nowNanos();
    intake.endBatch();
    if (samples > 0) {
      try {
        batch.writeTo(out, resource, resourceSchema, scope, windowStartNanos, now);
      } catch (Throwable t) {
        failed(t);
        requests.drop(DropCause.INTERNAL_ERROR, samples);
        samples = 0;
      }
    }
    batch.clear();
    windowStartNanos = now;
    waitedForRoom = false;
    return samples;
  }

  private static long nowNanos() {
    return EpochNanos.of(java.time.Instant.now());
  }

  private boolean isClosed() {
    synchronized (lock) {
      return closed;
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>The recorder hands over what happened once a second, so this takes that long or more.
   */
  @Override
  public boolean flush(long timeoutNanos) {
    long deadline = Workers.deadlineAfter(timeoutNanos);
    synchronized (lock) {
      wantedUntilNanos = System.nanoTime();
      taken = false;
      anchor(stream);
      while (!taken && ended.getCount() > 0) {
        if (!awaitLock(deadline)) {
          return false;
        }
      }
    }
    return sender.awaitFree(deadline)
        && sender.lastArrived()
        && requests.flush(deadline - System.nanoTime());
  }

  private void anchor(JfrStream open) {
    try {
      if (open != null) {
        open.emitAnchor();
      }
    } catch (Throwable t) {
      failed(t); // there is another one every second
    }
  }

  /** Waits on the lock for a moment at most; false at the deadline or when interrupted. */
  private boolean awaitLock(long deadlineNanos) {
    long left = deadlineNanos - System.nanoTime();
    if (left <= 0) {
      return false;
    }
    try {
      lock.wait(Math.min(left / 1_000_000 + 1, 500));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close(long timeoutNanos) {
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
    }
    long deadline = Workers.deadlineAfter(timeoutNanos);
    requests.closeBy(deadline);
    Workers.newThread(() -> endStream(deadline), "ringlet-profiles-stop").start();
    if (awaitEnd(deadline) && sender.awaitFree(deadline)) {
      sendBatch();
      sender.awaitFree(deadline);
    }
    sender.stop();
    requests.close(deadline);
    if (links != null) {
      links.close();
    }
    if (ended.getCount() == 0 && batch.samples() > 0) {
      requests.drop(DropCause.SHUTDOWN, batch.samples());
      batch.clear();
    }
  }

  private boolean awaitEnd(long deadlineNanos) {
    try {
      return ended.await(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Reads what is recorded, as far as the JDK and the time allow, and ends the stream. */
  private void endStream(long deadlineNanos) {
    try {
      JfrStream open;
      synchronized (lock) {
        open = stream;
      }
      if (open == null) {
        return; // it closes itself when it is open
      }
      if (!open.stop()) {
        long half = (deadlineNanos - System.nanoTime()) / 2;
        long until = System.nanoTime() + Math.min(half, 3_000_000_000L);
        long wanted = System.nanoTime();
        anchor(open);
        synchronized (lock) {
          while (readUntilNanos - wanted < 0 && awaitLock(until)) {
            // JDK 17 cannot hand over what it has, but does so every second
          }
        }
      }
      open.close();
    } catch (Throwable t) {
      logger.log(Level.FINE, "close", () -> "Flight Recorder did not end: " + t, t);
    }
  }

  private void endAtOnce() {
    JfrStream open;
    synchronized (lock) {
      open = stream;
    }
    open.close();
  }

  /** Sends what is left and stops, within ten seconds. A second call does nothing. */
  @Override
  public void close() {
    close(CLOSE_TIMEOUT_NANOS);
  }

  @Override
  public long accepted() {
    return requests.accepted() + sender.waitingItems();
  }

  @Override
  public long pending() {
    return requests.pending() + sender.waitingItems();
  }

  @Override
  public DeliveryCounters counters() {
    return requests.counters();
  }
}
