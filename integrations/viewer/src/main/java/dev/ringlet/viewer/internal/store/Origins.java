// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.store;

import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pairs of a resource and a scope, one instance of each; and names, one instance of each. */
final class Origins {
  private static final int NAMES = 10_000;

  private record Key(Resource resource, InstrumentationScope scope) {}

  private final Map<Key, Origin> origins = new Recent<>(Limits.ORIGINS);
  private final Map<Resource, ResourceCounts> resources = new Recent<>(Limits.ORIGINS);
  private final Map<String, String> names = new Recent<>(NAMES);

  Origin of(Resource resource, InstrumentationScope scope) {
    return origins.computeIfAbsent(new Key(resource, scope), key -> Origin.of(resource, scope));
  }

  String name(String name) {
    String known = names.putIfAbsent(name, name);
    return known == null ? name : known;
  }

  ResourceCounts counts(Resource resource) {
    return resources.computeIfAbsent(resource, ResourceCounts::new);
  }

  List<ResourceCounts> resources() {
    return new ArrayList<>(resources.values());
  }

  /** Keeps what was used last. */
  private static final class Recent<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;

    private final int limit;

    Recent(int limit) {
      super(16, 0.75f, true);
      this.limit = limit;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > limit;
    }
  }
}
