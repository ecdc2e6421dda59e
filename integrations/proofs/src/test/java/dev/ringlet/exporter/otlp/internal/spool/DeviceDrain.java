// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import dev.ringlet.export.ExportResult;
import java.util.function.DoubleSupplier;

/** The shipped schedule of stored requests of one signal, for a simulation. */
public final class DeviceDrain {
  private final DrainSchedule schedule;
  private final DrainSchedule.Entry entry = new DrainSchedule.Entry();

  /** Creates the schedule of an empty spool. */
  public DeviceDrain(long bytesPerSecond, DoubleSupplier random, long now) {
    schedule = new DrainSchedule(bytesPerSecond, random, now);
    schedule.add(entry, now);
    entry.backlog = false;
  }

  /** What a stored request takes on disk. */
  public static int bytesOnDisk(int payloadBytes) {
    return payloadBytes + SegmentFormat.RECORD_OVERHEAD + SegmentTable.RECORD_ROOM;
  }

  /** Notes that a request was stored, as {@link SpoolDrain#onStored} does. */
  public void onStored(long now) {
    schedule.onStored(entry, now);
  }

  /** Notes that a fresh request was delivered, as {@link SpoolDrain#onDelivered} does. */
  public void onDelivered(long now) {
    if (entry.backlog) {
      schedule.onDelivered(entry, now);
    }
  }

  /** Whether a stored request is to be sent now. */
  public boolean isDue(long now) {
    return schedule.nextDue(now) != null;
  }

  /** Nanoseconds until one is due, unless something changes; -1 if nothing is stored. */
  public long nanosToNext(long now) {
    return entry.backlog ? schedule.nanosToNext(now) : -1;
  }

  /** Waits for a breaker. */
  public void await(long nanos, long now) {
    schedule.await(entry, nanos, now);
  }

  /** Notes that nothing is stored. */
  public void empty() {
    entry.backlog = false;
  }

  /** Notes a final result. */
  public void succeed(int bytes, long now) {
    schedule.onSent(bytes, now);
    schedule.succeed(entry, now);
  }

  /** Notes a retryable failure. */
  public void backOff(int bytes, ExportResult result, long now) {
    schedule.onSent(bytes, now);
    schedule.backOff(entry, result.cause(), result.retryAfterNanos(), now);
  }
}
