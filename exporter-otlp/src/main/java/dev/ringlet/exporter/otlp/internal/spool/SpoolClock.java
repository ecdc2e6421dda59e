// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import dev.ringlet.common.Clock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The clocks of the spool. Thread-safe. */
interface SpoolClock {
  /** As {@link System#nanoTime}; comparable between processes of the same boot, where known. */
  long nanoTime();

  /** The wall clock, which may jump. */
  long wallMillis();

  /** Identifies a boot of the machine; 0 if that is not known. */
  long bootId();

  /** The clocks of this machine. */
  static SpoolClock system() {
    long bootId = readBootId();
    return new SpoolClock() {
      @Override
      public long nanoTime() {
        return System.nanoTime();
      }

      @Override
      public long wallMillis() {
        return Clock.system().epochNanos() / 1_000_000;
      }

      @Override
      public long bootId() {
        return bootId;
      }
    };
  }

  /** Known on Linux, where nanoTime counts from the boot. */
  private static long readBootId() {
    try {
      String text = Files.readString(Path.of("/proc/sys/kernel/random/boot_id"));
      return hash(text);
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }

  /** A hash of 64 bits. */
  static long hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
