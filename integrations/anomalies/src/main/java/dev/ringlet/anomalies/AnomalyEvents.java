// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.anomalies;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Logs a warning for each anomaly, and sends it as a log record of the SDK once that has started:
 * the event {@code ringlet.anomaly} with severity WARN, in the context of the example's span, so
 * that a back end shows it with its trace. Thread-safe.
 */
final class AnomalyEvents implements Consumer<Anomaly> {
  private static final java.util.logging.Logger LOGGER =
      java.util.logging.Logger.getLogger(AnomalyProcessor.class.getName());

  /** Not the name of a package of the SDK, whose log records are never sent. */
  private static final String SCOPE = "ringlet.anomalies";

  private static final String EVENT_NAME = "ringlet.anomaly";
  private static final AttributeKey<String> KIND = AttributeKey.stringKey("ringlet.anomaly.kind");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("ringlet.anomaly.route");
  private static final AttributeKey<Long> SPANS = AttributeKey.longKey("ringlet.anomaly.spans");
  private static final AttributeKey<Long> AFFECTED =
      AttributeKey.longKey("ringlet.anomaly.affected");
  private static final AttributeKey<Double> OBSERVED =
      AttributeKey.doubleKey("ringlet.anomaly.observed");
  private static final AttributeKey<Double> EXPECTED =
      AttributeKey.doubleKey("ringlet.anomaly.expected");
  private static final AttributeKey<Double> QUANTILE =
      AttributeKey.doubleKey("ringlet.anomaly.quantile");
  private static final AttributeKey<String> CHILD =
      AttributeKey.stringKey("ringlet.anomaly.slowest_child");
  private static final AttributeKey<Double> CHILD_SECONDS =
      AttributeKey.doubleKey("ringlet.anomaly.slowest_child.duration");
  private static final AttributeKey<List<String>> DIFFERENCES =
      AttributeKey.stringArrayKey("ringlet.anomaly.differences");
  private static final AttributeKey<String> EXCEPTION_TYPE =
      AttributeKey.stringKey("exception.type");
  private static final double SECOND_NANOS = 1e9;

  private volatile @Nullable Logger logger;

  /** Sends what is found from now on. */
  void sendTo(OpenTelemetry sdk) {
    logger = sdk.getLogsBridge().get(SCOPE);
  }

  @Override
  public void accept(Anomaly anomaly) {
    LOGGER.warning("Anomaly: " + anomaly.describe());
    Logger started = logger;
    if (started != null) {
      LogRecordBuilder record =
          started
              .logRecordBuilder()
              .setContext(context(anomaly))
              .setTimestamp(anomaly.epochNanos(), TimeUnit.NANOSECONDS)
              .setSeverity(Severity.WARN)
              .setSeverityText("WARN")
              .setBody(anomaly.describe())
              .setAllAttributes(attributes(anomaly));
      setEventName(record);
      record.emit();
    }
  }

  private static void setEventName(LogRecordBuilder record) {
    try {
      record.setEventName(EVENT_NAME);
    } catch (LinkageError e) {
      record.setAttribute(AttributeKey.stringKey("event.name"), EVENT_NAME); // an older API
    }
  }

  private static Context context(Anomaly anomaly) {
    SpanContext example =
        SpanContext.create(
            anomaly.traceId(), anomaly.spanId(), TraceFlags.getSampled(), TraceState.getDefault());
    return Context.root().with(Span.wrap(example));
  }

  /** Latencies in seconds, as the conventions have them. */
  private static Attributes attributes(Anomaly anomaly) {
    boolean isLatency = anomaly.kind() == Anomaly.Kind.LATENCY;
    double unit = isLatency ? SECOND_NANOS : 1;
    AttributesBuilder attributes =
        Attributes.builder()
            .put(KIND, anomaly.kind().name().toLowerCase(Locale.ROOT))
            .put(ROUTE, anomaly.route())
            .put(SPANS, anomaly.spans())
            .put(AFFECTED, anomaly.affected());
    if (anomaly.kind() == Anomaly.Kind.NEW_EXCEPTION) {
      attributes.put(EXCEPTION_TYPE, anomaly.exceptionType());
    } else {
      attributes.put(OBSERVED, anomaly.observed() / unit).put(EXPECTED, anomaly.expected() / unit);
    }
    if (isLatency) {
      attributes.put(QUANTILE, anomaly.quantile());
    }
    if (anomaly.slowestChild() != null) {
      attributes
          .put(CHILD, anomaly.slowestChild())
          .put(CHILD_SECONDS, anomaly.slowestChildNanos() / SECOND_NANOS);
    }
    if (!anomaly.differences().isEmpty()) {
      attributes.put(
          DIFFERENCES,
          anomaly.differences().stream().map(each -> each.key() + "=" + each.value()).toList());
    }
    return attributes.build();
  }
}
