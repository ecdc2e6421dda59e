// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.metrics.series.MetricStorage;
import dev.ringlet.metrics.series.MetricStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one meter for one reader.
 *
 * <p>Collections read {@link #size} and then {@link #get}; all else is under the object's monitor.
 */
final class MeterStorages {
  private static final int FIRST = 8;

  private final Map<MetricStream.Key, MetricStorage> byKey = new HashMap<>();
  private final Map<String, MetricStorage> byName = new HashMap<>();
  private volatile MetricStorage[] all = new MetricStorage[FIRST];

  /** Written after the storage, which publishes it. */
  private volatile int size;

  int size() {
    return size;
  }

  /** One of the first {@link #size()}. */
  MetricStorage get(int index) {
    return all[index];
  }

  @Nullable MetricStorage find(MetricStream.Key key) {
    return byKey.get(key);
  }

  /** The first metric of this name, or null. */
  @Nullable MetricStorage named(String foldedName) {
    return byName.get(foldedName);
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // under the monitor
  void add(MetricStorage storage) {
    MetricStream stream = storage.stream();
    if (size == all.length) {
      all = Arrays.copyOf(all, 2 * size);
    }
    all[size] = storage;
    size++;
    byKey.put(stream.key(), storage);
    byName.putIfAbsent(stream.foldedName(), storage);
  }
}
