// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.anomalies;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for each open span its slowest child that has ended, with that child's own slowest
 * child, and so on. At most 8,192 spans; the oldest are forgotten first. Thread-safe.
 */
final class ChildPaths {
  private static final int MAX_SPANS = 8_192;
  private static final int STRIPES = 16;
  private static final int MAX_CHARS = 400;

  /** A child and the names below it. */
  record Child(String path, long latencyNanos) {}

  private static final class Stripe extends LinkedHashMap<String, Child> {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Child> eldest) {
      return size() > MAX_SPANS / STRIPES;
    }
  }

  private final Stripe[] stripes = new Stripe[STRIPES];

  ChildPaths() {
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new Stripe();
    }
  }

  private Stripe stripe(String spanId) {
    int hash = spanId.hashCode();
    return stripes[(hash ^ hash >>> 16) & (STRIPES - 1)];
  }

  /**
   * A span has ended: returns its slowest child and forgets it.
   *
   * @return null if no child of it has ended, or it was forgotten
   */
  @Nullable Child take(String spanId) {
    Stripe stripe = stripe(spanId);
    synchronized (stripe) {
      return stripe.remove(spanId);
    }
  }

  /** A child has ended, whose own slowest child is given. */
  void add(String parentSpanId, String name, long latencyNanos, @Nullable Child below) {
    Stripe stripe = stripe(parentSpanId);
    synchronized (stripe) {
      Child known = stripe.get(parentSpanId);
      if (known == null || latencyNanos > known.latencyNanos) {
        String path =
            below == null || name.length() + below.path.length() > MAX_CHARS
                ? name
                : name + " > " + below.path;
        stripe.put(parentSpanId, new Child(path, latencyNanos));
      }
    }
  }
}
