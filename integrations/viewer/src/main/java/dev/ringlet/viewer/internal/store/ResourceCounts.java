// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.store;

import dev.ringlet.export.Signal;
import io.opentelemetry.proto.resource.v1.Resource;

/** How much came from a resource, and when the last of it. */
public final class ResourceCounts {
  private final Resource resource;
  private final Origin origin;
  private final long[] counts = new long[Signal.values().length];
  private volatile long lastMillis;

  ResourceCounts(Resource resource) {
    this.resource = resource;
    this.origin =
        Origin.of(
            resource, io.opentelemetry.proto.common.v1.InstrumentationScope.getDefaultInstance());
  }

  synchronized void add(Signal signal, long items, long nowMillis) {
    counts[signal.ordinal()] += items;
    lastMillis = nowMillis;
  }

  public Resource resource() {
    return resource;
  }

  public String service() {
    return origin.service();
  }

  /** Items since the start of the viewer, kept or not. */
  public synchronized long count(Signal signal) {
    return counts[signal.ordinal()];
  }

  public long lastMillis() {
    return lastMillis;
  }
}
