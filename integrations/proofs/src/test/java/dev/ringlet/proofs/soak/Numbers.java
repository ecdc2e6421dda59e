// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.soak;

import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.ScriptedServer.Received;
import dev.ringlet.testing.OtlpSignal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.profiles.v1development.Profile;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Finds the process and the numbers of the records in a request. */
final class Numbers {
  private Numbers() {}

  /** Decodes a request; throws if it is not what an OTLP exporter sends. */
  static Ledger.Batch read(Received request, Ledger ledger) throws IOException {
    byte[] body = request.body();
    if ("gzip".equals(request.headers().get("content-encoding"))) {
      try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
        body = gzip.readAllBytes();
      }
    }
    String path = request.line().split(" ")[1];
    if (path.equals(OtlpSignal.TRACES.path())) {
      return traces(ExportTraceServiceRequest.parseFrom(body), ledger);
    } else if (path.equals(OtlpSignal.LOGS.path())) {
      return logs(ExportLogsServiceRequest.parseFrom(body), ledger);
    } else if (path.equals(OtlpSignal.METRICS.path())) {
      return metrics(ExportMetricsServiceRequest.parseFrom(body), ledger);
    }
    return profiles(ExportProfilesServiceRequest.parseFrom(body), body, ledger);
  }

  private static Ledger.Batch traces(ExportTraceServiceRequest request, Ledger ledger) {
    List<Integer> ids = new ArrayList<>();
    request
        .getResourceSpans(0)
        .getScopeSpansList()
        .forEach(
            scope -> scope.getSpansList().forEach(span -> ids.add(id(span.getAttributesList()))));
    return batch(request.getResourceSpans(0).getResource(), Signal.TRACES, ids, ledger);
  }

  private static Ledger.Batch logs(ExportLogsServiceRequest request, Ledger ledger) {
    List<Integer> ids = new ArrayList<>();
    request
        .getResourceLogs(0)
        .getScopeLogsList()
        .forEach(
            scope ->
                scope.getLogRecordsList().forEach(log -> ids.add(id(log.getAttributesList()))));
    return batch(request.getResourceLogs(0).getResource(), Signal.LOGS, ids, ledger);
  }

  private static Ledger.Batch metrics(ExportMetricsServiceRequest request, Ledger ledger) {
    List<Metric> metrics = request.getResourceMetrics(0).getScopeMetrics(0).getMetricsList();
    long sequence = -1;
    List<Integer> slots = new ArrayList<>();
    for (Metric metric : metrics) {
      if (metric.getName().equals(SoakLoad.SEQUENCE)) {
        sequence = metric.getGauge().getDataPoints(0).getAsInt();
      }
      metric.getGauge().getDataPointsList().forEach(p -> slots.add(slot(p.getAttributesList())));
      metric.getSum().getDataPointsList().forEach(p -> slots.add(slot(p.getAttributesList())));
      metric
          .getHistogram()
          .getDataPointsList()
          .forEach(p -> slots.add(slot(p.getAttributesList())));
    }
    if (sequence < 0) {
      throw new IllegalStateException("a collection without its number");
    }
    int first = Math.toIntExact(sequence) * SoakLoad.POINTS;
    List<Integer> ids = slots.stream().map(slot -> first + slot).toList();
    return batch(request.getResourceMetrics(0).getResource(), Signal.METRICS, ids, ledger);
  }

  private static Ledger.Batch profiles(
      ExportProfilesServiceRequest request, byte[] body, Ledger ledger) {
    int samples =
        request.getResourceProfilesList().stream()
            .flatMap(resource -> resource.getScopeProfilesList().stream())
            .flatMap(scope -> scope.getProfilesList().stream())
            .mapToInt(Profile::getSamplesCount)
            .sum();
    int run = run(request.getResourceProfiles(0).getResource());
    return ledger.profiles(run, hash(body), samples);
  }

  private static long hash(byte[] body) {
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(body)).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Ledger.Batch batch(
      Resource resource, Signal signal, List<Integer> ids, Ledger ledger) {
    return new Ledger.Batch(
        ledger.column(run(resource), signal), ids.stream().mapToInt(Integer::intValue).toArray());
  }

  private static int run(Resource resource) {
    for (KeyValue attribute : resource.getAttributesList()) {
      if (attribute.getKey().equals("soak.run")) {
        return Integer.parseInt(attribute.getValue().getStringValue());
      }
    }
    throw new IllegalStateException("a request without its process");
  }

  private static int id(List<KeyValue> attributes) {
    return number(attributes, SoakLoad.ID.getKey());
  }

  private static int slot(List<KeyValue> attributes) {
    return number(attributes, SoakLoad.SLOT.getKey());
  }

  private static int number(List<KeyValue> attributes, String key) {
    for (KeyValue attribute : attributes) {
      if (attribute.getKey().equals(key)) {
        return Math.toIntExact(attribute.getValue().getIntValue());
      }
    }
    throw new IllegalStateException("a record without " + key);
  }
}
