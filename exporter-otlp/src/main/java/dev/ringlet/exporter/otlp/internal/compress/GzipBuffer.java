// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.compress;

import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Compresses a byte range to a gzip member (RFC 1952). Deflater and buffer are reused, so a call
 * allocates nothing once the buffer is large enough; a buffer over 4 MiB is not kept. Not
 * thread-safe.
 */
public final class GzipBuffer implements BodyCompressor {
  private static final int LEVEL = 1;
  private static final int HEADER_BYTES = 10;
  private static final int TRAILER_BYTES = 8;
  private static final int INITIAL_BYTES = 16 * 1024;
  private static final int KEPT_BYTES = 4 * 1024 * 1024;

  private final Deflater deflater = new Deflater(LEVEL, true);
  private final CRC32 crc = new CRC32();
  private byte[] out = new byte[INITIAL_BYTES];

  @Override
  public String encoding() {
    return "gzip";
  }

  @Override
  public int compress(byte[] bytes, int offset, int length) {
    if (out.length > KEPT_BYTES) {
      out = new byte[INITIAL_BYTES];
    }
    Arrays.fill(out, 0, HEADER_BYTES, (byte) 0); // no flags, no time
    out[0] = 0x1f;
    out[1] = (byte) 0x8b;
    out[2] = 8; // deflate
    out[8] = 4; // fastest
    out[9] = (byte) 255; // unknown operating system
    deflater.reset();
    deflater.setInput(bytes, offset, length);
    deflater.finish();
    int end = HEADER_BYTES;
    while (!deflater.finished()) {
      if (out.length - end <= TRAILER_BYTES) {
        out = Arrays.copyOf(out, out.length * 2);
      }
      end += deflater.deflate(out, end, out.length - end - TRAILER_BYTES);
    }
    crc.reset();
    crc.update(bytes, offset, length);
    putIntLittleEndian(end, (int) crc.getValue());
    putIntLittleEndian(end + 4, length);
    return end + TRAILER_BYTES;
  }

  @Override
  public byte[] bytes() {
    return out;
  }

  private void putIntLittleEndian(int index, int value) {
    out[index] = (byte) value;
    out[index + 1] = (byte) (value >>> 8);
    out[index + 2] = (byte) (value >>> 16);
    out[index + 3] = (byte) (value >>> 24);
  }

  @Override
  public void close() {
    deflater.end();
  }
}
