// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import dev.ringlet.export.Signal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** The segments by signal and number, and their total size. Used by the spool's thread only. */
final class SegmentTable {
  /** Bytes reserved for the acknowledgement of a record. */
  static final int RECORD_ROOM = SegmentFormat.ACK_BYTES;

  /**
   * Bytes reserved for a segment apart from its records, including marks in its acknowledgements.
   */
  static final int SEGMENT_ROOM = SegmentFormat.HEADER_BYTES + SegmentFormat.ACK_HEADER_BYTES + 64;

  private final SpoolHousekeeping housekeeping;
  private final List<TreeMap<Long, Segment>> bySignal = new ArrayList<>();
  private final long[] room = new long[Signal.values().length];
  private long surplusBytes;
  private int size;

  SegmentTable(SpoolHousekeeping housekeeping) {
    this.housekeeping = housekeeping;
    for (int i = 0; i < Signal.values().length; i++) {
      bySignal.add(new TreeMap<>());
    }
  }

  void add(Segment segment) {
    bySignal.get(segment.signal().ordinal()).put(segment.number, segment);
    room[segment.signal().ordinal()] += segment.room();
    segment.joins(this);
    size++;
  }

  void remove(Segment segment) {
    if (bySignal.get(segment.signal().ordinal()).remove(segment.number) != null) {
      room[segment.signal().ordinal()] -= segment.room();
      segment.joins(null);
      size--;
    }
  }

  /** Whether this very segment is in the table. */
  boolean holds(Segment segment) {
    return bySignal.get(segment.signal().ordinal()).get(segment.number) == segment;
  }

  boolean contains(long number) {
    return bySignal.stream().anyMatch(segments -> segments.containsKey(number));
  }

  /** Updates the size of a segment. */
  void roomChanged(Signal signal, long difference) {
    room[signal.ordinal()] += difference;
  }

  /** Sets the bytes of segments that are on disk but not in the table. */
  void setSurplusBytes(long bytes) {
    surplusBytes = bytes;
  }

  /** The segments of a signal, oldest first; invalid after a change. */
  Collection<Segment> of(Signal signal) {
    return bySignal.get(signal.ordinal()).values();
  }

  List<Segment> copy() {
    List<Segment> all = new ArrayList<>(size);
    bySignal.forEach(segments -> all.addAll(segments.values()));
    return all;
  }

  int size() {
    return size;
  }

  /** Bytes of all files, including acknowledgements that may still be written. */
  long bytes() {
    long sum = housekeeping.bytes() + surplusBytes;
    for (long bytes : room) {
      sum += bytes;
    }
    return sum;
  }

  long bytes(Signal signal) {
    return room[signal.ordinal()];
  }

  /**
   * The segment to drop next: the oldest one of the signal with the most bytes, so that no signal
   * displaces another; null if there is none.
   *
   * @param needing the signal that needs {@code need} bytes more, or null
   */
  Segment oldestOfLargest(Signal needing, long need) {
    Signal most = null;
    long mostBytes = -1;
    for (Signal signal : Signal.values()) {
      long bytes = bytes(signal) + (signal == needing ? need : 0);
      if (!of(signal).isEmpty() && bytes > mostBytes) {
        most = signal;
        mostBytes = bytes;
      }
    }
    return most == null ? null : of(most).iterator().next();
  }
}
