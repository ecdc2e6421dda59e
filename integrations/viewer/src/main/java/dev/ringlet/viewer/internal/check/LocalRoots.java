// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.check;

import dev.ringlet.anomalies.ObservedSpan;
import dev.ringlet.viewer.internal.store.StoredSpan;
import dev.ringlet.viewer.internal.store.TraceId;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The spans by which a trace enters processes, as the detector of anomalies wants to see them. */
final class LocalRoots {
  /** Between the service and the rest of a route. */
  static final char SEPARATOR = '\n';

  private static final String PATH_SEPARATOR = " > ";
  private static final int MAX_NAME_CHARS = 400;

  /** The detector counts no longer values. */
  private static final int MAX_ATTRIBUTE_CHARS = 100;

  private static final int MAX_ATTRIBUTES = 256;
  private static final int MAX_PATH_SPANS = 20;
  private static final String SERVICE_NAME = "service.name";

  /** A span without a parent in its process. */
  record Root(StoredSpan span, ObservedSpan observed) {}

  private final Map<Long, StoredSpan> spans = new HashMap<>();

  /** The slowest child of each span. */
  private final Map<Long, StoredSpan> slowest = new HashMap<>();

  private LocalRoots(List<StoredSpan> trace) {
    for (StoredSpan span : trace) {
      if (spans.putIfAbsent(span.id(), span) == null && span.parent() != span.id()) {
        slowest.merge(
            span.parent(),
            span,
            (one, other) -> one.durationNanos() >= other.durationNanos() ? one : other);
      }
    }
  }

  /** Those among the spans from an index on. */
  static List<Root> of(List<StoredSpan> trace, int from) {
    LocalRoots roots = new LocalRoots(trace);
    List<Root> found = new ArrayList<>();
    for (StoredSpan span : trace.subList(from, trace.size())) {
      // not one that came before, in a request that was sent twice
      if (roots.spans.get(span.id()) == span && roots.isLocalRoot(span)) {
        found.add(new Root(span, roots.observed(span)));
      }
    }
    return found;
  }

  static String route(StoredSpan root) {
    String kind = root.kind().name().replace("SPAN_KIND_", "");
    return cut(root.service()).replace(SEPARATOR, ' ') + SEPARATOR + kind + ' ' + cut(root.name());
  }

  private boolean isLocalRoot(StoredSpan span) {
    StoredSpan parent = spans.get(span.parent());
    return parent == null || !parent.origin().resource().equals(span.origin().resource());
  }

  private ObservedSpan observed(StoredSpan span) {
    Span decoded = span.decode();
    AttributesBuilder attributes = Attributes.builder();
    Stream.concat(
            decoded.getAttributesList().stream(),
            span.origin().resource().getAttributesList().stream())
        .limit(MAX_ATTRIBUTES)
        .forEach(each -> put(attributes, each));
    StoredSpan child = slowest.get(span.id());
    return new ObservedSpan(
        span.endNanos(),
        span.durationNanos(),
        span.isError(),
        span.isError() ? exceptionType(decoded) : null,
        span.trace().toString(),
        TraceId.spanText(span.id()),
        attributes.build(),
        child == null ? null : path(child),
        child == null ? 0 : child.durationNanos());
  }

  private static void put(AttributesBuilder attributes, KeyValue each) {
    String key = each.getKey();
    if (key.equals(SERVICE_NAME) // of the route
        || key.length() > MAX_ATTRIBUTE_CHARS
        || each.getValue().getStringValue().length() > MAX_ATTRIBUTE_CHARS) {
      return;
    }
    switch (each.getValue().getValueCase()) {
      case STRING_VALUE -> attributes.put(key, each.getValue().getStringValue());
      case BOOL_VALUE -> attributes.put(key, each.getValue().getBoolValue());
      case INT_VALUE -> attributes.put(key, each.getValue().getIntValue());
      default -> {} // no value that many spans share
    }
  }

  /** The names of a child, of its slowest child, and so on. */
  private String path(StoredSpan child) {
    StringBuilder path = new StringBuilder(cut(child.name()));
    StoredSpan at = slowest.get(child.id());
    for (int i = 1; at != null && i < MAX_PATH_SPANS; i++) {
      if (path.length() + at.name().length() > MAX_NAME_CHARS) {
        break;
      }
      path.append(PATH_SEPARATOR).append(at.name());
      at = slowest.get(at.id());
    }
    return path.toString();
  }

  private static @Nullable String exceptionType(Span span) {
    for (Span.Event event : span.getEventsList()) {
      String type = text("exception.type", event.getAttributesList());
      if (type != null) {
        return type;
      }
    }
    return text("error.type", span.getAttributesList());
  }

  private static @Nullable String text(String key, List<KeyValue> attributes) {
    for (KeyValue each : attributes) {
      if (each.getKey().equals(key)) {
        return cut(each.getValue().getStringValue());
      }
    }
    return null;
  }

  private static String cut(String name) {
    return name.length() <= MAX_NAME_CHARS ? name : name.substring(0, MAX_NAME_CHARS - 1) + '…';
  }
}
