// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.store;

import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;

/** Gives records that say the same the same instance. */
interface Interning {
  Origin origin(Resource resource, InstrumentationScope scope);

  String name(String name);
}
