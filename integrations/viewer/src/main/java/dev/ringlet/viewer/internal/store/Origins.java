// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.store;

import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Pairs of a resource and a scope, one instance of each; and names, one instance of each. */
final class Origins {
  private static final int NAMES = 10_000;

  private record Key(Resource resource, InstrumentationScope scope) {}

  private final Recent<Key, Origin> origins;
  private final Recent<Resource, ResourceCounts> resources;
  private final Recent<String, String> names;

  Origins(long bytes) {
    origins =
        new Recent<>(
            Limits.ORIGINS, bytes / 3, key -> Sizes.of(key.resource) + Sizes.of(key.scope));
    resources = new Recent<>(Limits.ORIGINS, bytes / 3, Sizes::of);
    names = new Recent<>(NAMES, bytes / 3, Sizes::of);
  }

  Origin of(Resource resource, InstrumentationScope scope) {
    return origins.get(new Key(resource, scope), key -> Origin.of(resource, scope));
  }

  String name(String name) {
    return names.get(name, same -> same);
  }

  ResourceCounts counts(Resource resource) {
    return resources.get(resource, ResourceCounts::new);
  }

  List<ResourceCounts> resources() {
    return new ArrayList<>(resources.entries.values());
  }

  long bytes() {
    return origins.bytes + resources.bytes + names.bytes;
  }

  /** Forgets all but the counts of resources. */
  void clear() {
    origins.clear();
    names.clear();
  }

  /** Keeps what was used last, in as many entries and bytes as may be. */
  private static final class Recent<K, V> {
    private static final int ENTRY_BYTES = 100;

    private final Map<K, V> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final int limit;
    private final long maxBytes;
    private final ToIntFunction<K> size;
    private long bytes;

    Recent(int limit, long maxBytes, ToIntFunction<K> size) {
      this.limit = limit;
      this.maxBytes = maxBytes;
      this.size = size;
    }

    V get(K key, Function<K, V> create) {
      V known = entries.get(key);
      if (known != null) {
        return known;
      }
      V added = create.apply(key);
      long more = bytes(key);
      if (more <= maxBytes / 4) { // a larger one would drive out all others
        entries.put(key, added);
        bytes += more;
        evict();
      }
      return added;
    }

    private void evict() {
      Iterator<K> oldest = entries.keySet().iterator();
      while (entries.size() > limit || bytes > maxBytes) {
        bytes -= bytes(oldest.next());
        oldest.remove();
      }
    }

    private long bytes(K key) {
      return ENTRY_BYTES + size.applyAsInt(key);
    }

    void clear() {
      entries.clear();
      bytes = 0;
    }
  }
}
