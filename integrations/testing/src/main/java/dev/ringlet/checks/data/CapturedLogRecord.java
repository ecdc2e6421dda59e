// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.data;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.common.Resource;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A log record that has come in. Immutable. */
public final class CapturedLogRecord {
  private final LogRecord log;
  private final Resource resource;
  private final InstrumentationScope scope;

  private CapturedLogRecord(LogRecord log, Resource resource, InstrumentationScope scope) {
    this.log = log;
    this.resource = resource;
    this.scope = scope;
  }

  /** Returns the log records of a request in its order. */
  public static List<CapturedLogRecord> of(ExportLogsServiceRequest request) {
    List<CapturedLogRecord> logs = new ArrayList<>();
    for (ResourceLogs ofResource : request.getResourceLogsList()) {
      Resource resource = ProtoValues.resource(ofResource.getResource(), ofResource.getSchemaUrl());
      for (ScopeLogs ofScope : ofResource.getScopeLogsList()) {
        InstrumentationScope scope = ProtoValues.scope(ofScope.getScope(), ofScope.getSchemaUrl());
        ofScope
            .getLogRecordsList()
            .forEach(log -> logs.add(new CapturedLogRecord(log, resource, scope)));
      }
    }
    return logs;
  }

  /** Returns the message of the protocol. */
  public LogRecord toProto() {
    return log;
  }

  /** Returns what made the telemetry. */
  public Resource getResource() {
    return resource;
  }

  /** Returns the scope of the logger. */
  public InstrumentationScope getInstrumentationScope() {
    return scope;
  }

  /** Returns the body, null where there is none. */
  public @Nullable Value<?> getBodyValue() {
    return log.hasBody() ? ProtoValues.value(log.getBody()) : null;
  }

  /** Returns the body as text, or an empty string. */
  public String getBody() {
    Value<?> body = getBodyValue();
    return body == null ? "" : body.asString();
  }

  /** Returns the severity. */
  public Severity getSeverity() {
    int number = log.getSeverityNumberValue();
    for (Severity severity : Severity.values()) {
      if (severity.getSeverityNumber() == number) {
        return severity;
      }
    }
    return Severity.UNDEFINED_SEVERITY_NUMBER;
  }

  /** Returns the severity as the logging library calls it, or an empty string. */
  public String getSeverityText() {
    return log.getSeverityText();
  }

  /** Returns the name of the event, or an empty string. */
  public String getEventName() {
    return log.getEventName();
  }

  /** Returns the attributes. */
  public Attributes getAttributes() {
    return ProtoValues.attributes(log.getAttributesList());
  }

  /** Returns the trace id, 32 hexadecimal digits, or an empty string. */
  public String getTraceId() {
    return ProtoValues.hex(log.getTraceId());
  }

  /** Returns the span id, 16 hexadecimal digits, or an empty string. */
  public String getSpanId() {
    return ProtoValues.hex(log.getSpanId());
  }

  /** Returns the time in nanoseconds since 1970, or zero. */
  public long getTimestampEpochNanos() {
    return log.getTimeUnixNano();
  }

  /** Returns the time at which the SDK got it, in nanoseconds since 1970, or zero. */
  public long getObservedTimestampEpochNanos() {
    return log.getObservedTimeUnixNano();
  }

  /** Returns severity, scope and body, for messages. */
  @Override
  public String toString() {
    return getSeverity() + " " + scope.getName() + " \"" + getBody() + "\" " + getAttributes();
  }
}
