// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Finds the segments of earlier processes. Only headers are read. Files with other names, and
 * segments of another version, are left alone. What cannot be read now is left for a later {@link
 * #run}. Used by the spool's thread only.
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
  private final ReadFailures failures;
  private final Set<Long> seen = new HashSet<>();
  private final Map<Long, ReadFailures.Count> unread = new HashMap<>();
  private Map<Long, Segment> expected = Map.of();
  private boolean surplus;

  SpoolRecovery(
      SpoolFiles files,
      SegmentFormat format,
      SpoolHousekeeping housekeeping,
      SegmentTable table,
      ReadFailures failures) {
    this.files = files;
    this.format = format;
    this.housekeeping = housekeeping;
    this.table = table;
    this.failures = failures;
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
      String name = Segment.name(number, ".bad");
      housekeeping.addBad(name, sizeOf(name));
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

  /** Whether segments are left that could not be read. */
  boolean hasUnread() {
    return !unread.isEmpty();
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
    unread.keySet().removeIf(number -> Arrays.binarySearch(fresh, number) < 0);
    int room = Math.max(0, MAX_SEGMENTS - table.size());
    int older = fresh.length <= room ? fresh.length : room / 2;
    int newer = Math.max(older, fresh.length - (room - older));
    long surplusBytes = 0;
    for (int i = 0; i < fresh.length; i++) {
      boolean chosen = i < older || i >= newer;
      if (chosen && enter(fresh[i])) {
        seen.add(fresh[i]);
        unread.remove(fresh[i]);
      } else {
        surplusBytes += sizeOf(Segment.name(fresh[i], ".seg"));
        surplusBytes += sizeOf(Segment.name(fresh[i], ".ack"));
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

  /** The size of a file, or 0 if it is gone or cannot be asked. */
  private long sizeOf(String name) {
    try {
      return Math.max(0, files.size(name));
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }

  private void delete(String name) {
    housekeeping.delete(name, sizeOf(name));
  }

  /** Enters a segment, or does what else is to be done with it; false if it cannot be read now. */
  private boolean enter(long number) {
    String name = Segment.name(number, ".seg");
    try {
      long size = files.size(name);
      if (size >= 0) {
        enter(number, size, files.read(name, 0, SegmentFormat.HEADER_BYTES));
      }
      return true;
    } catch (IOException | RuntimeException e) {
      ReadFailures.Count count = unread.computeIfAbsent(number, n -> new ReadFailures.Count());
      boolean lasting = failures.add(count, number, e);
      if (lasting) {
        quarantine(number, sizeOf(name));
      }
      return lasting;
    }
  }

  private void enter(long number, long size, byte[] head) {
    String name = Segment.name(number, ".seg");
    SegmentFormat.Header header = format.readHeader(head);
    if (header != null) {
      Segment segment = segment(number, header);
      segment.setBytes((int) Math.min(Integer.MAX_VALUE, size));
      segment.setAckBytes((int) sizeOf(segment.ackName()));
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
    housekeeping.quarantine(Segment.name(number, ".seg"), Segment.name(number, ".bad"), size);
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
