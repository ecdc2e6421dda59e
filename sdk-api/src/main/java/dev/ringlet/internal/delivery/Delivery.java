// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.delivery;

/**
 * Delivers the items of one signal to their exporters and counts the outcome.
 *
 * <p>Any thread may call any method at any time; none throws.
 */
public interface Delivery {
  /**
   * Sends everything that was accepted before the call.
   *
   * @return whether all of it is where it should be, before the timeout
   */
  boolean flush(long timeoutNanos);

  /**
   * Sends what is left and closes the exporter; what is not sent at the timeout is counted as lost.
   */
  void close(long timeoutNanos);

  /** Items accepted since the start. */
  long accepted();

  /** Accepted items without an outcome yet. */
  long pending();

  /** Bytes of memory in which accepted items wait to be sent. */
  default long queueBytes() {
    return 0;
  }

  /** The most that {@link #queueBytes} ever was. */
  default long mostQueueBytes() {
    return 0;
  }

  /**
   * The most items that may wait; where bytes are the bound, as many as fit if all have the size of
   * those that wait now. 0 without a queue.
   */
  default long queueCapacity() {
    return 0;
  }

  /** Sets a listener for the duration of each collection; only for signals that are collected. */
  default void setCollectionListener(RequestSender.Listener listener) {}

  /**
   * Continues after the process was frozen: the time has jumped, in either direction, so waits
   * start again.
   */
  default void resume() {
    sender().resume();
  }

  /** What became of the others. */
  default DeliveryCounters counters() {
    return sender().counters();
  }

  /** What sends the requests. */
  RequestSender sender();
}
