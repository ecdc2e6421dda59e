// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds what is in the directory of a spool. Only headers are read. Files with other names, and
 * segments of another version, are left alone. Used by the spool's thread only.
 */
final class SpoolRecovery {
  private static final int MAX_FILES = 1 << 16;
  private static final int HEX_CHARS = 16;
  private static final long MAX_NUMBER = 1L << 60;

  private final SpoolFiles files;
  private final SegmentFormat format;
  private final SpoolHousekeeping housekeeping;
  private final SegmentTable table;
  private final Set<Long> known = new HashSet<>();
  private long maxNumber;

  SpoolRecovery(
      SpoolFiles files, SegmentFormat format, SpoolHousekeeping housekeeping, SegmentTable table) {
    this.files = files;
    this.format = format;
    this.housekeeping = housekeeping;
    this.table = table;
  }

  /** Enters segments that are not known yet, and returns the first number that is free. */
  long run() throws IOException {
    List<Long> segments = new ArrayList<>();
    List<Long> acks = new ArrayList<>();
    List<Long> bad = new ArrayList<>();
    files.list(
        name -> {
          long number = number(name);
          if (number >= 0) {
            maxNumber = Math.max(maxNumber, number);
            List<Long> list = name.endsWith("seg") ? segments : name.endsWith("ack") ? acks : bad;
            if (list.size() < MAX_FILES) {
              list.add(number);
            }
          }
        });
    SpoolHousekeeping.ownNames().forEach(this::delete);
    Collections.sort(segments);
    Collections.sort(bad);
    for (long number : bad) {
      if (known.add(-number - 1)) {
        String name = Segment.name(number, ".bad");
        housekeeping.addBad(name, Math.max(0, sizeOf(name)));
      }
    }
    for (long number : segments) {
      if (known.add(number)) {
        enter(number);
      }
    }
    for (long number : acks) {
      if (!known.contains(number) && segments.size() < MAX_FILES) {
        delete(Segment.name(number, ".ack"));
      }
    }
    return nextNumber();
  }

  long nextNumber() {
    return maxNumber + 1;
  }

  /** The number in the name of a file of ours, or -1. */
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
    return ours && number >= 0 && number < MAX_NUMBER ? number : -1;
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
      Segment segment = new Segment(number, header, false);
      segment.bytes = (int) Math.min(Integer.MAX_VALUE, size);
      segment.ackBytes = (int) Math.max(0, sizeOf(segment.ackName()));
      table.add(segment);
    } else if (isNothing(head, size)) {
      housekeeping.delete(name, size);
      delete(Segment.name(number, ".ack"));
    } else if (!format.isOtherVersion(head)) {
      quarantine(number, size);
    }
  }

  private void quarantine(long number, long size) {
    String badName = Segment.name(number, ".bad");
    known.add(-number - 1);
    housekeeping.quarantine(Segment.name(number, ".seg"), badName, Math.max(0, size));
    delete(Segment.name(number, ".ack"));
  }

  /** A file that was only just made when the process or the machine went down. */
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
