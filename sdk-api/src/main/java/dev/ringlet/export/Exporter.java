// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.export;

import java.time.Duration;

/**
 * Carries encoded telemetry of any signal to where it is wanted. One contract serves traces,
 * metrics, logs and profiles: {@link Payload#signal()} names the message.
 *
 * <p>Thread rules: {@link #export} is called on threads of the SDK only, at most {@link
 * #maxConcurrentExports()} calls at a time; it may block, but not beyond {@link
 * Payload#deadlineNanos()}. The other methods may be called from any thread at any time.
 *
 * <p>Errors: nothing is thrown for a failed delivery; it is told by the result. A thrown exception
 * is counted as {@link FailureCause#INTERNAL} and costs that payload only.
 */
public interface Exporter extends AutoCloseable {
  /**
   * Sends one request and tells what became of it.
   *
   * @param payload the request
   * @return the outcome, never null
   */
  ExportResult export(Payload payload);

  /**
   * Waits until nothing that this exporter holds back (in a buffer, not in a spool on disk) is
   * outstanding.
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
   * Releases everything. Exports under way are cut short and return; later ones return {@link
   * FailureCause#CLOSED}. A second call does nothing.
   */
  @Override
  void close();
}
