// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.store;

import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;

/** Where records come from; shared by all records that come from there. */
public record Origin(Resource resource, InstrumentationScope scope, String service) {
  private static final String SERVICE_NAME = "service.name";

  /** What a record without the attribute {@code service.name} has for a service. */
  public static final String NO_SERVICE = "(no service.name)";

  static Origin of(Resource resource, InstrumentationScope scope) {
    for (KeyValue attribute : resource.getAttributesList()) {
      if (attribute.getKey().equals(SERVICE_NAME)) {
        String name = attribute.getValue().getStringValue();
        return new Origin(resource, scope, name.isEmpty() ? NO_SERVICE : name);
      }
    }
    return new Origin(resource, scope, NO_SERVICE);
  }
}
