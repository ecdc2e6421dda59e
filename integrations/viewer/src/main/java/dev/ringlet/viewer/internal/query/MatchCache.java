// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.query;

import dev.ringlet.viewer.internal.store.StoredTrace;
import dev.ringlet.viewer.internal.store.TraceId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which traces the last two searches let through, of all that they looked at, so that a page that
 * asks again while traces arrive has only the new ones decoded. Refers to ids, not to traces; some
 * 100 bytes for each. Thread-safe.
 */
final class MatchCache {
  private static final int SEARCHES = 2;

  private final Map<TraceFilter, Known> searches =
      new LinkedHashMap<>(4, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TraceFilter, Known> eldest) {
          return size() > SEARCHES;
        }
      };

  /**
   * What is known of a filter.
   *
   * @param kept how many traces there are
   */
  synchronized Known of(TraceFilter filter, int kept) {
    if (filter.conditions().isEmpty()) {
      return new Known(filter); // needs no span
    }
    Known known = searches.get(filter);
    // a thousand of what it knows have left
    if (known == null || known.versions.size() > kept + 1_000) {
      known = new Known(filter);
      searches.put(filter, known);
    }
    return known;
  }

  synchronized void clear() {
    searches.clear();
  }

  /** Traces that a filter has seen. */
  static final class Known {
    private final TraceFilter filter;

    /** Versions of traces, negative for those that do not match. */
    private final Map<TraceId, Long> versions = new ConcurrentHashMap<>();

    private Known(TraceFilter filter) {
      this.filter = filter;
    }

    boolean matches(StoredTrace.View trace) {
      if (filter.conditions().isEmpty()) {
        return filter.matches(trace);
      }
      Long known = versions.get(trace.id());
      if (known != null && Math.abs(known) == trace.version()) {
        return known > 0;
      }
      boolean matches = filter.matches(trace);
      versions.put(trace.id(), matches ? trace.version() : -trace.version());
      return matches;
    }
  }
}
