// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.log.ThrottledLogger;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The spool in one open directory. Used by one thread; only {@link #recover} throws.
 *
 * <p>Each exporter has one segment that is written; after 1 MiB it is full and no longer changes. A
 * sent record is acknowledged in a second file, and both files are deleted when all records are
 * acknowledged. Only its name refers to a file, so no file can contradict another and damage stays
 * within one file.
 */
final class SpoolStore {
  static final int SYNC_BYTES = ActiveSegments.SYNC_BYTES;
  static final long PROBE_NANOS = DiskState.PROBE_NANOS;
  private static final long LOOK_NANOS = 5_000_000_000L;

  private final SpoolFiles files;
  private final SpoolSettings settings;
  private final SpoolClock clock;
  private final SegmentWriter writer;
  private final SpoolHousekeeping housekeeping;
  private final SegmentTable table;
  private final SegmentRemoval removal;
  private final SpoolReader reader;
  private final SpoolAges ages;
  private final SpoolRecovery recovery;
  private final SpoolRoom room;
  private final DiskState disk;
  private final ActiveSegments active;
  private long nextLook;
  private long nextSearch;

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
    SegmentFormat format = new SegmentFormat();
    housekeeping = new SpoolHousekeeping(files);
    table = new SegmentTable(housekeeping);
    writer = new SegmentWriter(files, format, clock, nonces, housekeeping);
    removal = new SegmentRemoval(table, housekeeping, books);
    disk = new DiskState(settings, clock, housekeeping, table, logger);
    ReadFailures failures = new ReadFailures(clock, files, housekeeping, table, disk);
    reader =
        new SpoolReader(
            new SegmentLoader(files, format, housekeeping),
            writer,
            table,
            removal,
            books,
            settings.replayAnywhere(),
            failures,
            disk::reportUnreadable);
    room = new SpoolRoom(settings, table, housekeeping, reader, removal);
    active = new ActiveSegments(files, settings, writer, table, reader, removal, disk);
    ages = new SpoolAges(settings.maxAgeNanos(), clock);
    recovery = new SpoolRecovery(files, format, housekeeping, table, failures);
  }

  /**
   * Takes over the files of earlier processes.
   *
   * @param known segments of an earlier store of this process, whose items are counted already
   */
  void recover(Map<Long, Segment> known) throws IOException {
    recovery.expect(known);
    housekeeping.takeOver();
    writer.startAt(recovery.run());
    try {
      files.adopt(writer::nextNumber);
    } catch (IOException e) {
      disk.reportNotAdopted(e); // what is in this directory is of use without it
    }
    writer.startAt(recovery.run());
    housekeeping.reserve();
    nextLook = clock.nanoTime() + LOOK_NANOS;
    nextSearch = clock.nanoTime() + ReadFailures.APART_NANOS;
    room.shrinkToLimit();
  }

  /** Whether records can be stored now. */
  boolean isAvailable() {
    return disk.isAvailable();
  }

  /** Whether the directory was removed and must be opened again. */
  boolean isDead() {
    return disk.isDead();
  }

  /** Stores a record made by {@link SegmentFormat#record}. */
  StoreOutcome append(Recipient recipient, byte[] record) {
    if (record.length > settings.maxRecordBytes()) {
      return StoreOutcome.TOO_LARGE;
    }
    if (!isAvailable()) {
      return StoreOutcome.FAILED;
    }
    active.sealIfFull(recipient, record.length);
    long need = record.length + SegmentTable.RECORD_ROOM + SegmentTable.SEGMENT_ROOM;
    if (!room.make(recipient.signal(), need)) {
      return StoreOutcome.FULL;
    }
    return active.append(recipient, record);
  }

  /** Undoes the append that was the last thing done. */
  void undoLast() {
    active.undoLast();
  }

  /** Whether records wait to be synced. */
  boolean isDirty() {
    return active.isDirty();
  }

  /** Whether a record is safe against a power cut. */
  static boolean isDurable(Segment segment, long sequence) {
    return sequence <= segment.syncedSequence && !segment.directoryDirty;
  }

  /** Whether all records that this process stored, and that are not sent, are durable. */
  boolean isSynced() {
    for (Segment segment : table.copy()) {
      if (segment.openRecords() > 0 && !isDurable(segment, segment.lastSequence)) {
        return false;
      }
    }
    return true;
  }

  /** Syncs everything that was stored, if the disk works. */
  void sync() {
    active.sync();
  }

  /** Does due work; call it at least once per sync interval. */
  void tick() {
    long now = clock.nanoTime();
    active.syncIfDue(now);
    if (now - nextLook >= 0) {
      nextLook = now + LOOK_NANOS;
      look(now);
    }
  }

  private void look(long now) {
    if (!files.isAlive()) {
      disk.die();
      table.copy().forEach(removal::writeOff);
      files.close();
      return;
    }
    housekeeping.retryDeletes();
    for (Segment segment : table.copy()) {
      if (segment.file != null && isSpent(segment, now)) {
        active.seal(segment);
      }
      if (!segment.gone && ages.isExpired(segment)) {
        room.giveUp(segment, DropCause.SPOOL_EXPIRED);
      }
    }
    enterMore(now);
    disk.probeIfDue(now);
    if (table.bytes() + SpoolHousekeeping.RESERVE_BYTES <= settings.maxBytes()) {
      housekeeping.reserve();
    }
  }

  private boolean isSpent(Segment segment, long now) {
    boolean idle = now - segment.lastAppendNanos >= LOOK_NANOS;
    return (segment.openRecords() == 0 && idle) || ages.isOldEnoughToSeal(segment);
  }

  /**
   * Looks for more segments of earlier processes, once half of those that were found are gone, or
   * after a while if some could not be read.
   */
  private void enterMore(long now) {
    boolean mayEnter = recovery.hasSurplus() && table.size() <= SpoolRecovery.MAX_SEGMENTS / 2;
    if (mayEnter || (recovery.hasUnread() && now - nextSearch >= 0)) {
      nextSearch = now + ReadFailures.APART_NANOS;
      try {
        recovery.run();
      } catch (IOException | RuntimeException e) {
        disk.fail("list", e);
      }
    }
  }

  /** Syncs everything and unlocks the directory. */
  void close() {
    if (disk.isDead()) {
      return;
    }
    sync();
    for (Signal signal : Signal.values()) {
      reader.markIdle(signal);
    }
    for (Segment segment : table.copy()) {
      if (segment.openRecords() == 0 && segment.isIndexed()) {
        removal.remove(segment);
      }
      segment.closeFiles();
    }
    files.close();
  }

  /** The segments whose items are counted, by number; for a later store of this process. */
  Map<Long, Segment> counted() {
    Map<Long, Segment> counted = new HashMap<>();
    for (Segment segment : table.copy()) {
      if (segment.counted && segment.openItems > 0) {
        counted.put(segment.number, segment);
      }
    }
    return counted;
  }

  /** Bytes of all files. */
  long bytes() {
    return disk.isDead() ? 0 : table.bytes();
  }

  /** Takes the oldest request that an exporter may send, if it is known which one that is. */
  OldestRequest takeOldest(Recipient recipient) {
    StoredRequest next = reader.next(recipient);
    boolean mayBeMore = reader.nextSegment(recipient) != null || recovery.hasUnread();
    return next == null && mayBeMore ? OldestRequest.UNKNOWN : OldestRequest.of(next);
  }

  /** Reads back what is stored. */
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
