// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.compress;

/** Compresses request bodies into a reused buffer. Not thread-safe. */
public interface BodyCompressor extends AutoCloseable {
  /** The name in {@code Content-Encoding} and {@code grpc-encoding}. */
  String encoding();

  /**
   * Compresses a range; the result starts at index 0 of {@link #bytes()} and is valid until the
   * next call.
   *
   * @return the length of the result in bytes
   */
  int compress(byte[] bytes, int offset, int length);

  /** The buffer that holds the last result. */
  byte[] bytes();

  /** Frees native resources. */
  @Override
  void close();
}
