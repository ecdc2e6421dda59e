// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.log.ThrottledLogger;
import java.io.IOException;
import java.util.function.LongSupplier;
import java.util.logging.Level;

/**
 * The spool in one open directory. Used by one thread; throws nothing but at the start.
 *
 * <p>Each signal has a segment that is written; it is full after 1 MiB and never changed then. What
 * is done with is acknowledged in a file beside it, and both go when all of it is. Nothing refers
 * to a file but its own name, so that no file can disagree with another and none can spoil all.
 */
final class SpoolStore {
  static final int SYNC_BYTES = 64 << 10;
  static final long PROBE_NANOS = 30_000_000_000L;
  private static final long LOOK_NANOS = 5_000_000_000L;

  private final SpoolFiles files;
  private final SpoolSettings settings;
  private final SpoolClock clock;
  private final ThrottledLogger logger;
  private final SegmentFormat format = new SegmentFormat();
  private final SegmentWriter writer;
  private final SpoolHousekeeping housekeeping;
  private final SegmentTable table;
  private final SegmentRemoval removal;
  private final SpoolReader reader;
  private final SpoolAges ages;
  private final Segment[] active = new Segment[Signal.values().length];

  private long unsyncedBytes;
  private long unsyncedSince;
  private long nextLook;
  private long probeAt;
  private boolean available = true;
  private boolean dead;

  /** Over an open directory; {@code nonces} are random. */
  SpoolStore(
      SpoolFiles files,
      SpoolSettings settings,
      SpoolClock clock,
      SpoolBooks books,
      LongSupplier nonces,
      ThrottledLogger logger) {
    this.files = files;
    this.settings = settings;
    this.clock = clock;
    this.logger = logger;
    housekeeping = new SpoolHousekeeping(files);
    table = new SegmentTable(housekeeping);
    writer = new SegmentWriter(files, format, clock, nonces, housekeeping);
    removal = new SegmentRemoval(table, housekeeping, books);
    reader =
        new SpoolReader(
            new SegmentLoader(files, format, housekeeping),
            writer,
            table,
            removal,
            books,
            settings.replayAnywhere(),
            this::tellCorrupt);
    ages = new SpoolAges(settings.maxAgeNanos(), clock);
  }

  /** Takes over what earlier processes left. */
  void recover() throws IOException {
    SpoolRecovery recovery = new SpoolRecovery(files, format, housekeeping, table);
    writer.startAt(recovery.run());
    files.adopt(writer::nextNumber);
    writer.startAt(recovery.run());
    housekeeping.reserve();
    nextLook = clock.nanoTime() + LOOK_NANOS;
    while (table.bytes() > settings.maxBytes() && (housekeeping.dropBad() || evict(null, 0))) {
      // until it fits
    }
  }

  /** Whether records can be stored now. */
  boolean isAvailable() {
    return available && !dead;
  }

  /** Whether the directory is gone and must be opened anew. */
  boolean isDead() {
    return dead;
  }

  // ---- storing

  /** Stores a record made by {@link SegmentFormat#record}. */
  StoreOutcome append(Signal signal, byte[] record) {
    if (record.length > settings.maxRecordBytes()) {
      return StoreOutcome.TOO_LARGE;
    }
    if (!isAvailable()) {
      return StoreOutcome.FAILED;
    }
    Segment segment = writable(signal);
    if (segment != null && segment.bytes + record.length > settings.segmentBytes()) {
      seal(segment);
      segment = null;
    }
    if (!makeRoom(signal, record.length + SegmentTable.RECORD_ROOM + SegmentTable.SEGMENT_ROOM)) {
      return StoreOutcome.FULL;
    }
    try {
      if (segment == null || segment.gone) {
        Long label = reader.label(signal);
        segment = writer.create(signal, label == null ? 0 : label);
        table.add(segment);
        active[signal.ordinal()] = segment;
      }
      return write(segment, record);
    } catch (IOException | RuntimeException e) {
      fail("write", e);
      return StoreOutcome.FAILED;
    }
  }

  private Segment writable(Signal signal) {
    Segment segment = active[signal.ordinal()];
    return segment == null || segment.gone ? null : segment;
  }

  private StoreOutcome write(Segment segment, byte[] record) throws IOException {
    try {
      writer.write(segment, record);
    } catch (IOException | RuntimeException e) {
      abandon(segment);
      throw e;
    }
    if (unsyncedBytes == 0) {
      unsyncedSince = segment.lastAppendNanos;
    }
    unsyncedBytes += record.length;
    if (settings.strict()) {
      sync();
      if (!isDurable(segment, segment.lastSequence)) {
        reader.finish(segment, segment.last());
        return StoreOutcome.FAILED;
      }
    } else if (unsyncedBytes >= SYNC_BYTES) {
      sync();
    }
    return StoreOutcome.STORED;
  }

  /** Undoes the append that was the last thing done for a signal. */
  void undoLast(Signal signal) {
    Segment segment = writable(signal);
    if (segment != null) {
      reader.finish(segment, segment.last());
    }
  }

  /** Whether something waits to be synced. */
  boolean isDirty() {
    return unsyncedBytes > 0;
  }

  /** Whether a record is safe against a power cut. */
  static boolean isDurable(Segment segment, long sequence) {
    return sequence <= segment.syncedSequence && !segment.directoryDirty;
  }

  /** Makes everything that was stored safe against a power cut, as far as the disk works. */
  void sync() {
    boolean directory = false;
    for (Segment segment : active) {
      if (segment != null && !segment.gone) {
        syncSegment(segment);
      }
    }
    unsyncedBytes = 0;
    for (Segment segment : table.copy()) {
      directory |= segment.directoryDirty;
    }
    if (directory) {
      syncDirectory();
    }
  }

  private void syncSegment(Segment segment) {
    try {
      writer.sync(segment);
    } catch (IOException | RuntimeException e) {
      // A second sync of the same file may succeed although the data is lost: never try again.
      abandon(segment);
      fail("sync", e);
    }
  }

  private void syncDirectory() {
    try {
      files.syncDirectory();
      for (Segment segment : table.copy()) {
        segment.directoryDirty = false;
      }
    } catch (IOException | RuntimeException e) {
      fail("sync", e);
    }
  }

  /** Ends the writing of a full segment. */
  private void seal(Segment segment) {
    syncSegment(segment);
    if (active[segment.signal().ordinal()] == segment) {
      abandon(segment);
      segment.dropIndexIfUntouched();
    }
  }

  /** Ends the writing of a segment, whatever is in it. */
  private void abandon(Segment segment) {
    active[segment.signal().ordinal()] = null;
    if (segment.file != null) {
      segment.file.close();
      segment.file = null;
    }
    if (segment.openRecords == 0) {
      removal.remove(segment);
    }
  }

  private void tellCorrupt() {
    logger.log(
        Level.WARNING,
        "corrupt",
        () -> "Something in the spool in " + settings.directory() + " cannot be read back");
  }

  private void fail(String what, Exception e) {
    if (available) {
      available = false;
      probeAt = clock.nanoTime() + PROBE_NANOS;
      logger.log(
          Level.WARNING,
          "unavailable",
          () ->
              "The spool in "
                  + settings.directory()
                  + " cannot "
                  + what
                  + " ("
                  + e
                  + "); what cannot be sent is kept in memory only until it works again");
    }
  }

  // ---- room

  private boolean makeRoom(Signal signal, long need) {
    while (table.bytes() + need > settings.maxBytes() || table.isFull()) {
      if (!housekeeping.dropBad() && (!settings.dropOldest() || !evict(signal, need))) {
        return false;
      }
    }
    return settings.dropOldest() || table.bytes(signal) + need <= quota();
  }

  private long quota() {
    int signals = 0;
    for (Signal signal : Signal.values()) {
      signals += reader.label(signal) == null ? 0 : 1;
    }
    return settings.maxBytes() / Math.max(1, signals);
  }

  /**
   * Gives up the oldest segment of the signal that is most over its share; false if none is left.
   */
  private boolean evict(Signal needing, long need) {
    Segment victim = table.victim(needing, need);
    if (victim == null) {
      return false;
    }
    if (!victim.own && !victim.isIndexed()) {
      reader.load(victim); // or nobody would know how much is lost
    }
    if (!victim.gone) {
      removal.lose(victim, DropCause.SPOOL_FULL);
    }
    return true;
  }

  // ---- time

  /** Does what is due; to be called at least once in a sync interval. */
  void tick() {
    long now = clock.nanoTime();
    if (unsyncedBytes > 0 && now - unsyncedSince >= settings.syncIntervalNanos()) {
      sync();
    }
    if (now - nextLook >= 0) {
      nextLook = now + LOOK_NANOS;
      look(now);
    }
  }

  private void look(long now) {
    if (!files.isAlive()) {
      die();
      return;
    }
    housekeeping.retryDeletes();
    for (Segment segment : table.copy()) {
      if (segment.file != null && isSpent(segment, now)) {
        seal(segment);
      }
      if (!segment.gone && ages.isExpired(segment)) {
        if (!segment.own && !segment.isIndexed()) {
          reader.load(segment);
        }
        if (!segment.gone) {
          removal.lose(segment, DropCause.SPOOL_EXPIRED);
        }
      }
    }
    if (!available && now - probeAt >= 0) {
      probe(now);
    }
    if (available && table.bytes() + SpoolHousekeeping.RESERVE_BYTES <= settings.maxBytes()) {
      housekeeping.reserve();
    }
  }

  private boolean isSpent(Segment segment, long now) {
    boolean idle = now - segment.lastAppendNanos >= LOOK_NANOS;
    return (segment.openRecords == 0 && idle) || ages.isOldEnoughToSeal(segment);
  }

  private void probe(long now) {
    probeAt = now + PROBE_NANOS;
    if (housekeeping.probe(settings.maxBytes() - table.bytes())) {
      available = true;
      logger.log(
          Level.INFO, "available", () -> "The spool in " + settings.directory() + " works again");
    }
  }

  /** The directory is gone, and with it everything in it. */
  private void die() {
    dead = true;
    logger.log(
        Level.WARNING,
        "gone",
        () -> "The directory of the spool, " + settings.directory() + ", is gone");
    for (Segment segment : table.copy()) {
      removal.writeOff(segment);
    }
    files.close();
  }

  /** Makes everything safe and gives the directory free. */
  void close() {
    if (dead) {
      return;
    }
    sync();
    for (Signal signal : Signal.values()) {
      reader.pause(signal);
    }
    for (Segment segment : table.copy()) {
      if (segment.openRecords == 0 && segment.isIndexed()) {
        removal.remove(segment);
      }
      segment.closeFiles();
    }
    files.close();
  }

  /** Bytes of all files. */
  long bytes() {
    return dead ? 0 : table.bytes();
  }

  /** What reads back what is stored. */
  SpoolReader reader() {
    return reader;
  }

  SegmentWriter writer() {
    return writer;
  }

  SegmentTable table() {
    return table;
  }
}
