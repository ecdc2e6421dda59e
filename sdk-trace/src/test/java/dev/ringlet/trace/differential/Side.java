// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace.differential;

import dev.ringlet.testing.OtlpCapture;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One SDK with its collector. */
final class Side implements AutoCloseable {
  private final OtlpCapture capture = OtlpCapture.start();
  private final Subject subject;
  private int exportedSpans;

  /** Makes an SDK that exports to a new collector, and only when a program or its end says so. */
  Side(Subject.Maker maker, Map<String, String> properties) {
    Map<String, String> all = new HashMap<>();
    all.put("otel.exporter.otlp.protocol", "http/protobuf");
    all.put("otel.exporter.otlp.endpoint", capture.endpoint());
    all.put("otel.metrics.exporter", "none");
    all.put("otel.logs.exporter", "none");
    all.put("otel.bsp.schedule.delay", "3600000");
    all.put("otel.bsp.max.queue.size", "16384");
    all.put("otel.service.name", "differential");
    all.put("otel.resource.attributes", "a=1,deployment.environment.name=test%20lab");
    all.putAll(properties);
    try {
      subject = maker.make(all);
    } catch (RuntimeException e) {
      capture.close();
      throw e;
    }
  }

  /** Runs a program and returns what came of it. */
  Outcome run(Program program) {
    capture.clear();
    Run run = new Run(subject);
    long from = epochNanos();
    run.execute(program);
    run.flush();
    Outcome outcome = new Outcome(run, capture.traces(), from, epochNanos());
    exportedSpans += outcome.spans.size();
    return outcome;
  }

  /** Returns how many spans all programs have exported. */
  int exportedSpans() {
    return exportedSpans;
  }

  @Override
  public void close() {
    try {
      subject.close();
    } finally {
      capture.close();
    }
  }

  private static long epochNanos() {
    Instant now = Instant.now();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }
}
