// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace.differential;

import io.opentelemetry.api.trace.SpanContext;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Gives random ids names that are equal in two runs: the n-th new id that the program sees is n.
 * Ids that the program itself brought in keep their text, so that an SDK which invents an id where
 * it should hand one on is caught.
 */
final class Ids {
  private final Set<String> given = new HashSet<>();
  private final Map<String, String> traces = new HashMap<>();
  private final Map<String, String> spans = new HashMap<>();

  /** Declares the ids of a context that the program made. */
  SpanContext given(SpanContext context) {
    given.add(context.getTraceId());
    given.add(context.getSpanId());
    return context;
  }

  String trace(String hex) {
    return name(traces, "trace#", hex);
  }

  String span(String hex) {
    return name(spans, "span#", hex);
  }

  /** Names an id on the wire; one that the program never saw is unknown. */
  String traceOnWire(String hex) {
    return given.contains(hex) ? hex : traces.getOrDefault(hex, "unknown trace");
  }

  String spanOnWire(String hex) {
    return given.contains(hex) ? hex : spans.getOrDefault(hex, "unknown span");
  }

  private String name(Map<String, String> names, String prefix, String hex) {
    if (given.contains(hex) || hex.chars().allMatch(c -> c == '0')) {
      return hex;
    }
    return names.computeIfAbsent(hex, id -> prefix + String.format("%04d", names.size()));
  }
}
