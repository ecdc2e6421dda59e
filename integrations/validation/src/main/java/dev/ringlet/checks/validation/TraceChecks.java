// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.validation;

import io.opentelemetry.proto.trace.v1.Span;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rules that need the spans of a trace together.
 *
 * <p>Each span has one parent, so a walk from a span to its parents is a line that ends at a root,
 * at a parent that is not there, at a span that an earlier walk has passed, or at one of its own: a
 * cycle. Each span is passed once, in a loop; depth does not matter.
 */
final class TraceChecks {
  private final Map<SpanKey, SpanFacts> spans;
  private final Findings findings;
  private final long toleranceNanos;
  private final long maxSkewNanos;
  private final Map<String, Skew> skews = new HashMap<>();

  /** The largest difference between two services. */
  private record Skew(SpanFacts parent, SpanFacts child, long nanos) {}

  TraceChecks(
      Map<SpanKey, SpanFacts> spans, Findings findings, long toleranceNanos, long maxSkewNanos) {
    this.spans = spans;
    this.findings = findings;
    this.toleranceNanos = toleranceNanos;
    this.maxSkewNanos = maxSkewNanos;
  }

  /**
   * Checks all spans.
   *
   * @param isComplete whether all spans are there, so that a parent that is not there is missing
   */
  void check(boolean isComplete) {
    for (SpanFacts span : spans.values()) {
      span.walked = 0;
    }
    for (SpanFacts span : spans.values()) {
      walk(span);
      SpanFacts parent = parent(span);
      if (parent != null) {
        checkTimes(parent, span);
      } else if (span.hasParent() && isComplete && span.isParentLocal()) {
        reportOrphan(span);
      }
    }
    skews.values().forEach(this::report);
  }

  private @Nullable SpanFacts parent(SpanFacts span) {
    return span.hasParent() ? spans.get(span.key.withSpan(span.parentId)) : null;
  }

  private void walk(SpanFacts from) {
    SpanFacts at = from;
    while (at != null && at.walked == 0) {
      at.walked = 1;
      at = parent(at);
    }
    if (at != null && at.walked == 1) {
      reportCycle(at);
    }
    at = from;
    while (at != null && at.walked == 1) {
      at.walked = 2;
      at = parent(at);
    }
  }

  private void reportCycle(SpanFacts member) {
    long length = 0;
    SpanFacts at = member;
    do {
      length++;
      at = parent(at);
    } while (at != null && at != member);
    Place place = member.place();
    String text =
        length == 1
            ? " is its own parent"
            : " is its own ancestor: a circle of " + Text.count(length, "span");
    findings.report(Rule.SPAN_CYCLE, place, place.what() + text);
  }

  private void reportOrphan(SpanFacts span) {
    Place place = span.place();
    String parent = Text.hex(span.key.withSpan(span.parentId).spanBytes());
    String text = place.what() + " has the parent " + parent + ", which is not there";
    findings.report(Rule.SPAN_WITHOUT_PARENT, place, text);
  }

  private void checkTimes(SpanFacts parent, SpanFacts child) {
    if (parent.start == 0 || parent.end == 0 || child.start == 0 || child.end == 0) {
      return; // has a finding of its own
    }
    long before = parent.start - child.start;
    if (parent.resource.number() != child.resource.number()) {
      if (before > maxSkewNanos) {
        String pair = parent.resource.number() + " " + child.resource.number();
        skews.merge(
            pair,
            new Skew(parent, child, before),
            (one, other) -> one.nanos >= other.nanos ? one : other);
      }
      return;
    }
    if (before > toleranceNanos) {
      report(
          Rule.SPAN_STARTS_BEFORE_PARENT,
          child,
          "starts " + Durations.of(before) + " before",
          parent);
      return;
    }
    if (isAsynchronous(parent, child)) {
      return;
    }
    long afterEnd = child.start - parent.end;
    long late = child.end - parent.end;
    if (afterEnd > toleranceNanos) {
      String text = "starts " + Durations.of(afterEnd) + " after the end of";
      report(Rule.SPAN_STARTS_AFTER_PARENT, child, text, parent);
    } else if (late > toleranceNanos) {
      String text = "ends " + Durations.of(late) + " after";
      report(Rule.SPAN_ENDS_AFTER_PARENT, child, text, parent);
    }
  }

  /** Whether the conventions let the child be later than the parent: a sender does not wait. */
  private static boolean isAsynchronous(SpanFacts parent, SpanFacts child) {
    return child.kind == Span.SpanKind.SPAN_KIND_CONSUMER
        || parent.kind == Span.SpanKind.SPAN_KIND_PRODUCER;
  }

  private void report(Rule rule, SpanFacts child, String how, SpanFacts parent) {
    Place place = child.place();
    String text = place.what() + " " + how + " its parent " + Text.quoted(parent.name);
    findings.report(rule, place, text);
  }

  private void report(Skew skew) {
    Place place = skew.child.place();
    String text =
        place.what()
            + " starts "
            + Durations.of(skew.nanos)
            + " before its parent "
            + Text.quoted(skew.parent.name)
            + " in service "
            + Text.quoted(skew.parent.resource.service());
    findings.report(
        Rule.CLOCK_SKEW, place, skew.parent.resource.service(), "", text, Rule.CLOCK_SKEW.remedy());
  }
}
