// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ids;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * Random numbers from the operating system, which differ between otherwise identical processes. The
 * JDK's cheap generators are seeded from the clocks, which may be equal on two devices that boot
 * from one image without a battery-backed clock.
 */
public final class Entropy {
  // SecureRandom reads the same device, after 150 classes and some 30 ms.
  private static final String DEVICE = "/dev/urandom";

  private Entropy() {}

  /** Reads {@code count} random numbers from the operating system. */
  public static long[] longs(int count) {
    return longs(count, DEVICE);
  }

  static long[] longs(int count, String device) {
    byte[] bytes = new byte[count * Long.BYTES];
    if (!readFully(device, bytes)) {
      new SecureRandom().nextBytes(bytes);
    }
    long[] longs = new long[count];
    ByteBuffer.wrap(bytes).asLongBuffer().get(longs);
    return longs;
  }

  private static boolean readFully(String device, byte[] target) {
    try (InputStream in = new FileInputStream(device)) {
      return in.readNBytes(target, 0, target.length) == target.length;
    } catch (IOException | SecurityException e) {
      return false; // no such device, or no permission
    }
  }
}
