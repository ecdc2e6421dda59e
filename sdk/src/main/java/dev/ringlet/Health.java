// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.export.Signal;
import java.util.Map;

/**
 * What an SDK has done with what it was given, at one moment. Immutable.
 *
 * @param signals one entry for each signal that is exported
 * @param caughtErrors exceptions of the application's samplers, processors, callbacks and other
 *     classes that were caught and otherwise ignored
 */
public record Health(Map<Signal, SignalHealth> signals, long caughtErrors) {
  /** Copies its arguments. */
  public Health {
    signals = Map.copyOf(signals);
  }

  /** What was done for one signal; all zero for a signal that is not exported. */
  public SignalHealth signal(Signal signal) {
    return signals.getOrDefault(signal, SignalHealth.NONE);
  }
}
