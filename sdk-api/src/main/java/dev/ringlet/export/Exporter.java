// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.export;

import java.time.Duration;

/**
 * Exports encoded telemetry of any signal. The contract is the same for traces, metrics, logs and
 * profiles: {@link Payload#signal()} names the message.
 *
 * <p>Thread rules: {@link #export} is called on threads of the SDK only, at most {@link
 * #maxConcurrentExports()} calls at a time; it may block, but not beyond {@link
 * Payload#deadlineNanos()}. The other methods may be called from any thread at any time.
 *
 * <p>Errors: a failed delivery is reported by the result, not by an exception. A thrown exception
 * counts as {@link FailureCause#INTERNAL} and loses that payload only.
 */
public interface Exporter extends AutoCloseable {
  /**
   * Sends one request and returns its outcome.
   *
   * @param payload the request
   * @return the outcome, never null
   */
  ExportResult export(Payload payload);

  /**
   * Waits until everything that this exporter buffers in memory is sent; a spool on disk is not
   * waited for.
   *
   * @param timeout how long to wait at most
   * @return whether everything was delivered in time
   */
  default boolean flush(Duration timeout) {
    return true;
  }

  /**
   * How many calls of {@link #export} may run at the same time.
   *
   * @return 1 or more
   */
  default int maxConcurrentExports() {
    return 1;
  }

  /**
   * Closes idle connections and files, for a process that is about to be frozen; the next export
   * opens them again. Exports in progress are not disturbed.
   */
  default void disconnect() {}

  /**
   * Releases everything. Exports in progress are cut short and return; later ones return {@link
   * FailureCause#CLOSED}. A second call does nothing.
   */
  @Override
  void close();
}
