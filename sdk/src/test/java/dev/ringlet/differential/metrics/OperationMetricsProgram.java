// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.differential.metrics;

import dev.ringlet.metrics.differential.MetricSettings;
import dev.ringlet.metrics.differential.MetricSettings.Temporality;
import dev.ringlet.metrics.differential.MetricSubject;
import dev.ringlet.metrics.differential.MetricText;
import dev.ringlet.metrics.differential.OfficialMetricSubject;
import dev.ringlet.metrics.differential.RingletMetricSubject;
import dev.ringlet.metrics.differential.TestTime;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.api.incubator.semconv.db.DbClientMetrics;
import io.opentelemetry.instrumentation.api.incubator.semconv.http.HttpClientExperimentalMetrics;
import io.opentelemetry.instrumentation.api.incubator.semconv.http.HttpServerExperimentalMetrics;
import io.opentelemetry.instrumentation.api.incubator.semconv.rpc.RpcClientMetrics;
import io.opentelemetry.instrumentation.api.incubator.semconv.rpc.RpcServerMetrics;
import io.opentelemetry.instrumentation.api.instrumenter.OperationListener;
import io.opentelemetry.instrumentation.api.instrumenter.OperationMetrics;
import io.opentelemetry.instrumentation.api.semconv.http.HttpClientMetrics;
import io.opentelemetry.instrumentation.api.semconv.http.HttpServerMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What instrumentation libraries do for each request, query or call: the operation metrics of
 * OpenTelemetry's instrumentation API, with durations of this program's choosing.
 */
final class OperationMetricsProgram {
  private static final int OPERATIONS = 60;

  private OperationMetricsProgram() {}

  /**
   * Runs all operations and collects twice.
   *
   * @param arguments the subject, {@code official} or {@code ringlet}; the temporality; and {@code
   *     http}, or {@code all} for those of databases and remote calls, too
   */
  static List<String> run(String... arguments) {
    MetricSubject.Maker maker =
        arguments[0].equals("official") ? OfficialMetricSubject::new : RingletMetricSubject::new;
    MetricSettings settings =
        new MetricSettings(Temporality.valueOf(arguments[1]), false, "trace_based", 0, List.of());
    TestTime time = new TestTime();
    MetricText text = new MetricText(MetricText.Exemplars.OF_BUCKETS);
    List<String> lines = new ArrayList<>();
    try (MetricSubject subject = maker.make(settings, time)) {
      Meter meter =
          subject
              .meterProvider()
              .meterBuilder("instrumentation")
              .setInstrumentationVersion("2.31.1")
              .build();
      List<OperationMetrics> metrics = new ArrayList<>();
      metrics.add(HttpServerMetrics.get());
      metrics.add(HttpClientMetrics.get());
      metrics.add(HttpServerExperimentalMetrics.get());
      metrics.add(HttpClientExperimentalMetrics.get());
      if (arguments[2].equals("all")) {
        metrics.add(DbClientMetrics.get());
        metrics.add(RpcServerMetrics.get());
        metrics.add(RpcClientMetrics.get());
      }
      List<OperationListener> listeners = metrics.stream().map(one -> one.create(meter)).toList();
      for (int collection = 0; collection < 2; collection++) {
        listeners.forEach(listener -> operate(listener, new Random(7), time));
        time.advance(1_000_000_000L);
        lines.addAll(text.lines(subject.collect()));
      }
    }
    return lines;
  }

  private static void operate(OperationListener listener, Random random, TestTime time) {
    for (int i = 0; i < OPERATIONS; i++) {
      Context parent = context(random);
      Context context = listener.onStart(parent, request(random, i), time.epochNanos());
      long durationNanos = (long) Math.pow(10, 5 + random.nextDouble() * 5.5);
      listener.onEnd(context, response(random), time.epochNanos() + durationNanos);
    }
  }

  /** In a span that is sampled, in one that is not, or in none. */
  private static Context context(Random random) {
    int kind = random.nextInt(4);
    if (kind == 0) {
      return Context.root();
    }
    return Context.root()
        .with(
            Span.wrap(
                SpanContext.create(
                    String.format("%032x", random.nextInt(1, 1_000_000)),
                    String.format("%016x", random.nextInt(1, 1_000_000)),
                    kind == 1 ? TraceFlags.getDefault() : TraceFlags.getSampled(),
                    TraceState.getDefault())));
  }

  /** Attributes of all conventions at once, among them those that must not make series. */
  private static Attributes request(Random random, int i) {
    AttributesBuilder attributes = Attributes.builder();
    attributes.put("http.request.method", random.nextBoolean() ? "GET" : "POST");
    attributes.put("url.scheme", "https");
    attributes.put("url.path", "/orders/" + i);
    attributes.put("url.full", "https://shop/orders/" + i);
    attributes.put("http.route", "/orders/{id}");
    attributes.put("server.address", "shop");
    attributes.put("server.port", 443);
    attributes.put("user_agent.original", "agent " + i);
    attributes.put("db.system", "h2");
    attributes.put("db.system.name", "h2");
    attributes.put("db.operation.name", "SELECT");
    attributes.put("db.query.text", "SELECT " + i);
    attributes.put("db.namespace", "stock");
    attributes.put("rpc.system", "grpc");
    attributes.put("rpc.system.name", "grpc");
    attributes.put("rpc.service", "Stock");
    attributes.put("rpc.method", random.nextBoolean() ? "Get" : "Put");
    return attributes.build();
  }

  private static Attributes response(Random random) {
    AttributesBuilder attributes = Attributes.builder();
    boolean failed = random.nextInt(5) == 0;
    attributes.put("http.response.status_code", failed ? 500 : 200);
    attributes.put("rpc.grpc.status_code", failed ? 13 : 0);
    attributes.put("rpc.response.status_code", failed ? "INTERNAL" : "OK");
    attributes.put("network.protocol.name", "http");
    attributes.put("network.protocol.version", "1.1");
    attributes.put("network.peer.address", "10.0.0." + random.nextInt(200));
    attributes.put("http.request.body.size", random.nextInt(10_000));
    attributes.put("http.response.body.size", random.nextInt(10_000));
    if (failed) {
      attributes.put("error.type", "java.io.IOException");
    }
    return attributes.build();
  }
}
