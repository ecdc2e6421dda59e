// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.export.Signal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The counters of an SDK at one moment. Immutable.
 *
 * @param signals one entry for each signal that is exported; with several exporters of a signal,
 *     each record counts once for each of them
 * @param exporters one entry for each exporter, under its component name in the semantic
 *     conventions, such as {@code otlp_http_span_exporter/0}
 * @param caughtErrors exceptions of the application's samplers, processors, callbacks and other
 *     classes that were caught and otherwise ignored
 */
public record Health(
    Map<Signal, SignalHealth> signals, Map<String, SignalHealth> exporters, long caughtErrors) {
  /** Copies its arguments. */
  public Health {
    signals = Map.copyOf(signals);
    exporters = Collections.unmodifiableMap(new LinkedHashMap<>(exporters));
  }

  /** Returns the counters of one signal; all zero for a signal that is not exported. */
  public SignalHealth signal(Signal signal) {
    return signals.getOrDefault(signal, SignalHealth.NONE);
  }
}
