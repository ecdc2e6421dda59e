// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import dev.ringlet.internal.ids.Entropy;
import dev.ringlet.internal.ids.Ids;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A real directory whose disk fails on request: the shipped spool over the shipped {@link
 * DirectoryFiles}, with faults in between. What was written before a fault stays on the disk, so a
 * process that is killed leaves real files to the next one.
 */
public final class FaultyDisk {
  /** The fault of the disk. */
  public enum Fault {
    /** The disk works. */
    NONE,
    /** Nothing can be written or created; deleting works. */
    FULL,
    /** A third of the writes fail, after a part of the bytes. */
    WRITE_ERROR,
    /** Nothing can be synced. */
    SYNC_ERROR,
    /** Writes and syncs take up to 200 ms. */
    SLOW,
    /** Syncs take three seconds, longer than the spool waits. */
    HANGING
  }

  private static final long MILLI = 1_000_000L;
  private final Random random;
  private volatile Fault fault = Fault.NONE;

  /** Creates a disk that works. */
  public FaultyDisk(long seed) {
    random = new Random(seed);
  }

  /** Changes the fault. */
  public void set(Fault fault) {
    this.fault = fault;
  }

  /** Opens the shipped spool on this disk. */
  public Spool open(SpoolSettings settings) {
    return new Spool(
        settings,
        () -> new Files(DirectoryLock.open(settings.directory())),
        SpoolClock.system(),
        () -> Entropy.longs(1)[0],
        Ids::randomFraction);
  }

  private void create() throws IOException {
    if (fault == Fault.FULL) {
      throw new IOException("No space left on device");
    }
  }

  /** Returns how many bytes are written before the fault; all of them without one. */
  private int writable(int length) {
    return switch (fault) {
      case FULL -> random.nextInt(length + 1) / 2;
      case WRITE_ERROR -> random.nextInt(3) == 0 ? random.nextInt(length) : length;
      default -> length;
    };
  }

  private void sync() throws IOException {
    if (fault == Fault.SYNC_ERROR) {
      throw new IOException("Input/output error");
    }
    if (fault == Fault.HANGING) {
      LockSupport.parkNanos(3_000 * MILLI);
    }
    delay();
  }

  private void delay() {
    if (fault == Fault.SLOW) {
      LockSupport.parkNanos(random.nextInt(200) * MILLI);
    }
  }

  private final class Files implements SpoolFiles {
    private final SpoolFiles disk;

    Files(SpoolFiles disk) {
      this.disk = disk;
    }

    @Override
    public void list(Consumer<String> names) throws IOException {
      disk.list(names);
    }

    @Override
    public Appender create(String name) throws IOException {
      FaultyDisk.this.create();
      return new FaultyAppender(disk.create(name));
    }

    @Override
    public Appender append(String name, long position) throws IOException {
      if (disk.size(name) < 0) {
        FaultyDisk.this.create();
      }
      return new FaultyAppender(disk.append(name, position));
    }

    @Override
    public long size(String name) throws IOException {
      return disk.size(name);
    }

    @Override
    public byte[] read(String name, long offset, int length) throws IOException {
      return disk.read(name, offset, length);
    }

    @Override
    public void delete(String name) throws IOException {
      disk.delete(name);
    }

    @Override
    public void rename(String from, String to) throws IOException {
      disk.rename(from, to);
    }

    @Override
    public void syncDirectory() throws IOException {
      sync();
      disk.syncDirectory();
    }

    @Override
    public boolean isAlive() {
      return disk.isAlive();
    }

    @Override
    public void adopt(AdoptedNames names) throws IOException {
      disk.adopt(names);
    }

    @Override
    public void close() {
      disk.close();
    }
  }

  private final class FaultyAppender implements SpoolFiles.Appender {
    private final SpoolFiles.Appender file;

    FaultyAppender(SpoolFiles.Appender file) {
      this.file = file;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      delay();
      int written = writable(length);
      file.write(bytes, offset, written);
      if (written < length) {
        throw new IOException(
            fault == Fault.FULL ? "No space left on device" : "Input/output error");
      }
    }

    @Override
    public void sync() throws IOException {
      FaultyDisk.this.sync();
      file.sync();
    }

    @Override
    public void close() {
      file.close();
    }
  }
}
