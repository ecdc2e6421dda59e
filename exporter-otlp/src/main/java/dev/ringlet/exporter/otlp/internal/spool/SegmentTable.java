// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import dev.ringlet.export.Signal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** All segments by signal and number, and the room they take. Used by the spool's thread only. */
final class SegmentTable {
  /** Room kept for the acknowledgement of a record. */
  static final int RECORD_ROOM = SegmentFormat.ACK_BYTES;

  /** Room kept for what a segment needs besides records, marks in its acknowledgements included. */
  static final int SEGMENT_ROOM = SegmentFormat.HEADER_BYTES + SegmentFormat.ACK_HEADER_BYTES + 64;

  static final int MAX_SEGMENTS = 4096;

  private final SpoolHousekeeping housekeeping;
  private final List<TreeMap<Long, Segment>> bySignal = new ArrayList<>();
  private int size;

  SegmentTable(SpoolHousekeeping housekeeping) {
    this.housekeeping = housekeeping;
    for (int i = 0; i < Signal.values().length; i++) {
      bySignal.add(new TreeMap<>());
    }
  }

  void add(Segment segment) {
    if (bySignal.get(segment.signal().ordinal()).put(segment.number, segment) == null) {
      size++;
    }
  }

  void remove(Segment segment) {
    if (bySignal.get(segment.signal().ordinal()).remove(segment.number) != null) {
      size--;
    }
  }

  boolean contains(Signal signal, long number) {
    return bySignal.get(signal.ordinal()).containsKey(number);
  }

  /** The segments of a signal, oldest first; must not be kept over a change. */
  Collection<Segment> of(Signal signal) {
    return bySignal.get(signal.ordinal()).values();
  }

  List<Segment> copy() {
    List<Segment> all = new ArrayList<>(size);
    bySignal.forEach(segments -> all.addAll(segments.values()));
    return all;
  }

  boolean isFull() {
    return size >= MAX_SEGMENTS;
  }

  int size() {
    return size;
  }

  /** Bytes of all files, with what may still have to be written about them. */
  long bytes() {
    long sum = housekeeping.bytes();
    for (Signal signal : Signal.values()) {
      sum += bytes(signal);
    }
    return sum;
  }

  long bytes(Signal signal) {
    long sum = 0;
    for (Segment segment : of(signal)) {
      long acks = segment.ackBytes + (long) RECORD_ROOM * segment.openRecords;
      sum += segment.bytes + acks + SEGMENT_ROOM;
    }
    return sum;
  }

  /**
   * The oldest segment of the signal that has most, so that none can crowd out another; null if
   * there is none.
   *
   * @param needing the signal that needs {@code need} bytes more, or null
   */
  Segment victim(Signal needing, long need) {
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
