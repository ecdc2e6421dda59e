// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import io.opentelemetry.api.trace.TraceState;
import java.util.ArrayList;
import java.util.List;

/** Trace states that run no application code. */
final class TraceStates {
  private static final Class<?> KNOWN = TraceState.getDefault().getClass();

  private TraceStates() {}

  /**
   * The state itself, or a copy if its class is the application's. May throw what that class
   * throws.
   */
  static TraceState safe(TraceState state) {
    if (state == null) {
      return TraceState.getDefault();
    }
    return state.getClass() == KNOWN ? state : copy(state);
  }

  private static TraceState copy(TraceState state) {
    List<String> pairs = new ArrayList<>();
    state.forEach(
        (key, value) -> {
          pairs.add(key);
          pairs.add(value);
        });
    var copy = TraceState.builder();
    for (int i = pairs.size() - 2; i >= 0; i -= 2) { // the builder puts the last one first
      copy.put(pairs.get(i), pairs.get(i + 1));
    }
    return copy.build();
  }
}
