// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.delivery;

import dev.ringlet.export.Exporter;
import dev.ringlet.export.Payload;
import org.jspecify.annotations.Nullable;

/**
 * An exporter of the SDK itself. It gets the bytes of a payload without a copy, because it does not
 * change or keep them, and may report the fate of each item of a request.
 *
 * <p>Thread rules are those of {@link Exporter}.
 */
public interface BuiltInExporter extends Exporter {
  /** Sends one request and reports what became of its items; may throw. */
  default DeliveryReport deliver(Payload payload) {
    return DeliveryReport.of(export(payload), payload.items());
  }

  /**
   * The counters of this exporter. An exporter that stores items and delivers them later moves them
   * from stored to delivered or dropped there by itself.
   */
  default DeliveryCounters counters() {
    return new DeliveryCounters();
  }

  /**
   * The largest request, in bytes, that this exporter sends in one piece and can store. May change;
   * a larger request is allowed.
   */
  default int largestRequestBytes() {
    return Integer.MAX_VALUE;
  }

  /**
   * Makes what the first request needs, an HTTP client for example, so that records do not pile up
   * behind it. Called at most once, on a thread of the SDK, when the first record waits; may be
   * slow; makes no request.
   */
  default void prepare() {}

  /**
   * Gives memory back that was not needed since the last call. Called about every ten seconds, on a
   * thread of the SDK, also while requests are in progress.
   */
  default void trim() {}

  /**
   * Does what {@link #disconnect} does and ends work of its own until {@link #reconnect}.
   *
   * @return whether nothing is open any more
   */
  default boolean suspend(long deadlineNanos) {
    disconnect();
    return true;
  }

  /** Takes up again what {@link #suspend} ended; without effect otherwise. */
  default void reconnect() {}

  /** Announces that {@link #close} follows by a {@link System#nanoTime}. */
  default void closeBy(long deadlineNanos) {}

  /** The component type of this exporter in the {@code otel.sdk.*} semantic conventions. */
  default String componentType() {
    return getClass().getName();
  }

  /** The host that requests go to first, or null if they go to none. */
  default @Nullable String serverAddress() {
    return null;
  }

  /** The port at {@link #serverAddress}. */
  default int serverPort() {
    return 0;
  }
}
