// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.LongBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * How many records of each signal an application has made, in a mapped file: a process that is
 * killed cannot take it along. Each signal is counted by one thread.
 */
final class RecordedCounts {
  private static final int BYTES = 4 << 10;
  private final LongBuffer counts;

  private RecordedCounts(LongBuffer counts) {
    this.counts = counts;
  }

  static RecordedCounts open(Path file) {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES);
      return new RecordedCounts(mapped.asLongBuffer());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long get(int index) {
    return counts.get(index);
  }

  /** Returns the number of the next record, from 0, and counts it. */
  long next(int index) {
    long number = counts.get(index);
    counts.put(index, number + 1);
    return number;
  }
}
