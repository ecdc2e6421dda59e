// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.testing.Allocations;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;

/** Prints the bytes that one way to make a span allocates, in a process of its own. */
final class SpanAllocationMain {
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");

  /** Whatever is stored here has escaped. */
  static volatile Object escaped;

  private SpanAllocationMain() {}

  public static void main(String[] args) {
    System.out.println(Allocations.bytesPerOperation(scenario(args[0])));
  }

  private static Runnable scenario(String name) {
    SpanSink sink = new SpanSink(false);
    switch (name) {
      case "api" -> {
        Tracer tracer = sink.provider().build().get("test");
        return () -> fiveAttributes(tracer);
      }
      case "canary" -> {
        Tracer other = sink.provider().build().get("test");
        return () -> {
          fiveAttributes(other);
          escaped = new byte[16];
        };
      }
      case "dropped" -> {
        Tracer off = sink.provider().setSampler(Samplers.alwaysOff()).build().get("test");
        return () -> fiveAttributes(off);
      }
      case "sampler" -> {
        Tracer asking = sink.provider().setSampler(new EvenSampler(null)).build().get("test");
        return () -> fiveAttributes(asking);
      }
      case "refused" -> {
        Sampler refusing = Samplers.parentBased(new EvenSampler(SamplingDecision.DROP));
        Tracer refused = sink.provider().setSampler(refusing).build().get("test");
        return () -> escaped = refused.spanBuilder("GET /users/{id}").startSpan();
      }
      case "mixed" -> {
        Sampler half = Samplers.traceIdRatio(0.5);
        Tracer mixed = sink.provider().setSampler(Samplers.parentBased(half)).build().get("test");
        return new Mixed(mixed);
      }
      case "recorder" -> {
        SpanRecorder recorder = sink.provider().build().tracerBuilder("test").buildRecorder();
        return () -> recorded(recorder);
      }
      default -> throw new IllegalArgumentException(name);
    }
  }

  private static final Context REMOTE = remote("01");
  private static final Context[] PARENTS = {REMOTE, remote("00"), REMOTE, remote("00")};

  private static Context remote(String flags) {
    return Context.root()
        .with(
            Span.wrap(
                SpanContext.createFromRemoteParent(
                    "0af7651916cd43dd8448eb211c80319c",
                    "b7ad6b7169203331",
                    TraceFlags.fromHex(flags, 0),
                    TraceState.getDefault())));
  }

  private static void fiveAttributes(Tracer tracer) {
    Span span = tracer.spanBuilder("GET /users/{id}").setSpanKind(SpanKind.SERVER).startSpan();
    escaped = span;
    span.setAttribute(METHOD, "GET");
    span.setAttribute(PATH, "/users/1234567");
    span.setAttribute("server.address", "shop.example.com");
    span.setAttribute("http.response.status_code", 200L);
    span.setAttribute("server.port", 8080L);
    span.end();
  }

  /** Roots and children, sampled and not, one after the other. */
  private static final class Mixed implements Runnable {
    private final Tracer tracer;
    private long made;

    Mixed(Tracer tracer) {
      this.tracer = tracer;
    }

    @Override
    public void run() {
      Context parent = PARENTS[(int) (made++ & 3)];
      Span span = tracer.spanBuilder("mixed").setParent(parent).startSpan();
      escaped = span;
      span.setAttribute(METHOD, "GET");
      span.end();
    }
  }

  private static void recorded(SpanRecorder recorder) {
    long span = recorder.start("GET /users/{id}", SpanKind.SERVER);
    recorder.put(span, METHOD, "GET");
    recorder.put(span, PATH, "/users/1234567");
    recorder.put(span, "server.address", "shop.example.com");
    recorder.put(span, "http.response.status_code", 200L);
    recorder.put(span, "ratio", 0.5);
    long child = recorder.startChild(span, "SELECT", SpanKind.CLIENT);
    recorder.addEvent(child, "row");
    recorder.end(child);
    recorder.end(span);
  }

  /** A sampler of the application's own, which looks at its request. */
  private static final class EvenSampler implements Sampler {
    private final SamplingDecision always;

    EvenSampler(SamplingDecision always) {
      this.always = always;
    }

    @Override
    public SamplingDecision shouldSample(SamplingRequest request) {
      if (always != null) {
        return always;
      }
      return request.getTraceIdLow() % 2 == 0
              && request.getLinks().isEmpty()
              && request.getTraceState().isEmpty()
              && request.getAttributeText("none") == null
          ? SamplingDecision.RECORD_AND_SAMPLE
          : SamplingDecision.RECORD_ONLY;
    }

    @Override
    public String getDescription() {
      return "even";
    }
  }
}
