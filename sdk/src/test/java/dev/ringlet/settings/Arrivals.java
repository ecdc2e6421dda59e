// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.settings;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What came in, as lines of text in which a setting shows and the SDK does not. */
final class Arrivals {
  private static final Set<String> OWN =
      Set.of("telemetry.sdk.name", "telemetry.sdk.version", "service.instance.id");

  private final Set<String> lines = new TreeSet<>();
  private final Map<String, Integer> largest = new TreeMap<>();

  /** Adds a request. */
  void add(Receivers.Request request) {
    lines.add(request.line());
    try {
      if (request.line().contains("race")) {
        add(ExportTraceServiceRequest.parseFrom(request.body()));
      } else if (request.line().contains("etric")) {
        add(ExportMetricsServiceRequest.parseFrom(request.body()));
      } else if (request.line().contains("og")) {
        add(ExportLogsServiceRequest.parseFrom(request.body()));
      }
    } catch (InvalidProtocolBufferException e) {
      lines.add("undecodable");
    }
  }

  private void add(ExportTraceServiceRequest request) {
    int items = 0;
    for (var of : request.getResourceSpansList()) {
      add(of.getResource());
      for (var scope : of.getScopeSpansList()) {
        items += scope.getSpansCount();
        scope.getSpansList().forEach(this::add);
      }
    }
    largest.merge("spans", items, Math::max);
  }

  private void add(Span span) {
    String text = "span " + span.getName() + attributes(span.getAttributesList());
    if (span.getName().equals("full")) {
      text +=
          " -"
              + span.getDroppedAttributesCount()
              + ", events "
              + span.getEventsCount()
              + " -"
              + span.getDroppedEventsCount()
              + ", links "
              + span.getLinksCount()
              + " -"
              + span.getDroppedLinksCount();
      if (span.getEventsCount() > 0) {
        Span.Event event = span.getEvents(0);
        text +=
            ", of event"
                + attributes(event.getAttributesList())
                + " -"
                + event.getDroppedAttributesCount();
      }
      if (span.getLinksCount() > 0) {
        Span.Link link = span.getLinks(0);
        text +=
            ", of link"
                + attributes(link.getAttributesList())
                + " -"
                + link.getDroppedAttributesCount();
      }
    }
    lines.add(text);
  }

  private void add(ExportLogsServiceRequest request) {
    for (var of : request.getResourceLogsList()) {
      add(of.getResource());
      for (var scope : of.getScopeLogsList()) {
        for (LogRecord record : scope.getLogRecordsList()) {
          lines.add(
              "log, body "
                  + record.getBody().getStringValue().length()
                  + attributes(record.getAttributesList())
                  + " -"
                  + record.getDroppedAttributesCount());
        }
      }
    }
  }

  private void add(ExportMetricsServiceRequest request) {
    int points = 0;
    for (var of : request.getResourceMetricsList()) {
      add(of.getResource());
      for (var scope : of.getScopeMetricsList()) {
        if (!scope.getScope().getName().equals("settings")) {
          continue; // an SDK's own
        }
        for (Metric metric : scope.getMetricsList()) {
          points += points(metric);
          lines.add("metric " + describe(metric));
        }
      }
    }
    largest.merge("points", points, Math::max);
  }

  private static int points(Metric metric) {
    return metric.getSum().getDataPointsCount()
        + metric.getHistogram().getDataPointsCount()
        + metric.getExponentialHistogram().getDataPointsCount();
  }

  private static String describe(Metric metric) {
    String name = metric.getName() + ' ' + metric.getDataCase();
    return switch (metric.getDataCase()) {
      case SUM -> name + ' ' + metric.getSum().getAggregationTemporality();
      case HISTOGRAM ->
          name
              + ' '
              + metric.getHistogram().getAggregationTemporality()
              + ", exemplars "
              + metric.getHistogram().getDataPoints(0).getExemplarsCount();
      case EXPONENTIAL_HISTOGRAM ->
          name + ' ' + metric.getExponentialHistogram().getAggregationTemporality();
      default -> name;
    };
  }

  private void add(Resource resource) {
    for (KeyValue attribute : resource.getAttributesList()) {
      boolean own = OWN.contains(attribute.getKey());
      lines.add(
          "resource "
              + attribute.getKey()
              + (own ? "" : "=" + attribute.getValue().getStringValue()));
    }
  }

  private static String attributes(List<KeyValue> attributes) {
    int longest = 0;
    for (KeyValue attribute : attributes) {
      longest = Math.max(longest, attribute.getValue().getStringValue().length());
    }
    return " attributes " + attributes.size() + " up to " + longest;
  }

  /**
   * All lines.
   *
   * @param sizes whether with the sizes of the largest requests
   */
  String text(boolean sizes) {
    return String.join("\n", lines) + (sizes ? "\nlargest " + largest : "");
  }
}
