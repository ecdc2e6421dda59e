// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.export;

import java.util.Objects;

/**
 * One complete {@code Export…ServiceRequest} protobuf message as a range of bytes.
 *
 * <p>A payload is lent: its bytes are valid, and must not be changed, from the call of {@link
 * Exporter#export} until that call returns. Whoever needs them longer copies them before returning.
 * Payloads are reused by their owner, so an exporter keeps no reference to them either.
 *
 * <p>Not thread-safe; handed from thread to thread with the bytes.
 */
public final class Payload {
  private final Signal signal;
  private byte[] bytes = new byte[0];
  private int offset;
  private int length;
  private int items;
  private long deadlineNanos;

  /** Makes an empty payload for {@code signal}. */
  public Payload(Signal signal) {
    this.signal = Objects.requireNonNull(signal, "signal");
  }

  /**
   * Points this payload at a message.
   *
   * @param bytes array that holds the message
   * @param offset index of its first byte
   * @param length its length in bytes
   * @param items number of spans, log records, data points or samples in it
   * @param deadlineNanos {@link System#nanoTime} at which the sender stops caring
   * @return this
   */
  public Payload set(byte[] bytes, int offset, int length, int items, long deadlineNanos) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
    this.items = items;
    this.deadlineNanos = deadlineNanos;
    return this;
  }

  /** The signal whose request message this is. */
  public Signal signal() {
    return signal;
  }

  /** The array that holds the message; only {@link #offset} to {@link #length} belong to it. */
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

  /**
   * The {@link System#nanoTime} at which the sender stops caring: an exporter gives up, retries
   * included, by then.
   */
  public long deadlineNanos() {
    return deadlineNanos;
  }

  @Override
  public String toString() {
    return "Payload{" + signal.key() + ", items=" + items + ", bytes=" + length + "}";
  }
}
