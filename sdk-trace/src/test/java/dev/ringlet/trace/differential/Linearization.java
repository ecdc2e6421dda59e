// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace.differential;

import dev.ringlet.trace.differential.SharedSpan.Call;
import dev.ringlet.trace.differential.SharedSpan.Kind;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether an exported span is what an order of the calls of several threads leaves, one after the
 * other: each call takes effect at one moment between its begin and its return, and none after the
 * first end.
 */
final class Linearization {
  private final List<List<Call>> byThread;
  private final Map<String, Long> attributes = new HashMap<>();
  private final List<String> events = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private Linearization(Span span, List<List<Call>> byThread) {
    this.byThread = byThread;
    for (KeyValue attribute : span.getAttributesList()) {
      if (attributes.put(attribute.getKey(), attribute.getValue().getIntValue()) != null) {
        problems.add(attribute.getKey() + " is there twice");
      }
    }
    span.getEventsList().forEach(event -> events.add(event.getName()));
    if (span.getDroppedAttributesCount() + span.getDroppedEventsCount() > 0) {
      problems.add("something was dropped");
    }
  }

  /** Returns what no order of the calls explains. */
  static List<String> problems(Span span, List<List<Call>> byThread) {
    Linearization search = new Linearization(span, byThread);
    search.checkEnd();
    search.checkThreads();
    search.checkShared();
    search.checkOrder();
    return search.problems;
  }

  /** The first end lies between these times. */
  private long earliestEnd() {
    return ends().stream().mapToLong(Call::before).min().orElse(Long.MAX_VALUE);
  }

  private long latestEnd() {
    return ends().stream().mapToLong(Call::after).min().orElse(Long.MAX_VALUE);
  }

  private List<Call> ends() {
    return calls(Kind.END);
  }

  private List<Call> calls(Kind kind) {
    List<Call> found = new ArrayList<>();
    byThread.forEach(
        calls -> calls.stream().filter(call -> call.kind() == kind).forEach(found::add));
    return found;
  }

  private boolean isThere(Call call) {
    return call.kind() == Kind.EVENT
        ? events.contains(call.name())
        : attributes.containsKey(call.name()) && attributes.get(call.name()) == call.number();
  }

  /** What returned before any end began is there; what began after one returned is not. */
  private void checkEnd() {
    int known = 0;
    for (Kind kind : List.of(Kind.ATTRIBUTE, Kind.EVENT)) {
      for (Call call : calls(kind)) {
        known += isThere(call) ? 1 : 0;
        if (!isThere(call) && call.after() < earliestEnd()) {
          problems.add("lost, although before the end: " + call);
        }
        if (isThere(call) && call.before() > latestEnd()) {
          problems.add("there, although after the end: " + call);
        }
      }
    }
    long shared = attributes.keySet().stream().filter(key -> key.startsWith("shared")).count();
    if (known + shared != attributes.size() + events.size()) {
      problems.add("there are more attributes and events than calls");
    }
  }

  /** What is there of one thread is all up to some call. */
  private void checkThreads() {
    for (List<Call> calls : byThread) {
      Call missing = null;
      for (Call call : calls) {
        if (call.kind() == Kind.ATTRIBUTE || call.kind() == Kind.EVENT) {
          if (!isThere(call)) {
            missing = missing == null ? call : missing;
          } else if (missing != null) {
            problems.add(call + " is there, but not " + missing);
          }
        }
      }
    }
  }

  /** The value of an attribute that several threads set is that of a call that may be the last. */
  private void checkShared() {
    List<Call> all = calls(Kind.SHARED_ATTRIBUTE);
    for (Call call : all) {
      if (!attributes.containsKey(call.name()) && call.after() < earliestEnd()) {
        problems.add("lost, although before the end: " + call);
      }
      boolean isLast = isThere(call);
      if (isLast && call.before() > latestEnd()) {
        problems.add("there, although after the end: " + call);
      }
      for (Call later : all) {
        if (isLast
            && later.name().equals(call.name())
            && call.precedes(later)
            && later.after() < earliestEnd()) {
          problems.add(call + " is there, but " + later + " replaced it");
        }
      }
    }
    attributes.forEach(
        (key, value) -> {
          if (key.startsWith("shared")
              && all.stream()
                  .noneMatch(call -> call.name().equals(key) && call.number() == value)) {
            problems.add(key + " has a value that no call set: " + value);
          }
        });
  }

  /** Events have the order of their calls. */
  private void checkOrder() {
    Map<String, Call> byName = new HashMap<>();
    calls(Kind.EVENT).forEach(call -> byName.put(call.name(), call));
    for (int i = 0; i < events.size(); i++) {
      for (int j = i + 1; j < events.size(); j++) {
        Call first = byName.get(events.get(i));
        Call second = byName.get(events.get(j));
        if (first != null && second != null && second.precedes(first)) {
          problems.add(second + " comes after " + first);
        }
      }
    }
  }
}
