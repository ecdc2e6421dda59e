// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.internal;

import dev.ringlet.common.Clock;
import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.common.Resource;
import dev.ringlet.config.Config;
import dev.ringlet.export.DropCause;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.bytes.ProtoWriter;
import dev.ringlet.internal.delivery.Delivery;
import dev.ringlet.internal.delivery.RequestSender;
import dev.ringlet.internal.log.ThrottledLogger;
import dev.ringlet.internal.record.RecordPool;
import dev.ringlet.internal.request.Envelopes;
import dev.ringlet.internal.threads.Together;
import dev.ringlet.internal.threads.Workers;
import dev.ringlet.profiles.encode.ProfileBatch;
import dev.ringlet.profiles.jfr.EventIntake;
import dev.ringlet.profiles.jfr.JfrStream;
import dev.ringlet.profiles.link.SpanLinks;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/**
 * Collects samples into a batch and sends it once a period, when it is full, and at a flush.
 *
 * <p>The {@link RecorderThread} reads events and owns the batch; {@link ReadProgress} is where
 * flushes wait for it. Each exporter has a {@link ProfileSender}; a batch is encoded once for all.
 */
public final class Profiler {
  private static final InstrumentationScope SCOPE =
      InstrumentationScope.create("dev.ringlet.profiles");

  /** A larger array is not kept from one batch to the next. */
  private static final int KEEP_BYTES = 256 << 10;

  /** How long a full batch waits for room; events wait in the recorder's files. */
  private static final long ROOM_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ThrottledLogger logger = new ThrottledLogger(Profiler.class);
  private final Clock clock;
  private final ProfileSettings settings;

  /** The lock of all senders. */
  private final Object room = new Object();

  private final List<ProfileSender> senders = new ArrayList<>();
  private final ProtoWriter body = new ProtoWriter(16 << 10);
  private final ProfileBatch batch;
  private final EventIntake intake;
  private final @Nullable SpanLinks links;
  private final byte[] resource;
  private final byte[] resourceSchema;
  private final byte[] scope;
  private final ReadProgress progress = new ReadProgress();
  private final RecorderThread recorder;

  // Only on the recorder's thread, and after its end on the one that closes.
  private long anchoredNanos = System.nanoTime();
  private boolean waitedForRoom;
  private long windowStartNanoTime;

  private Profiler(Config config, Resource resource, List<Exporter> exporters, Clock clock) {
    this.clock = clock;
    windowStartNanoTime = clock.nanoTime();
    settings = ProfileSettings.fromConfig(config);
    if (settings.links()) {
      SpanLinks.install(); // before a sender uses the first context of the process
    }
    for (Exporter exporter : exporters) {
      RequestSender requests =
          new RequestSender(
              Signal.PROFILES,
              Objects.requireNonNull(exporter, "exporter"),
              settings.exportTimeoutNanos());
      senders.add(new ProfileSender(requests, room));
    }
    batch = new ProfileBatch(settings.zeroFilledLink(), settings.maxRequestBytes());
    links =
        settings.links() ? SpanLinks.open(settings.linkUnsampled(), settings.maxLinkBytes()) : null;
    intake =
        new EventIntake(
            batch,
            links,
            settings.recorder(),
            this::makeRoom,
            items -> drop(DropCause.QUEUE_FULL, items));
    recorder = new RecorderThread(settings.recorder(), this::openStream, progress, logger);
    RecordPool pool = new RecordPool(1, 1);
    this.resource = Envelopes.resource(pool, resource);
    resourceSchema = Envelopes.schemaUrl(pool, resource.getSchemaUrl());
    scope = Envelopes.scope(pool, SCOPE);
  }

  /** Installs the storage of contexts that links need, if links are enabled. */
  public static void prepare(Config config) {
    if (ProfileSettings.fromConfig(config).links()) {
      SpanLinks.install();
    }
  }

  /**
   * Starts to profile; the recorder starts on a thread of its own.
   *
   * @param exporters at least one; each is independent of the others
   */
  public static Profiler start(Config config, Resource resource, List<Exporter> exporters) {
    return start(config, resource, exporters, Clock.system());
  }

  /** Starts a profiler whose periods and times are those of a clock; samples have their own. */
  static Profiler start(Config config, Resource resource, List<Exporter> exporters, Clock clock) {
    if (Objects.requireNonNull(exporters, "exporters").isEmpty()) {
      throw new IllegalArgumentException("exporters must not be empty");
    }
    Profiler profiler =
        new Profiler(
            Objects.requireNonNull(config, "config"),
            Objects.requireNonNull(resource, "resource"),
            exporters,
            clock);
    profiler.senders.forEach(ProfileSender::start);
    profiler.recorder.start();
    return profiler;
  }

  private JfrStream openStream() {
    return new JfrStream(settings.recorder(), intake, this::anchored, this::flushed, this::failed);
  }

  private void failed(Throwable t) {
    logger.log(Level.WARNING, "event", () -> "A profiling event is lost: " + t, t);
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
   * The recorder has handed over all events up to some time, and all from before the last anchor.
   */
  private void flushed() {
    batch.forgetEvents();
    if (links != null) {
      links.flushed();
    }
    progress.read(anchoredNanos);
    recorder.checkDisk();
    boolean due = clock.nanoTime() - windowStartNanoTime >= settings.periodNanos();
    if ((due || progress.isWanted()) && hasRoom()) {
      sendBatch();
      progress.sent();
    }
  }

  private boolean hasRoom() {
    return senders.stream().anyMatch(ProfileSender::isFree);
  }

  /** Waits until an exporter has room; false at the deadline. */
  private boolean awaitRoom(long deadlineNanos) {
    synchronized (room) {
      while (!hasRoom()) {
        long left = deadlineNanos - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        try {
          room.wait(left / 1_000_000 + 1);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
      return true;
    }
  }

  /** Sends a full batch; waits a moment, but only once, until an exporter has room for it. */
  private void makeRoom() {
    if (!waitedForRoom) {
      waitedForRoom = !awaitRoom(System.nanoTime() + ROOM_TIMEOUT_NANOS);
    }
    if (hasRoom()) {
      sendBatch();
    }
  }

  /** Starts a new batch and sends the old one; an exporter without room for it loses it. */
  private void sendBatch() {
    int samples = batch.samples();
    long now = clock.nanoTime();
    intake.endBatch();
    if (samples > 0) {
      try {
        // Back from the end, for the wall clock may have been set in between.
        long end = clock.epochNanos();
        long start = end - (now - windowStartNanoTime);
        body.position(0);
        batch.writeTo(body, resource, resourceSchema, scope, start, end);
        ProfileMessage message = ProfileMessage.of(body, samples);
        senders.forEach(sender -> sender.offer(message));
      } catch (Throwable t) {
        failed(t);
        drop(DropCause.INTERNAL_ERROR, samples);
      }
      body.trim(KEEP_BYTES);
    }
    batch.clear();
    windowStartNanoTime = now;
    waitedForRoom = false;
  }

  /**
   * Sends everything recorded so far to all exporters.
   *
   * <p>The recorder delivers events once a second, so this takes that long or more.
   *
   * @return whether everything was exported before the timeout
   */
  public boolean flush(long timeoutNanos) {
    long deadline = Workers.deadlineAfter(timeoutNanos);
    long now = System.nanoTime();
    long failures = failures();
    recorder.emitAnchor();
    return progress.awaitSent(now, deadline)
        && Together.all("ringlet-profiles-flush", senders, sender -> flush(sender, deadline))
        && failures() == failures;
  }

  private static boolean flush(ProfileSender sender, long deadlineNanos) {
    return sender.awaitIdle(deadlineNanos)
        && sender.requests().flushExporter(deadlineNanos - System.nanoTime());
  }

  private long failures() {
    return senders.stream().mapToLong(ProfileSender::failures).sum();
  }

  /** Sends what is left and closes the exporters, all at the same time. */
  public void close(long timeoutNanos) {
    long deadline = Workers.deadlineAfter(timeoutNanos);
    if (!recorder.close(deadline)) {
      return;
    }
    senders.forEach(sender -> sender.requests().closeBy(deadline));
    if (progress.awaitEnd(deadline) && awaitRoom(deadline)) {
      sendBatch();
    }
    Together.all(
        "ringlet-profiles-close",
        senders,
        sender -> {
          sender.close(deadline);
          return true;
        });
    if (links != null) {
      links.close();
    }
    if (progress.isEnded() && batch.samples() > 0) {
      drop(DropCause.SHUTDOWN, batch.samples());
      batch.clear();
    }
  }

  /** The exporters, each with its own books. They share the recorder: what ends one ends all. */
  public List<Delivery> deliveries() {
    return senders.stream().<Delivery>map(Target::new).toList();
  }

  private void drop(DropCause cause, long items) {
    for (ProfileSender sender : senders) {
      sender.requests().counters().accept(items);
      sender.requests().counters().drop(cause, items);
    }
  }

  /** One exporter of the profiler. */
  private final class Target implements Delivery {
    private final ProfileSender sender;

    Target(ProfileSender sender) {
      this.sender = sender;
    }

    @Override
    public boolean flush(long timeoutNanos) {
      return Profiler.this.flush(timeoutNanos);
    }

    @Override
    public void close(long timeoutNanos) {
      Profiler.this.close(timeoutNanos);
    }

    @Override
    public long accepted() {
      return counters().accepted();
    }

    @Override
    public long pending() {
      return sender.pending();
    }

    @Override
    public RequestSender sender() {
      return sender.requests();
    }
  }
}
