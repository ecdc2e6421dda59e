// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.query;

import dev.ringlet.viewer.internal.store.StoredSpan;
import dev.ringlet.viewer.internal.store.StoredTrace;
import dev.ringlet.viewer.internal.store.TraceSummary;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which traces a list shows. Conditions on spans hold for one span together, exclusions for all:
 * {@code name}, {@code service}, {@code kind}, {@code status}, any attribute of span, event,
 * resource or scope. {@code duration}, {@code spans}, {@code errors} and {@code trace} are the
 * trace's.
 *
 * @param service a service that took part; empty for any
 * @param status {@code error}, {@code ok} or empty for any
 */
public record TraceFilter(
    String service, String status, long minNanos, long maxNanos, List<Condition> conditions) {

  static TraceFilter of(
      String service, String status, long minNanos, long maxNanos, String search) {
    return new TraceFilter(service, status, minNanos, maxNanos, Condition.parse(search));
  }

  boolean matches(StoredTrace.View trace) {
    TraceSummary summary = trace.summary();
    if (!service.isEmpty() && !summary.services().containsKey(service)
        || summary.durationNanos() < minNanos
        || summary.durationNanos() > maxNanos
        || status.equals("error") && summary.errors() == 0
        || status.equals("ok") && summary.errors() > 0) {
      return false;
    }
    List<Condition> ofSpans = new ArrayList<>();
    for (Condition condition : conditions) {
      String value = ofTrace(condition.key(), trace);
      if (value != null) {
        if (!condition.holds(value)) {
          return false;
        }
      } else if (condition.isExclusion()) {
        List<Condition> excluded = List.of(condition.opposite());
        if (trace.spans().stream().anyMatch(span -> matches(span, excluded))) {
          return false;
        }
      } else {
        ofSpans.add(condition);
      }
    }
    return ofSpans.isEmpty() || trace.spans().stream().anyMatch(span -> matches(span, ofSpans));
  }

  private static @Nullable String ofTrace(String key, StoredTrace.View trace) {
    TraceSummary summary = trace.summary();
    return switch (key) {
      case "duration" -> Long.toString(summary.durationNanos());
      case "spans" -> Integer.toString(summary.spans());
      case "errors" -> Integer.toString(summary.errors());
      case "trace" -> trace.id().toString();
      default -> null;
    };
  }

  /** Decodes the span only if a condition needs it. */
  private static boolean matches(StoredSpan span, List<Condition> conditions) {
    Span decoded = null;
    for (Condition condition : conditions) {
      boolean holds;
      String field = field(condition.key(), span);
      if (field != null) {
        holds = condition.holds(field);
      } else {
        decoded = decoded == null ? span.decode() : decoded;
        holds = holds(condition, span, decoded);
      }
      if (!holds) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable String field(String key, StoredSpan span) {
    return switch (key) {
      case "name" -> span.name();
      case "service" -> span.service();
      case "kind" -> kind(span);
      case "status" -> status(span);
      default -> null;
    };
  }

  private static boolean holds(Condition condition, StoredSpan span, Span decoded) {
    List<List<KeyValue>> attributes = new ArrayList<>();
    attributes.add(decoded.getAttributesList());
    decoded.getEventsList().forEach(event -> attributes.add(event.getAttributesList()));
    attributes.add(span.origin().resource().getAttributesList());
    attributes.add(span.origin().scope().getAttributesList());
    if (condition.key().isEmpty()) {
      List<String> texts = new ArrayList<>();
      texts.add(span.name());
      texts.add(span.origin().scope().getName());
      texts.add(decoded.getStatus().getMessage());
      texts.add(span.trace().toString());
      decoded.getEventsList().forEach(event -> texts.add(event.getName()));
      return condition.holdsAnywhere(texts, attributes);
    }
    for (List<KeyValue> list : attributes) {
      String value = Condition.find(condition.key(), list);
      if (value != null) {
        return condition.holds(value);
      }
    }
    return condition.holds(null);
  }

  static String kind(StoredSpan span) {
    return switch (span.kind()) {
      case SPAN_KIND_SERVER -> "server";
      case SPAN_KIND_CLIENT -> "client";
      case SPAN_KIND_PRODUCER -> "producer";
      case SPAN_KIND_CONSUMER -> "consumer";
      default -> "internal";
    };
  }

  static String status(StoredSpan span) {
    return span.status().name().replace("STATUS_CODE_", "").toLowerCase(Locale.ROOT);
  }
}
