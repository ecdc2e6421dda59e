// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Finds the segments of earlier processes. Only headers are read. Files with other names, and
 * segments of another version, are left alone. Used by the spool's thread only.
 *
 * <p>Memory is bounded: of many segments the older half and the newer half of the bound are entered
 * into the table, so that both the oldest and the most recent can be sent or dropped; a later
 * {@link #run} finds the rest once there is room.
 */
final class SpoolRecovery {
  static final int MAX_SEGMENTS = 1 << 14;
  private static final int HEX_CHARS = 16;
  private static final long HIGH_NUMBER = 1L << 62;

  private final SpoolFiles files;
  private final SegmentFormat format;
  private final SpoolHousekeeping housekeeping;
  private final SegmentTable table;
  private final Set<Long> seen = new HashSet<>();
  private final Set<Long> knownBad = new HashSet<>();
  private Map<Long, Segment> expected = Map.of();
  private boolean surplus;

  SpoolRecovery(
      SpoolFiles files, SegmentFormat format, SpoolHousekeeping housekeeping, SegmentTable table) {
    this.files = files;
    this.format = format;
    this.housekeeping = housekeeping;
    this.table = table;
  }

  /** Sets the segments, by number, that were counted before they are found. */
  void expect(Map<Long, Segment> segments) {
    expected = segments;
  }

  /** Enters segments that are not known yet, and returns a number for the next segment. */
  long run() throws IOException {
    LongStream.Builder segmentNumbers = LongStream.builder();
    LongStream.Builder ackNumbers = LongStream.builder();
    LongStream.Builder badNumbers = LongStream.builder();
    files.list(
        name -> {
          long number = number(name);
          if (number >= 0) {
            (name.endsWith("seg") ? segmentNumbers : name.endsWith("ack") ? ackNumbers : badNumbers)
                .add(number);
          }
        });
    long[] segments = segmentNumbers.build().sorted().toArray();
    long[] acks = ackNumbers.build().toArray();
    long[] bad = badNumbers.build().sorted().toArray();
    for (long number : bad) {
      if (knownBad.add(number)) {
        String name = Segment.name(number, ".bad");
        housekeeping.addBad(name, Math.max(0, sizeOf(name)));
      }
    }
    enterSome(segments);
    for (long number : acks) {
      if (Arrays.binarySearch(segments, number) < 0 && !isPending(number)) {
        delete(Segment.name(number, ".ack"));
      }
    }
    return freeNumber(
        LongStream.concat(
                LongStream.of(segments), LongStream.concat(LongStream.of(acks), LongStream.of(bad)))
            .sorted()
            .toArray());
  }

  /** Whether segments are left that did not fit into the table. */
  boolean hasSurplus() {
    return surplus;
  }

  /**
   * The number after the highest one or, near the end of the range, a number in the largest gap.
   */
  private static long freeNumber(long[] sorted) {
    long last = sorted.length == 0 ? 0 : sorted[sorted.length - 1];
    if (last < HIGH_NUMBER) {
      return last + 1;
    }
    long free = 1;
    long widest = 0;
    long before = 0;
    for (long number : sorted) {
      if (number - before > widest) {
        widest = number - before;
        free = before + 1;
      }
      before = number;
    }
    return free;
  }

  private void enterSome(long[] segments) {
    long[] fresh =
        LongStream.of(segments)
            .filter(number -> !seen.contains(number) && !table.contains(number))
            .filter(number -> !isPending(number))
            .toArray();
    int room = Math.max(0, MAX_SEGMENTS - table.size());
    int older = fresh.length <= room ? fresh.length : room / 2;
    int newer = Math.max(older, fresh.length - (room - older));
    long surplusBytes = 0;
    for (int i = 0; i < fresh.length; i++) {
      if (i < older || i >= newer) {
        seen.add(fresh[i]);
        enter(fresh[i]);
      } else {
        surplusBytes += Math.max(0, sizeOf(Segment.name(fresh[i], ".seg")));
        surplusBytes += Math.max(0, sizeOf(Segment.name(fresh[i], ".ack")));
      }
    }
    surplus = newer > older;
    table.setSurplusBytes(surplusBytes);
  }

  /** Whether the files with this number are waiting to be deleted. */
  private boolean isPending(long number) {
    return housekeeping.isPending(Segment.name(number, ".seg"));
  }

  /** The number in the name of a spool file, or -1 for other files. */
  private static long number(String name) {
    boolean ours =
        name.length() == HEX_CHARS + 4
            && (name.endsWith(".seg") || name.endsWith(".ack") || name.endsWith(".bad"));
    long number = 0;
    for (int i = 0; ours && i < HEX_CHARS; i++) {
      int digit = "0123456789abcdef".indexOf(name.charAt(i));
      ours = digit >= 0;
      number = number << 4 | digit;
    }
    return ours && number >= 0 ? number : -1;
  }

  private long sizeOf(String name) {
    try {
      return files.size(name);
    } catch (IOException | RuntimeException e) {
      return -1;
    }
  }

  private void delete(String name) {
    housekeeping.delete(name, Math.max(0, sizeOf(name)));
  }

  private void enter(long number) {
    String name = Segment.name(number, ".seg");
    long size = sizeOf(name);
    byte[] head;
    try {
      head = files.read(name, 0, SegmentFormat.HEADER_BYTES);
    } catch (IOException | RuntimeException e) {
      quarantine(number, size);
      return;
    }
    SegmentFormat.Header header = format.readHeader(head);
    if (header != null) {
      Segment segment = segment(number, header);
      segment.setBytes((int) Math.max(0, Math.min(Integer.MAX_VALUE, size)));
      segment.setAckBytes((int) Math.max(0, sizeOf(segment.ackName())));
      table.add(segment);
    } else if (isNothing(head, size)) {
      housekeeping.delete(name, size);
      delete(Segment.name(number, ".ack"));
    } else if (!format.isOtherVersion(head)) {
      quarantine(number, size);
    }
  }

  private Segment segment(long number, SegmentFormat.Header header) {
    Segment before = expected.get(number);
    return before != null && before.header.nonce() == header.nonce()
        ? before.reopened()
        : new Segment(number, header, false);
  }

  private void quarantine(long number, long size) {
    knownBad.add(number);
    housekeeping.quarantine(
        Segment.name(number, ".seg"), Segment.name(number, ".bad"), Math.max(0, size));
    delete(Segment.name(number, ".ack"));
  }

  /** Whether a file had just been created when the process or the machine failed. */
  private static boolean isNothing(byte[] head, long size) {
    if (size > SegmentFormat.HEADER_BYTES) {
      return false;
    }
    for (byte b : head) {
      if (b != 0 && head.length == SegmentFormat.HEADER_BYTES) {
        return false;
      }
    }
    return true;
  }
}
