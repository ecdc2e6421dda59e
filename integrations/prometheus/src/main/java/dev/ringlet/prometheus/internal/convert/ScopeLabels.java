// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.prometheus.internal.convert;

import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.otlp.CommonTags.InstrumentationScope;
import dev.ringlet.internal.otlp.EnvelopeTags;

/**
 * Reads an instrumentation scope as labels. Follows the OpenTelemetry specification, "Prometheus
 * and OpenMetrics Compatibility", section "Instrumentation Scope".
 */
final class ScopeLabels {
  private static final String PREFIX = "otel_scope_";
  private static final String NAME = PREFIX + "name";
  private static final String VERSION = PREFIX + "version";
  private static final String SCHEMA_URL = PREFIX + "schema_url";

  private ScopeLabels() {}

  /** Adds the labels of a {@code ScopeMetrics}. */
  static void read(ProtoReader scopeMetrics, LabelSet labels) {
    String name = "";
    String version = null;
    String schemaUrl = null;
    while (scopeMetrics.next()) {
      if (scopeMetrics.tag() == EnvelopeTags.Scopes.SCHEMA_URL) {
        schemaUrl = scopeMetrics.string();
      } else if (scopeMetrics.tag() == EnvelopeTags.Scopes.SCOPE) {
        ProtoReader scope = scopeMetrics.message();
        while (scope.next()) {
          switch (scope.tag()) {
            case InstrumentationScope.NAME -> name = scope.string();
            case InstrumentationScope.VERSION -> version = scope.string();
            case InstrumentationScope.ATTRIBUTES -> labels.add(PREFIX, scope.message());
            default -> {}
          }
        }
      }
    }
    replace(labels, NAME, name);
    replace(labels, VERSION, version);
    replace(labels, SCHEMA_URL, schemaUrl);
  }

  /** An attribute of the scope with the name of one of the three is left out. */
  private static void replace(LabelSet labels, String label, String value) {
    labels.remove(label);
    if (value != null) {
      labels.set(label, value);
    }
  }
}
