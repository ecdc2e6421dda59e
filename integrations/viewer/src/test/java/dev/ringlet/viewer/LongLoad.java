// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer;

import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Each second 1,000 spans, 50 log records, and what a page asks for that shows the list of traces;
 * every five seconds the points of 20 counters. {@code main} takes the seconds, and how many of
 * them are between two lines.
 */
public final class LongLoad {
  private static final long SECOND_NANOS = 1_000_000_000;
  private static final int REQUESTS_PER_SECOND = 10;
  private static final int LOGS_PER_SECOND = 50;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /**
   * One line.
   *
   * @param heapBytes after collections of garbage
   * @param residentKib of the process; 0 where {@code /proc} is not
   */
  record Sample(long second, long heapBytes, long residentKib, int threads, String state) {}

  private final Viewer viewer;
  private final LiveLoad spans = new LiveLoad();
  private final List<Sample> samples = new ArrayList<>();

  private LongLoad(Viewer viewer) {
    this.viewer = viewer;
  }

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    try (Viewer viewer = Viewer.builder().setPort(0).build()) {
      run(viewer, Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), System.out);
    }
  }

  static List<Sample> run(Viewer viewer, int seconds, int secondsPerLine, PrintStream out)
      throws IOException, InterruptedException {
    LongLoad load = new LongLoad(viewer);
    out.println("| UTC | second | heap after GC, MiB | resident, MiB | threads | state |");
    long begin = System.nanoTime();
    for (int second = 0; second < seconds; second++) {
      for (int request = 0; request < REQUESTS_PER_SECOND; request++) {
        long due = begin + second * SECOND_NANOS + request * SECOND_NANOS / REQUESTS_PER_SECOND;
        while (System.nanoTime() - due < 0) {
          LockSupport.parkNanos(1_000_000);
        }
        viewer.accept(load.spans.next());
      }
      load.each(second);
      if ((second + 1) % secondsPerLine == 0) {
        load.sample(second + 1, out);
      }
    }
    return load.samples;
  }

  private void each(int second) throws IOException, InterruptedException {
    send(Signal.LOGS, logs().toByteArray());
    if (second % 5 == 0) {
      send(Signal.METRICS, metrics(second).toByteArray());
    }
    get("state");
    get("traces?limit=200");
    get("findings");
    get("anomalies");
  }

  private void send(Signal signal, byte[] bytes) {
    viewer.accept(new Payload(signal, bytes, 0, bytes.length, 1, System.nanoTime()));
  }

  private String get(String path) throws IOException, InterruptedException {
    return CLIENT
        .send(
            HttpRequest.newBuilder(URI.create(viewer.url() + "/api/" + path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private ExportLogsServiceRequest logs() {
    ScopeLogs.Builder scope = ScopeLogs.newBuilder();
    for (int i = 0; i < LOGS_PER_SECOND; i++) {
      scope.addLogRecords(
          LogRecord.newBuilder()
              .setTimeUnixNano(System.currentTimeMillis() * Telemetry.MILLI)
              .setTraceId(Telemetry.traceId(spans.traces()))
              .setSpanId(Telemetry.spanId(1))
              .setBody(AnyValue.newBuilder().setStringValue("item " + i + " was looked at")));
    }
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder().setResource(Telemetry.resource("load")).addScopeLogs(scope))
        .build();
  }

  private ExportMetricsServiceRequest metrics(int second) {
    Sum.Builder sum =
        Sum.newBuilder()
            .setIsMonotonic(true)
            .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    for (int series = 0; series < 20; series++) {
      sum.addDataPoints(
          NumberDataPoint.newBuilder()
              .setStartTimeUnixNano(1)
              .setTimeUnixNano(System.currentTimeMillis() * Telemetry.MILLI)
              .addAttributes(Telemetry.attribute("shelf", series))
              .setAsInt(second));
    }
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .setResource(Telemetry.resource("load"))
                .addScopeMetrics(
                    ScopeMetrics.newBuilder()
                        .addMetrics(
                            Metric.newBuilder().setName("items").setUnit("{item}").setSum(sum))))
        .build();
  }

  private void sample(long second, PrintStream out) throws IOException, InterruptedException {
    String state = get("state").replaceAll("\"services\".*", "");
    Sample sample =
        new Sample(
            second,
            retainedBytes(),
            residentKib(),
            ManagementFactory.getThreadMXBean().getThreadCount(),
            state);
    samples.add(sample);
    out.printf(
        "| %s | %d | %.1f | %.1f | %d | %s |%n",
        Instant.now().truncatedTo(ChronoUnit.SECONDS),
        second,
        sample.heapBytes / 1048576.0,
        sample.residentKib / 1024.0,
        sample.threads,
        state);
  }

  /** Of the heap, after what is garbage was collected. */
  static long retainedBytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long residentKib() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    return 0;
  }
}
