// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.validation;

import java.util.Locale;

/**
 * What the validator looks for. The id of a rule is its name in lower case with hyphens, and stays
 * when the rule becomes better; {@link TelemetryValidator#rulesVersion()} then changes.
 */
public enum Rule {
  /** A span whose parent, of the same process, is not in the telemetry. */
  SPAN_WITHOUT_PARENT(
      Severity.WARNING,
      "End the parent before the process ends, and do not drop it where its children are kept."),
  /** Spans that are their own ancestors. */
  SPAN_CYCLE(Severity.ERROR, "Take the parent from the context, and do not make ids by hand."),
  /** A trace id or span id that is zero or has a wrong length. */
  ID_INVALID(
      Severity.ERROR, "Let the SDK make the ids: 16 bytes of a trace, 8 of a span, not zero."),
  /** Two spans of a trace with one id. */
  SPAN_ID_DUPLICATE(
      Severity.ERROR, "Use random ids, and send a request once unless the response was lost."),
  /** A span without a start or an end. */
  SPAN_TIME_MISSING(Severity.ERROR, "Send spans that have ended, with both times."),
  /** A span that ends before it starts. */
  SPAN_ENDS_BEFORE_START(
      Severity.ERROR, "Take both times from one clock, in nanoseconds since 1970."),
  /** A span that starts before its parent of the same process. */
  SPAN_STARTS_BEFORE_PARENT(
      Severity.ERROR, "Set no start time by hand, or take it from the clock of the parent."),
  /** A span that starts after its parent of the same process has ended. */
  SPAN_STARTS_AFTER_PARENT(
      Severity.WARNING, "End the parent later, or make it a new trace with a link to the other."),
  /** A span that ends after its parent of the same process. */
  SPAN_ENDS_AFTER_PARENT(
      Severity.INFO, "If the parent waits for it, end it first; else a link may say it better."),
  /** A child in another service that starts before its parent. */
  CLOCK_SKEW(Severity.WARNING, "Synchronize the clocks of the two hosts (NTP, chrony)."),
  /** An event before the start or after the end of its span. */
  EVENT_OUTSIDE_SPAN(Severity.INFO, "Take the time of the event from the clock of its span."),
  /** An exception that is recorded on a span whose status is not an error. */
  EXCEPTION_WITHOUT_STATUS(
      Severity.WARNING,
      "Set the status ERROR as well, or do not record an exception that the code handles."),
  /** A resource without a name of the service, or with the default one. */
  SERVICE_NAME_MISSING(Severity.WARNING, "Set otel.service.name (OTEL_SERVICE_NAME)."),
  /** A name that has an id, an address, a URL or a literal in it. */
  NAME_HAS_ID(Severity.WARNING, "Put the value into an attribute and a placeholder into the name."),
  /** An attribute whose value has another type than in the semantic conventions. */
  ATTRIBUTE_TYPE(Severity.WARNING, "Use the type of the semantic conventions."),
  /** An attribute that the semantic conventions require is not there. */
  ATTRIBUTE_REQUIRED(Severity.WARNING, "Set it; the semantic conventions require it."),
  /** A key that the semantic conventions have replaced. */
  ATTRIBUTE_DEPRECATED(Severity.WARNING, "Use its successor."),
  /** More attributes, or a longer value, than a back end takes, or some that limits dropped. */
  ATTRIBUTE_FLOOD(Severity.WARNING, "Record less, or raise the limits of the SDK if it is needed."),
  /** A key twice in one list of attributes. */
  ATTRIBUTE_DUPLICATE(Severity.ERROR, "Set each key once."),
  /** A value or key that looks like a credential or the number of a credit card. */
  SECRET(Severity.ERROR, "Do not record it, redact it (ringlet.traces.filter), and replace it."),
  /** A name that is none for an instrument. */
  METRIC_NAME_INVALID(
      Severity.WARNING, "A letter, then up to 254 letters, digits and the characters _ . - /"),
  /** A metric that the semantic conventions have replaced. */
  METRIC_DEPRECATED(Severity.WARNING, "Use its successor."),
  /** A metric of the semantic conventions of another kind than there. */
  METRIC_INSTRUMENT(Severity.WARNING, "Use the instrument of the semantic conventions."),
  /** A metric of the semantic conventions with another unit than there, or a unit in words. */
  METRIC_UNIT(Severity.WARNING, "Use the unit of the semantic conventions, as UCUM writes it."),
  /** A point without a time, or one that starts after its time. */
  METRIC_TIME(Severity.ERROR, "Take the times of a point from the collection."),
  /** A cumulative monotonic value that is less than before, without a new start. */
  COUNTER_DECREASES(
      Severity.ERROR, "Report a total that only grows, or use an UpDownCounter; reset the start."),
  /** A histogram whose numbers do not fit each other. */
  HISTOGRAM_INCONSISTENT(
      Severity.ERROR, "Count each value in one bucket; there is one bucket more than bounds."),
  /** A log record of a trace of which no span is in the telemetry. */
  LOG_TRACE_UNKNOWN(Severity.INFO, "Nothing, if the trace was not sampled or is elsewhere.");

  private final Severity severity;
  private final String remedy;

  Rule(Severity severity, String remedy) {
    this.severity = severity;
    this.remedy = remedy;
  }

  /** Returns the id, {@code name-has-id} for example. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns how bad its findings are. */
  public Severity severity() {
    return severity;
  }

  /** Returns what to do about a finding, in general. */
  public String remedy() {
    return remedy;
  }
}
