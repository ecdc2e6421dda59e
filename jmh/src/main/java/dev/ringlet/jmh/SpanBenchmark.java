// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh;

import dev.ringlet.export.Signal;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Measures the cost of a span on the thread that records it, through the API. The span escapes
 * between start and end, as in applications, so that the JIT cannot remove the object. It does not
 * escape into a field, for the reason in {@link LogBenchmark}.
 *
 * <p>At its end each trial prints how many of the spans reached the exporter. An SDK that drops
 * spans does less work.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
public class SpanBenchmark {
  static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("server.address");
  static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
  static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");

  /** The SDK under test; noop is the API alone, as a control. */
  @Param({"official", "ringlet", "noop"})
  public String sdk;

  private Peer peer;
  private Tracer tracer;

  /** State of one thread. */
  @State(org.openjdk.jmh.annotations.Scope.Thread)
  public static class Local {
    long made;

    /** Reports how many of the spans reached the exporter; exact with one thread. */
    @TearDown(Level.Trial)
    public void report(SpanBenchmark benchmark) {
      benchmark.peer.report(benchmark.sdk, Signal.TRACES, made);
    }
  }

  /** Starts the SDK. */
  @Setup
  public void start() {
    peer = Peer.of(sdk);
    tracer = peer.openTelemetry().getTracer("dev.ringlet.jmh", "1.0");
  }

  /** Stops the SDK. */
  @TearDown
  public void stop() {
    peer.close();
  }

  /** A root span with a name. */
  @Benchmark
  public void noAttributes(Local local, Blackhole escape) {
    Span span = tracer.spanBuilder("GET /users/{id}").startSpan();
    escape.consume(span);
    span.end();
    local.made++;
  }

  /** Three strings and two numbers by constant keys, set on the span. */
  @Benchmark
  public void fiveByKeyOnSpan(Local local, Blackhole escape) {
    Span span = tracer.spanBuilder("GET /users/{id}").startSpan();
    escape.consume(span);
    span.setAttribute(METHOD, "GET");
    span.setAttribute(ROUTE, "/users/{id}");
    span.setAttribute(ADDRESS, "api.example.com");
    span.setAttribute(PORT, 8080);
    span.setAttribute(STATUS, 200);
    span.end();
    local.made++;
  }

  /** The same with names in place of keys. */
  @Benchmark
  public void fiveByNameOnSpan(Local local, Blackhole escape) {
    Span span = tracer.spanBuilder("GET /users/{id}").startSpan();
    escape.consume(span);
    span.setAttribute("http.request.method", "GET");
    span.setAttribute("http.route", "/users/{id}");
    span.setAttribute("server.address", "api.example.com");
    span.setAttribute("server.port", 8080L);
    span.setAttribute("http.response.status_code", 200L);
    span.end();
    local.made++;
  }

  /** Three strings and two numbers by constant keys, set on the builder. */
  @Benchmark
  public void fiveByKeyOnBuilder(Local local, Blackhole escape) {
    Span span =
        tracer
            .spanBuilder("GET /users/{id}")
            .setAttribute(METHOD, "GET")
            .setAttribute(ROUTE, "/users/{id}")
            .setAttribute(ADDRESS, "api.example.com")
            .setAttribute(PORT, 8080)
            .setAttribute(STATUS, 200)
            .startSpan();
    escape.consume(span);
    span.end();
    local.made++;
  }

  /** The same with names in place of keys, set on the builder. */
  @Benchmark
  public void fiveByNameOnBuilder(Local local, Blackhole escape) {
    Span span =
        tracer
            .spanBuilder("GET /users/{id}")
            .setAttribute("http.request.method", "GET")
            .setAttribute("http.route", "/users/{id}")
            .setAttribute("server.address", "api.example.com")
            .setAttribute("server.port", 8080L)
            .setAttribute("http.response.status_code", 200L)
            .startSpan();
    escape.consume(span);
    span.end();
    local.made++;
  }

  /** A server span that is made current, with an event and a child client span: two spans. */
  @Benchmark
  @SuppressWarnings("try") // the scope is used only to close it
  public void request(Local local, Blackhole escape) {
    Span server =
        tracer
            .spanBuilder("GET /users/{id}")
            .setSpanKind(SpanKind.SERVER)
            .setAttribute(METHOD, "GET")
            .setAttribute(ROUTE, "/users/{id}")
            .startSpan();
    escape.consume(server);
    try (Scope scope = server.makeCurrent()) {
      Span client = tracer.spanBuilder("SELECT users").setSpanKind(SpanKind.CLIENT).startSpan();
      escape.consume(client);
      client.setAttribute(ADDRESS, "db.example.com");
      client.end();
      server.addEvent("row found");
      server.setAttribute(STATUS, 200);
    } finally {
      server.end();
    }
    local.made += 2;
  }
}
