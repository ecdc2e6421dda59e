// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package com.example.greeting;

import dev.ringlet.testing.OtlpCapture;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a receiver has, in the order of arrival. */
final class Received {
  private Received() {}

  /** The names of all spans. */
  static List<String> spans(OtlpCapture receiver) {
    return spans(receiver, resource -> true);
  }

  /** The names of the spans of one service. */
  static List<String> spansOf(OtlpCapture receiver, String service) {
    return spans(receiver, resource -> attribute(resource, "service.name").equals(service));
  }

  private static List<String> spans(OtlpCapture receiver, Predicate<Resource> taken) {
    return receiver.traces().stream()
        .flatMap(request -> request.getResourceSpansList().stream())
        .filter(resource -> taken.test(resource.getResource()))
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .map(span -> span.getName())
        .toList();
  }

  /** The bodies of all log records. */
  static List<String> lines(OtlpCapture receiver) {
    return receiver.logs().stream()
        .flatMap(request -> request.getResourceLogsList().stream())
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .flatMap(scope -> scope.getLogRecordsList().stream())
        .map(line -> line.getBody().getStringValue())
        .toList();
  }

  /** The values of a resource attribute in requests of all signals. */
  static Set<String> resources(OtlpCapture receiver, String key) {
    return Stream.of(
            receiver.traces().stream()
                .flatMap(request -> request.getResourceSpansList().stream())
                .map(spans -> spans.getResource()),
            receiver.metrics().stream()
                .flatMap(request -> request.getResourceMetricsList().stream())
                .map(metrics -> metrics.getResource()),
            receiver.logs().stream()
                .flatMap(request -> request.getResourceLogsList().stream())
                .map(logs -> logs.getResource()))
        .flatMap(resources -> resources)
        .map(resource -> attribute(resource, key))
        .collect(Collectors.toSet());
  }

  private static String attribute(Resource resource, String key) {
    return resource.getAttributesList().stream()
        .filter(one -> one.getKey().equals(key))
        .map(one -> one.getValue().getStringValue())
        .findFirst()
        .orElse("none");
  }
}
