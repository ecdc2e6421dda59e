// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.clients;

import dev.ringlet.testing.OtlpCapture;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Telemetry as lines that are equal where it is equal. Left out: ids, times, frames of stack
 * traces, ports that differ from run to run, what SDKs tell of themselves.
 */
final class Canonical {
  private static final Pattern EPHEMERAL_PORT =
      Pattern.compile("\\b(3[2-9]|[45]\\d|6[0-5])\\d{3}\\b");
  private static final Set<String> VARYING = Set.of("thread.id", "trace_id", "span_id");
  private static final Pattern SDK_SCOPE =
      Pattern.compile("dev\\.ringlet\\..*|io\\.opentelemetry\\.(sdk|exporters)\\..*");

  private Canonical() {}

  static List<String> of(OtlpCapture capture, Live live) {
    List<String> lines = new ArrayList<>();
    lines.addAll(resources(capture));
    lines.addAll(CanonicalSpans.of(capture.traces()));
    lines.addAll(CanonicalMetrics.of(capture.metrics(), live));
    capture
        .logs()
        .forEach(
            request ->
                request
                    .getResourceLogsList()
                    .forEach(
                        resource ->
                            resource
                                .getScopeLogsList()
                                .forEach(
                                    scope ->
                                        scope
                                            .getLogRecordsList()
                                            .forEach(
                                                record ->
                                                    lines.add(
                                                        log(
                                                            scope(
                                                                scope.getScope(),
                                                                scope.getSchemaUrl()),
                                                            record))))));
    return lines;
  }

  /** What of a client is another in each run, and compared by its presence alone. */
  interface Live {
    boolean isLive(String metric);
  }

  private static TreeSet<String> resources(OtlpCapture capture) {
    TreeSet<String> all = new TreeSet<>();
    capture
        .traces()
        .forEach(r -> r.getResourceSpansList().forEach(s -> all.add(resource(s.getResource()))));
    capture
        .metrics()
        .forEach(r -> r.getResourceMetricsList().forEach(s -> all.add(resource(s.getResource()))));
    capture
        .logs()
        .forEach(r -> r.getResourceLogsList().forEach(s -> all.add(resource(s.getResource()))));
    return all;
  }

  /** Without the URL of its schema, which the official SDK sets from 1.67 on. */
  private static String resource(Resource resource) {
    return "resource "
        + resource.getAttributesList().stream()
            .filter(a -> !a.getKey().startsWith("telemetry.sdk."))
            .filter(a -> !a.getKey().equals("service.instance.id"))
            .map(Canonical::attribute)
            .sorted()
            .toList();
  }

  static boolean isOfSdk(InstrumentationScope scope) {
    return SDK_SCOPE.matcher(scope.getName()).matches();
  }

  static String scope(InstrumentationScope scope, String schemaUrl) {
    return scope.getName()
        + "|"
        + scope.getVersion()
        + "|"
        + schemaUrl
        + attributes(scope.getAttributesList());
  }

  private static String log(String scope, LogRecord log) {
    return "log "
        + scope
        + " "
        + log.getSeverityNumber()
        + " "
        + log.getSeverityText()
        + " body="
        + value(log.getBody())
        + " event="
        + log.getEventName()
        + " "
        + attributes(log.getAttributesList())
        + " dropped="
        + log.getDroppedAttributesCount()
        + " flags="
        + log.getFlags()
        + " span="
        + !log.getSpanId().isEmpty()
        + " time="
        + (log.getTimeUnixNano() != 0)
        + " observed="
        + (log.getObservedTimeUnixNano() != 0);
  }

  static String attributes(List<KeyValue> attributes) {
    return attributes.stream().map(Canonical::attribute).sorted().toList().toString();
  }

  private static String attribute(KeyValue attribute) {
    String value = value(attribute.getValue());
    if (attribute.getKey().equals("exception.stacktrace")) {
      value = value.lines().findFirst().orElse("");
    } else if (VARYING.contains(attribute.getKey())) {
      value = "some";
    }
    return attribute.getKey() + "=" + EPHEMERAL_PORT.matcher(value).replaceAll("PORT");
  }

  static String value(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> "'" + value.getStringValue() + "'";
      case BOOL_VALUE -> "bool " + value.getBoolValue();
      case INT_VALUE -> "int " + value.getIntValue();
      case DOUBLE_VALUE -> "double " + value.getDoubleValue();
      case BYTES_VALUE -> "bytes " + value.getBytesValue();
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream()
              .map(Canonical::value)
              .collect(Collectors.joining(", ", "[", "]"));
      case KVLIST_VALUE -> attributes(value.getKvlistValue().getValuesList());
      default -> value.getValueCase().name();
    };
  }
}
