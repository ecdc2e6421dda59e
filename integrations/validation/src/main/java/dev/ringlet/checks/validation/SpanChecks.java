// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.validation;

import com.google.protobuf.ByteString;
import dev.ringlet.checks.internal.semconv.Registry;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Rules that need one span alone. */
final class SpanChecks {
  static final int TRACE_ID_BYTES = 16;
  static final int SPAN_ID_BYTES = 8;

  private final Registry registry;
  private final Findings findings;
  private final AttributeChecks attributes;

  SpanChecks(Registry registry, Findings findings, AttributeChecks attributes) {
    this.registry = registry;
    this.findings = findings;
    this.attributes = attributes;
  }

  /** Whether the ids can be used to build a tree. */
  static boolean hasIds(Span span) {
    return isId(span.getTraceId(), TRACE_ID_BYTES) && isId(span.getSpanId(), SPAN_ID_BYTES);
  }

  private static boolean isId(ByteString id, int bytes) {
    if (id.size() != bytes) {
      return false;
    }
    for (int i = 0; i < bytes; i++) {
      if (id.byteAt(i) != 0) {
        return true;
      }
    }
    return false;
  }

  void check(Place place, Span span) {
    checkIds(place, span);
    checkTimes(place, span);
    checkName(place, span.getName());
    attributes.check(place, span.getAttributesList(), span.getDroppedAttributesCount());
    checkRequired(place, span);
    for (Span.Event event : span.getEventsList()) {
      checkEvent(place, span, event);
    }
    for (Span.Link link : span.getLinksList()) {
      if (!isId(link.getTraceId(), TRACE_ID_BYTES) || !isId(link.getSpanId(), SPAN_ID_BYTES)) {
        findings.report(Rule.ID_INVALID, place, "a link of " + place.what() + " leads nowhere");
      }
      Place part = place.part("a link");
      attributes.check(part, link.getAttributesList(), link.getDroppedAttributesCount());
    }
    int lost = span.getDroppedEventsCount() + span.getDroppedLinksCount();
    if (lost > 0) {
      String text = Text.count(lost, "event") + " or links of " + place.what();
      findings.report(Rule.ATTRIBUTE_FLOOD, place, text + " dropped by a limit of the SDK");
    }
  }

  private void checkIds(Place place, Span span) {
    if (!isId(span.getTraceId(), TRACE_ID_BYTES)) {
      findings.report(Rule.ID_INVALID, place, place.what() + " has no valid trace id");
    }
    if (!isId(span.getSpanId(), SPAN_ID_BYTES)) {
      findings.report(Rule.ID_INVALID, place, place.what() + " has no valid span id");
    }
    ByteString parent = span.getParentSpanId();
    if (!parent.isEmpty() && !isId(parent, SPAN_ID_BYTES)) {
      findings.report(Rule.ID_INVALID, place, place.what() + " has a parent id that is none");
    }
  }

  private void checkTimes(Place place, Span span) {
    long start = span.getStartTimeUnixNano();
    long end = span.getEndTimeUnixNano();
    if (start == 0 || end == 0) {
      String which = start == 0 ? "start" : "end";
      findings.report(Rule.SPAN_TIME_MISSING, place, place.what() + " has no " + which);
    } else if (Long.compareUnsigned(end, start) < 0) {
      String text = place.what() + " ends " + Durations.of(start - end) + " before it starts";
      findings.report(Rule.SPAN_ENDS_BEFORE_START, place, text);
    }
  }

  private void checkName(Place place, String name) {
    NameIds ids = NameIds.in(name);
    if (ids != null) {
      String text = "the name of " + place.what() + " has " + ids.kind();
      String remedy = "Put the value into an attribute and name it " + Text.quoted(ids.template());
      findings.report(Rule.NAME_HAS_ID, place, ids.template(), "", text, remedy + ".");
    }
    attributes.checkText(place, "", name);
  }

  /** What the conventions require of a span of this kind with attributes of a namespace. */
  private void checkRequired(Place place, Span span) {
    if (!findings.isOn(Rule.ATTRIBUTE_REQUIRED)) {
      return;
    }
    Set<String> keys = new HashSet<>();
    for (KeyValue attribute : span.getAttributesList()) {
      keys.add(attribute.getKey());
    }
    String kind = span.getKind().name().substring("SPAN_KIND_".length()).toLowerCase(Locale.ROOT);
    for (Registry.SpanConvention convention : registry.spans()) {
      if (convention.kind().equals(kind) && follows(keys, convention.namespace())) {
        for (String required : convention.required()) {
          if (!keys.contains(required)) {
            String text = place.what() + " of kind " + kind.toUpperCase(Locale.ROOT);
            findings.report(
                Rule.ATTRIBUTE_REQUIRED,
                place,
                required,
                text + " has no " + Text.quoted(required),
                "Set it: " + convention.id() + " of the semantic conventions requires it.");
          }
        }
        return;
      }
    }
  }

  /** Whether there are attributes of a namespace, and only of the present conventions. */
  private boolean follows(Set<String> keys, String namespace) {
    boolean follows = false;
    for (String key : keys) {
      if (key.startsWith(namespace) && key.startsWith(".", namespace.length())) {
        Registry.Attribute known = registry.attribute(key);
        if (known != null && !known.deprecation().isEmpty()) {
          return false;
        }
        follows |= known != null;
      }
    }
    return follows;
  }

  private void checkEvent(Place place, Span span, Span.Event event) {
    Place part = place.part("event " + Text.quoted(event.getName()));
    long time = event.getTimeUnixNano();
    if (span.getStartTimeUnixNano() != 0 && span.getEndTimeUnixNano() != 0) {
      if (Long.compareUnsigned(time, span.getStartTimeUnixNano()) < 0) {
        long nanos = span.getStartTimeUnixNano() - time;
        String text =
            time == 0 ? " has no time" : " is " + Durations.of(nanos) + " before its start";
        findings.report(Rule.EVENT_OUTSIDE_SPAN, part, part.what() + text);
      } else if (Long.compareUnsigned(time, span.getEndTimeUnixNano()) > 0) {
        String late = Durations.of(time - span.getEndTimeUnixNano());
        findings.report(
            Rule.EVENT_OUTSIDE_SPAN, part, part.what() + " is " + late + " after its end");
      }
    }
    if (event.getName().equals("exception")
        && span.getStatus().getCode() != Status.StatusCode.STATUS_CODE_ERROR) {
      String text = place.what() + " has an exception" + type(event) + ", and is not an error";
      findings.report(Rule.EXCEPTION_WITHOUT_STATUS, place, text);
    }
    attributes.check(part, event.getAttributesList(), event.getDroppedAttributesCount());
  }

  private static String type(Span.Event event) {
    for (KeyValue attribute : event.getAttributesList()) {
      if (attribute.getKey().equals("exception.type")) {
        return " (" + Text.shortened(attribute.getValue().getStringValue()) + ")";
      }
    }
    return "";
  }
}
