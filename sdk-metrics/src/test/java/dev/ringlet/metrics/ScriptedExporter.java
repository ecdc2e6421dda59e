// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Payload;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Keeps the metrics it is given and answers what it is told to. Thread-safe. */
final class ScriptedExporter implements Exporter {
  /** A request. */
  record Request(List<Metric> metrics, int items, boolean afterClose) {}

  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile Supplier<ExportResult> answer = ExportResult::delivered;
  private volatile boolean flushes = true;
  private volatile boolean closed;

  ScriptedExporter answers(Supplier<ExportResult> answer) {
    this.answer = answer;
    return this;
  }

  ScriptedExporter flushes(boolean flushes) {
    this.flushes = flushes;
    return this;
  }

  @Override
  public ExportResult export(Payload payload) {
    byte[] bytes =
        Arrays.copyOfRange(payload.bytes(), payload.offset(), payload.offset() + payload.length());
    requests.add(new Request(TestMetrics.decode(bytes), payload.items(), closed));
    return answer.get();
  }

  @Override
  public boolean flush(Duration timeout) {
    return flushes;
  }

  @Override
  public void close() {
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }

  List<Request> requests() {
    return requests;
  }

  /** The sum of all points of a sum by this name, in all requests. */
  long total(String name) {
    return requests.stream()
        .flatMap(request -> request.metrics().stream())
        .filter(metric -> metric.getName().equals(name))
        .flatMap(metric -> metric.getSum().getDataPointsList().stream())
        .mapToLong(point -> point.getAsInt())
        .sum();
  }
}
