// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.common.Resource;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfoBuilder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Converts Ringlet's resources and scopes to the official SDK's. Equal ones get the same object,
 * because the official encoders group by identity. Thread-safe.
 */
final class Origins {
  private static final int MOST_KEPT = 10_000;

  private final Map<Resource, io.opentelemetry.sdk.resources.Resource> resources =
      new ConcurrentHashMap<>();
  private final Map<InstrumentationScope, InstrumentationScopeInfo> scopes =
      new ConcurrentHashMap<>();

  io.opentelemetry.sdk.resources.Resource of(Resource resource) {
    if (resources.size() > MOST_KEPT) {
      resources.clear();
    }
    return resources.computeIfAbsent(resource, Origins::official);
  }

  InstrumentationScopeInfo of(InstrumentationScope scope) {
    if (scopes.size() > MOST_KEPT) {
      scopes.clear();
    }
    return scopes.computeIfAbsent(scope, Origins::official);
  }

  static io.opentelemetry.sdk.resources.Resource official(Resource resource) {
    return io.opentelemetry.sdk.resources.Resource.create(
        resource.getAttributes(), resource.getSchemaUrl());
  }

  static InstrumentationScopeInfo official(InstrumentationScope scope) {
    InstrumentationScopeInfoBuilder builder =
        InstrumentationScopeInfo.builder(scope.getName()).setAttributes(scope.getAttributes());
    if (scope.getVersion() != null) {
      builder.setVersion(scope.getVersion());
    }
    if (scope.getSchemaUrl() != null) {
      builder.setSchemaUrl(scope.getSchemaUrl());
    }
    return builder.build();
  }
}
