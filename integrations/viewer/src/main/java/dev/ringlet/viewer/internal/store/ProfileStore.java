// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.store;

import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Profiles, request by request; the oldest leave first. */
public final class ProfileStore {
  private final Limits limits;
  private final ArrayDeque<ProfileBatch> batches = new ArrayDeque<>();
  private long bytes;
  private long last;
  private long evicted;

  ProfileStore(Limits limits) {
    this.limits = limits;
  }

  synchronized void add(ExportProfilesServiceRequest request, Interning interning, long nowMillis) {
    ProfileBatch batch = ProfileReader.read(request, interning, ++last, nowMillis);
    batches.addLast(batch);
    bytes += batch.bytes();
    while (bytes > limits.profileBytes() && !batches.isEmpty()) {
      bytes -= batches.removeFirst().bytes();
      evicted++;
    }
  }

  /** All that is kept, oldest first. */
  public synchronized List<ProfileBatch> all() {
    return new ArrayList<>(batches);
  }

  /** Counts at one time. */
  public synchronized Counts counts() {
    return new Counts(
        batches.size(),
        batches.stream().mapToInt(b -> b.samples().size()).sum(),
        bytes,
        evicted,
        last);
  }

  synchronized void clear() {
    batches.clear();
    bytes = 0;
  }

  /**
   * Counts.
   *
   * @param last number of the newest request
   */
  public record Counts(int requests, int samples, long bytes, long evicted, long last) {}
}
