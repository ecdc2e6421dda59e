// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official.data;

import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.otlp.LogTags;
import dev.ringlet.internal.record.AttributeReader;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;
import org.jspecify.annotations.Nullable;

/** A log record read from an encoded one. Immutable once it is read. */
public final class DecodedLogRecord implements LogRecordData {
  private static final byte[] NONE = {};
  private static final Severity[] SEVERITIES = Severity.values();

  private final Resource resource;
  private final InstrumentationScopeInfo scope;
  private byte[] traceId = NONE;
  private byte[] spanId = NONE;
  private long flags;
  private long epochNanos;
  private long observedEpochNanos;
  private Severity severity = Severity.UNDEFINED_SEVERITY_NUMBER;
  private @Nullable String severityText;
  private @Nullable Value<?> body;
  private @Nullable String eventName;
  private Attributes attributes = Attributes.empty();
  private int droppedAttributes;
  private SpanContext context;

  private DecodedLogRecord(
      ProtoReader in,
      Resource resource,
      InstrumentationScopeInfo scope,
      @Nullable SpanContext context) {
    this.resource = resource;
    this.scope = scope;
    while (in.next()) {
      switch (in.tag()) {
        case LogTags.LogRecord.TIME_UNIX_NANO -> epochNanos = in.number();
        case LogTags.LogRecord.OBSERVED_TIME_UNIX_NANO -> observedEpochNanos = in.number();
        case LogTags.LogRecord.SEVERITY_NUMBER -> severity = severity((int) in.number());
        case LogTags.LogRecord.SEVERITY_TEXT -> severityText = in.string();
        case LogTags.LogRecord.BODY -> body = AttributeReader.readValue(in.message());
        case LogTags.LogRecord.DROPPED_ATTRIBUTES_COUNT -> droppedAttributes = (int) in.number();
        case LogTags.LogRecord.FLAGS -> flags = in.number();
        case LogTags.LogRecord.TRACE_ID -> traceId = in.bytes();
        case LogTags.LogRecord.SPAN_ID -> spanId = in.bytes();
        case LogTags.LogRecord.EVENT_NAME -> eventName = in.string();
        default -> {}
      }
    }
    attributes = AttributeReader.read(in.again(), LogTags.LogRecord.ATTRIBUTES);
    this.context =
        context != null
            ? context
            : Contexts.create(traceId, spanId, flags, false, TraceState.getDefault());
  }

  static LogRecordData read(ProtoReader in, Resource resource, InstrumentationScopeInfo scope) {
    return new DecodedLogRecord(in, resource, scope, null);
  }

  /** Reads a record with a known span context. */
  public static LogRecordData read(
      byte[] otlp, Resource resource, InstrumentationScopeInfo scope, SpanContext context) {
    return new DecodedLogRecord(new ProtoReader(otlp, 0, otlp.length), resource, scope, context);
  }

  private static Severity severity(int number) {
    return number > 0 && number < SEVERITIES.length
        ? SEVERITIES[number]
        : Severity.UNDEFINED_SEVERITY_NUMBER;
  }

  @Override
  public Resource getResource() {
    return resource;
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return scope;
  }

  @Override
  public long getTimestampEpochNanos() {
    return epochNanos;
  }

  @Override
  public long getObservedTimestampEpochNanos() {
    return observedEpochNanos;
  }

  @Override
  public SpanContext getSpanContext() {
    return context;
  }

  @Override
  public Severity getSeverity() {
    return severity;
  }

  @Override
  public @Nullable String getSeverityText() {
    return severityText;
  }

  @Override
  @Deprecated
  public io.opentelemetry.sdk.logs.data.Body getBody() {
    return body == null
        ? io.opentelemetry.sdk.logs.data.Body.empty()
        : io.opentelemetry.sdk.logs.data.Body.string(body.asString());
  }

  @Override
  public @Nullable Value<?> getBodyValue() {
    return body;
  }

  @Override
  public Attributes getAttributes() {
    return attributes;
  }

  @Override
  public int getTotalAttributeCount() {
    return attributes.size() + droppedAttributes;
  }

  @Override
  public @Nullable String getEventName() {
    return eventName;
  }

  @Override
  public String toString() {
    return "DecodedLogRecord{" + severity + ", " + body + ", " + attributes + "}";
  }
}
