// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Decoded requests as sorted texts, one a record, in which the order of attributes does not show.
 */
final class Canonical {
  private Canonical() {}

  static List<String> spans(ExportTraceServiceRequest request) {
    List<String> all = new ArrayList<>();
    request
        .getResourceSpansList()
        .forEach(
            resource ->
                resource
                    .getScopeSpansList()
                    .forEach(
                        scope ->
                            scope
                                .getSpansList()
                                .forEach(
                                    span ->
                                        all.add(
                                            text(
                                                withoutEmptyStatus(span),
                                                scope.toBuilder().clearSpans().build(),
                                                resource.toBuilder().clearScopeSpans().build())))));
    return sorted(all);
  }

  /** The official exporter writes a status without content where none was set. */
  private static Span withoutEmptyStatus(Span span) {
    return span.getStatus().equals(Status.getDefaultInstance())
        ? span.toBuilder().clearStatus().build()
        : span;
  }

  static List<String> logRecords(ExportLogsServiceRequest request) {
    List<String> all = new ArrayList<>();
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
                                    entry ->
                                        all.add(
                                            text(
                                                entry,
                                                scope.toBuilder().clearLogRecords().build(),
                                                resource.toBuilder().clearScopeLogs().build())))));
    return sorted(all);
  }

  static List<String> metrics(ExportMetricsServiceRequest request) {
    List<String> all = new ArrayList<>();
    request
        .getResourceMetricsList()
        .forEach(
            resource ->
                resource
                    .getScopeMetricsList()
                    .forEach(
                        scope ->
                            scope
                                .getMetricsList()
                                .forEach(
                                    metric ->
                                        all.add(
                                            text(
                                                metric,
                                                scope.toBuilder().clearMetrics().build(),
                                                resource.toBuilder()
                                                    .clearScopeMetrics()
                                                    .build())))));
    return sorted(all);
  }

  private static List<String> sorted(List<String> all) {
    all.sort(Comparator.naturalOrder());
    return all;
  }

  private static String text(Message... parts) {
    StringBuilder text = new StringBuilder();
    for (Message part : parts) {
      Message.Builder builder = part.toBuilder();
      sort(builder);
      text.append(builder.build());
    }
    return text.toString();
  }

  /** Sorts attributes everywhere; lists of pairs inside of values keep their order. */
  private static void sort(Message.Builder builder) {
    builder
        .getAllFields()
        .forEach(
            (field, value) -> {
              if (field.getJavaType()
                  != com.google.protobuf.Descriptors.FieldDescriptor.JavaType.MESSAGE) {
                return;
              }
              if (!field.isRepeated()) {
                Message.Builder inner = ((Message) value).toBuilder();
                sort(inner);
                builder.setField(field, inner.build());
                return;
              }
              List<Message> sorted = new ArrayList<>();
              for (Object one : (List<?>) value) {
                Message.Builder inner = ((Message) one).toBuilder();
                sort(inner);
                sorted.add(inner.build());
              }
              if (field.getMessageType().equals(KeyValue.getDescriptor())
                  && !(builder instanceof KeyValueList.Builder)) {
                sorted.sort(Comparator.comparing(one -> ((KeyValue) one).getKey()));
              }
              builder.setField(field, sorted);
            });
  }
}
