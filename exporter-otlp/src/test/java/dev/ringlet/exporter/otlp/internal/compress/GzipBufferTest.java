// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.compress;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class GzipBufferTest {
  @Test
  void jdkDecompressesTheResult() throws IOException {
    Random random = new Random(3);
    try (GzipBuffer gzip = new GzipBuffer()) {
      for (int size : new int[] {0, 1, 1000, 16_384, 100_000, 6_000_000, 5}) {
        for (int spread : new int[] {1, 4, 256}) {
          byte[] bytes = new byte[size + 20];
          for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) random.nextInt(spread);
          }
          int length = gzip.compress(bytes, 10, size);
          byte[] packed = Arrays.copyOf(gzip.bytes(), length);
          byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
          assertThat(unpacked).isEqualTo(Arrays.copyOfRange(bytes, 10, 10 + size));
        }
      }
    }
  }

  @Test
  void allocatesNothingOnceTheBufferHasGrown() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    byte[] bytes = new byte[120_000];
    new Random(5).nextBytes(bytes);
    try (GzipBuffer gzip = new GzipBuffer()) {
      for (int i = 0; i < 200; i++) {
        gzip.compress(bytes, 0, bytes.length);
      }
      long before = threads.getCurrentThreadAllocatedBytes();
      byte[] canary = new byte[1000];
      long between = threads.getCurrentThreadAllocatedBytes();
      assertThat(between - before).isGreaterThanOrEqualTo(canary.length);
      long least = Long.MAX_VALUE; // because the JVM allocates occasionally
      for (int round = 0; round < 5; round++) {
        before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 50; i++) {
          gzip.compress(bytes, 0, bytes.length);
        }
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertThat(least).isLessThan(50); // less than a byte per call
    }
  }
}
