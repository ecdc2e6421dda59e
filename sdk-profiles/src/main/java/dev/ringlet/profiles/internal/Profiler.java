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
import dev.ringlet.internal.threads.Workers;
import dev.ringlet.profiles.encode.ProfileBatch;
import dev.ringlet.profiles.jfr.EventIntake;
import dev.ringlet.profiles.jfr.JfrStream;
import dev.ringlet.profiles.link.SpanLinks;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/**
 * Collects samples into a batch and sends it once a period, when it is full, and at a flush.
 *
 * <p>The {@link RecorderThread} reads events and owns the batch; {@link ReadProgress} is where
 * flushes wait for it; the {@link ProfileSender} sends, one request at a time.
 */
public final class Profiler implements Delivery {
  private static final InstrumentationScope SCOPE =
      InstrumentationScope.create("dev.ringlet.profiles");

  /** How long a full batch waits for the one under way; events wait in the recorder's files. */
  private static final long ROOM_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ThrottledLogger logger = new ThrottledLogger(Profiler.class);
  private final ProfileSettings settings;
  private final RequestSender requests;
  private final ProfileSender sender;
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
  private long windowStartNanos = nowNanos();

  private Profiler(Config config, Resource resource, Exporter exporter) {
    settings = ProfileSettings.fromConfig(config);
    requests = new RequestSender(Signal.PROFILES, exporter, settings.exportTimeoutNanos());
    sender = new ProfileSender(requests);
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

  /** Installs the storage of contexts that links need, if the settings ask for links. */
  public static void prepare(Config config) {
    if (ProfileSettings.fromConfig(config).links()) {
      SpanLinks.install();
    }
  }

  /** Starts to profile; the recorder starts on a thread of its own. */
  public static Profiler start(Config config, Resource resource, Exporter exporter) {
    Profiler profiler =
        new Profiler(
            Objects.requireNonNull(config, "config"),
            Objects.requireNonNull(resource, "resource"),
            Objects.requireNonNull(exporter, "exporter"));
    profiler.sender.start();
    profiler.recorder.start();
    return profiler;
  }

  private JfrStream openStream() {
    return new JfrStream(settings.recorder(), intake, this::anchored, this::flushed, this::failed);
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
   * The recorder has handed over all events up to some time, and all from before the last anchor.
   */
  private void flushed() {
    batch.forgetEvents();
    if (links != null) {
      links.flushed();
    }
    progress.read(anchoredNanos);
    recorder.checkDisk();
    boolean due = nowNanos() - windowStartNanos >= settings.periodNanos();
    if ((due || progress.isWanted()) && sender.isFree()) {
      sendBatch();
      progress.sent();
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
        drop(DropCause.INTERNAL_ERROR, samples);
        samples = 0;
      }
    }
    batch.clear();
    windowStartNanos = now;
    waitedForRoom = false;
    return samples;
  }

  private static long nowNanos() {
    return Clock.system().epochNanos();
  }

  /**
   * {@inheritDoc}
   *
   * <p>The recorder hands events over once a second, so this takes that long or more.
   */
  @Override
  public boolean flush(long timeoutNanos) {
    long deadline = Workers.deadlineAfter(timeoutNanos);
    long now = System.nanoTime();
    recorder.emitAnchor();
    return progress.awaitSent(now, deadline)
        && sender.awaitFree(deadline)
        && sender.lastArrived()
        && requests.flushExporter(deadline - System.nanoTime());
  }

  @Override
  public void close(long timeoutNanos) {
    long deadline = Workers.deadlineAfter(timeoutNanos);
    if (!recorder.close(deadline)) {
      return;
    }
    requests.closeBy(deadline);
    if (progress.awaitEnd(deadline) && sender.awaitFree(deadline)) {
      sendBatch();
      sender.awaitFree(deadline);
    }
    sender.stop();
    requests.abandon();
    requests.closeAsync();
    requests.awaitClosed(deadline);
    if (links != null) {
      links.close();
    }
    if (progress.isEnded() && batch.samples() > 0) {
      drop(DropCause.SHUTDOWN, batch.samples());
      batch.clear();
    }
  }

  @Override
  public long accepted() {
    return requests.counters().accepted() + sender.waitingItems();
  }

  @Override
  public long pending() {
    return requests.openItems() + sender.waitingItems();
  }

  @Override
  public RequestSender sender() {
    return requests;
  }

  private void drop(DropCause cause, long items) {
    requests.counters().accept(items);
    requests.counters().drop(cause, items);
  }
}
