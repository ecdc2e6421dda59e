// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.export;

import java.util.Arrays;
import java.util.Objects;

/**
 * One complete {@code Export…ServiceRequest} protobuf message as a range of bytes. Immutable except
 * for the bytes.
 *
 * <p>An exporter of the application gets a copy of the bytes, which it may keep. The SDK's own
 * exporters get the bytes of a buffer, valid until {@link Exporter#export} returns, and do not
 * change them.
 */
public final class Payload {
  private final Signal signal;
  private final byte[] bytes;
  private final int offset;
  private final int length;
  private final int items;
  private final long deadlineNanos;

  /**
   * Creates a payload of a message.
   *
   * @param signal the signal of the request
   * @param bytes array that holds the message
   * @param offset index of its first byte
   * @param length its length in bytes
   * @param items number of spans, log records, data points or samples in it
   * @param deadlineNanos deadline of the export by {@link System#nanoTime}
   */
  public Payload(
      Signal signal, byte[] bytes, int offset, int length, int items, long deadlineNanos) {
    this.signal = Objects.requireNonNull(signal, "signal");
    this.bytes = Objects.requireNonNull(bytes, "bytes");
    Objects.checkFromIndexSize(offset, length, bytes.length);
    this.offset = offset;
    this.length = length;
    this.items = items;
    this.deadlineNanos = deadlineNanos;
  }

  /** Returns the same message in an array of its own. */
  public Payload copy() {
    byte[] own = Arrays.copyOfRange(bytes, offset, offset + length);
    return new Payload(signal, own, 0, length, items, deadlineNanos);
  }

  /** Returns the same message with an earlier deadline, or this if the deadline is not earlier. */
  public Payload withDeadline(long nanoTime) {
    return nanoTime - deadlineNanos >= 0
        ? this
        : new Payload(signal, bytes, offset, length, items, nanoTime);
  }

  /** The signal of the request. */
  public Signal signal() {
    return signal;
  }

  /**
   * The array that holds the message; {@link #length} bytes from {@link #offset} on belong to it.
   */
  public byte[] bytes() {
    return bytes;
  }

  /** Index of the first byte of the message. */
  public int offset() {
    return offset;
  }

  /** Length of the message in bytes. */
  public int length() {
    return length;
  }

  /** Number of spans, log records, data points or samples in the message. */
  public int items() {
    return items;
  }

  /** The deadline of the export by {@link System#nanoTime}, retries included. */
  public long deadlineNanos() {
    return deadlineNanos;
  }

  @Override
  public String toString() {
    return "Payload{" + signal.key() + ", items=" + items + ", bytes=" + length + "}";
  }
}
