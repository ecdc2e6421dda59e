// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The files other than live segments: files that could not be deleted yet, quarantined files, and a
 * reserve of space for acknowledgements on a full disk. Used by the spool's thread only; methods do
 * not throw.
 */
final class SpoolHousekeeping {
  static final String RESERVE = "reserve";
  private static final String PROBE = "probe";
  static final int RESERVE_BYTES = 16 << 10;
  private static final int PROBE_BYTES = 4 << 10;
  private static final int MAX_BAD = 2;

  private final SpoolFiles files;
  private final Map<String, Long> toDelete = new LinkedHashMap<>();
  private final ArrayDeque<Map.Entry<String, Long>> bad = new ArrayDeque<>();
  private boolean reserved;

  SpoolHousekeeping(SpoolFiles files) {
    this.files = files;
  }

  /** Bytes of all these files. */
  long bytes() {
    long sum = reserved ? RESERVE_BYTES : 0;
    for (long bytes : toDelete.values()) {
      sum += bytes;
    }
    for (Map.Entry<String, Long> one : bad) {
      sum += one.getValue();
    }
    return sum;
  }

  /** Deletes a file now or, if that fails, later. */
  void delete(String name, long bytes) {
    deleteInOrder(name, bytes, null, 0);
  }

  /** Deletes a file, and a second one, or null, only once the first is gone. */
  void deleteInOrder(String name, long bytes, String second, long secondBytes) {
    try {
      files.delete(name);
    } catch (IOException | RuntimeException e) {
      toDelete.put(name, bytes);
      if (second != null) {
        toDelete.put(second, secondBytes); // tried in this order
      }
      return;
    }
    if (second != null) {
      delete(second, secondBytes);
    }
  }

  /** Deletes a file now; false if that fails. */
  boolean tryDelete(String name) {
    try {
      files.delete(name);
      return true;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  /** Tries again to delete files that could not be deleted. */
  void retryDeletes() {
    for (String name : new ArrayList<>(toDelete.keySet())) {
      try {
        files.delete(name);
        toDelete.remove(name);
      } catch (IOException | RuntimeException e) {
        return; // the others would fail as well
      }
    }
  }

  /** Quarantines a file that cannot be used; the two newest are kept. */
  void quarantine(String name, String badName, long bytes) {
    try {
      files.rename(name, badName);
      addBad(badName, bytes);
    } catch (IOException | RuntimeException e) {
      delete(name, bytes);
    }
  }

  /** Registers a quarantined file that is not known yet; call in the order of the names. */
  void addBad(String badName, long bytes) {
    if (isPending(badName) || bad.stream().anyMatch(one -> one.getKey().equals(badName))) {
      return;
    }
    bad.add(Map.entry(badName, bytes));
    while (bad.size() > MAX_BAD) {
      dropBad();
    }
  }

  /** Deletes the oldest quarantined file; false if there is none. */
  boolean dropBad() {
    Map.Entry<String, Long> oldest = bad.poll();
    if (oldest != null) {
      delete(oldest.getKey(), oldest.getValue());
    }
    return oldest != null;
  }

  /**
   * Keeps the reserve of an earlier process, because on a full disk it could not be created again.
   */
  void takeOver() {
    delete(PROBE, 0);
    try {
      reserved = files.size(RESERVE) == RESERVE_BYTES;
    } catch (IOException | RuntimeException e) {
      reserved = false;
    }
    if (!reserved) {
      delete(RESERVE, 0);
    }
  }

  /** Reserves space for a full disk. */
  void reserve() {
    if (!reserved) {
      reserved = writeZeros(RESERVE, RESERVE_BYTES);
    }
  }

  /** Frees the reserve; returns whether there was one. */
  boolean release() {
    boolean released = reserved;
    if (reserved) {
      reserved = false;
      delete(RESERVE, RESERVE_BYTES);
    }
    return released;
  }

  /** Whether the directory accepts new files, tested with a file of {@code room} bytes at most. */
  boolean probe(long room) {
    int bytes = (int) Math.max(0, Math.min(room, PROBE_BYTES));
    boolean works = writeZeros(PROBE, bytes);
    delete(PROBE, bytes);
    return works;
  }

  private boolean writeZeros(String name, int bytes) {
    try {
      files.delete(name);
      toDelete.remove(name); // or the new file would be deleted
      SpoolFiles.Appender file = files.create(name);
      try {
        file.write(new byte[bytes], 0, bytes);
        file.sync();
      } finally {
        file.close();
      }
      return true;
    } catch (IOException | RuntimeException e) {
      delete(name, bytes);
      return false;
    }
  }

  /** Whether a file waits to be deleted. */
  boolean isPending(String name) {
    return toDelete.containsKey(name);
  }
}
