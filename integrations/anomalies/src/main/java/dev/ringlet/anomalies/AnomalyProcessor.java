// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.anomalies;

import dev.ringlet.trace.ReadWriteSpan;
import dev.ringlet.trace.ReadableSpan;
import dev.ringlet.trace.SpanEvent;
import dev.ringlet.trace.SpanProcessor;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Shows the spans of this process to an {@link AnomalyDetector}. Local roots are observed, that is
 * spans without a parent in this process; their route is kind and name, such as {@code SERVER GET
 * /users/{id}}. Other spans count as children only.
 *
 * <p>Local roots that belong to an anomaly that goes on get the attribute {@code ringlet.anomaly}
 * with its kind ({@code latency} or {@code errors}), by which a back end or a sampler knows them.
 *
 * <p>Thread-safe; delays no span.
 */
public final class AnomalyProcessor implements SpanProcessor {
  private static final AttributeKey<String> ANOMALY = AttributeKey.stringKey("ringlet.anomaly");
  private static final AttributeKey<String> EXCEPTION_TYPE =
      AttributeKey.stringKey("exception.type");
  private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

  private final ChildPaths children = new ChildPaths();
  private final AnomalyDetector detector;

  private AnomalyProcessor(AnomalyDetector detector) {
    this.detector = detector;
  }

  /** Returns a processor that shows spans to a detector. */
  public static AnomalyProcessor of(AnomalyDetector detector) {
    return new AnomalyProcessor(Objects.requireNonNull(detector, "detector"));
  }

  private static String route(ReadableSpan span) {
    return span.getKind() + " " + span.getName();
  }

  private static boolean isLocalRoot(SpanContext parent) {
    return !parent.isValid() || parent.isRemote();
  }

  /**
   * Returns whether an ended local root belongs to an anomaly that goes on. A deciding processor
   * can keep such spans.
   */
  public boolean isAffected(ReadableSpan root) {
    return detector.isAffected(
        route(root), root.getLatencyNanos(), root.getStatusCode() == StatusCode.ERROR);
  }

  @Override
  public void onEnding(ReadWriteSpan span) {
    if (isLocalRoot(span.getParentSpanContext())) {
      Anomaly open =
          detector.affecting(
              route(span), span.getLatencyNanos(), span.getStatusCode() == StatusCode.ERROR);
      if (open != null) {
        span.setAttribute(ANOMALY, open.kind().name().toLowerCase(Locale.ROOT));
      }
    }
  }

  @Override
  public void onEnd(ReadableSpan span) {
    SpanContext parent = span.getParentSpanContext();
    ChildPaths.Child below = children.take(span.getSpanContext().getSpanId());
    if (isLocalRoot(parent)) {
      detector.record(route(span), observed(span, below));
    } else {
      children.add(parent.getSpanId(), span.getName(), span.getLatencyNanos(), below);
    }
  }

  private static ObservedSpan observed(ReadableSpan span, ChildPaths.@Nullable Child below) {
    boolean error = span.getStatusCode() == StatusCode.ERROR;
    Attributes attributes = span.getAttributes();
    return new ObservedSpan(
        span.getEndEpochNanos(),
        span.getLatencyNanos(),
        error,
        error ? exceptionType(span, attributes) : null,
        span.getSpanContext().getTraceId(),
        span.getSpanContext().getSpanId(),
        attributes,
        below == null ? null : below.path(),
        below == null ? 0 : below.latencyNanos());
  }

  private static @Nullable String exceptionType(ReadableSpan span, Attributes attributes) {
    for (SpanEvent event : span.getEvents()) {
      String type = event.attributes().get(EXCEPTION_TYPE);
      if (type != null) {
        return type;
      }
    }
    return attributes.get(ERROR_TYPE);
  }
}
