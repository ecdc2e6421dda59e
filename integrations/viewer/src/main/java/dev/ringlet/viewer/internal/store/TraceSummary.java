// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.store;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a list shows of a trace.
 *
 * @param isRooted whether the span that gives the name has no parent
 * @param services spans by service
 */
public record TraceSummary(
    String name,
    String service,
    boolean isRooted,
    long startNanos,
    long durationNanos,
    int spans,
    int errors,
    Map<String, Integer> services) {

  static TraceSummary of(List<StoredSpan> spans) {
    Set<Long> ids = new HashSet<>();
    Map<String, Integer> services = new TreeMap<>();
    long start = Long.MAX_VALUE;
    long end = Long.MIN_VALUE;
    int errors = 0;
    for (StoredSpan span : spans) {
      if (!ids.add(span.id())) {
        continue; // a request that was sent twice
      }
      start = Math.min(start, span.startNanos());
      end = Math.max(end, Math.max(span.startNanos(), span.endNanos()));
      errors += span.isError() ? 1 : 0;
      services.merge(span.service(), 1, Integer::sum);
    }
    StoredSpan top = spans.get(0);
    for (StoredSpan span : spans) {
      top = rank(span, ids) < rank(top, ids) || isEarlier(span, top, ids) ? span : top;
    }
    return new TraceSummary(
        top.name(),
        top.service(),
        top.parent() == 0,
        start,
        end - start,
        ids.size(),
        errors,
        services);
  }

  private static int rank(StoredSpan span, Set<Long> ids) {
    return span.parent() == 0 ? 0 : ids.contains(span.parent()) ? 2 : 1;
  }

  private static boolean isEarlier(StoredSpan span, StoredSpan top, Set<Long> ids) {
    return rank(span, ids) == rank(top, ids) && span.startNanos() < top.startNanos();
  }
}
