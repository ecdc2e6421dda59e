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
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.instrumentation.api.instrumenter.Instrumenter;
import io.opentelemetry.instrumentation.api.instrumenter.SpanKindExtractor;
import io.opentelemetry.instrumentation.api.semconv.http.HttpServerAttributesExtractor;
import io.opentelemetry.instrumentation.api.semconv.http.HttpServerAttributesGetter;
import io.opentelemetry.instrumentation.api.semconv.http.HttpServerMetrics;
import io.opentelemetry.instrumentation.api.semconv.http.HttpSpanNameExtractor;
import java.util.List;

/** A web server's instrumentation, made by the builder that all instrumentation libraries use. */
final class InstrumenterProgram {
  private InstrumenterProgram() {}

  /** What the instrumentation knows of a request. */
  record Request(String method, String path, int status) {}

  static List<String> run(String... arguments) {
    MetricSubject.Maker maker =
        arguments[0].equals("official") ? OfficialMetricSubject::new : RingletMetricSubject::new;
    MetricSettings settings =
        new MetricSettings(Temporality.CUMULATIVE, false, "always_off", 0, List.of());
    try (MetricSubject subject = maker.make(settings, new TestTime())) {
      Instrumenter<Request, Request> instrumenter =
          Instrumenter.<Request, Request>builder(
                  telemetry(subject.meterProvider()),
                  "web",
                  HttpSpanNameExtractor.create(new Getter()))
              .addAttributesExtractor(HttpServerAttributesExtractor.create(new Getter()))
              .addOperationMetrics(HttpServerMetrics.get())
              .buildInstrumenter(SpanKindExtractor.alwaysServer());
      for (int i = 0; i < 20; i++) {
        Request request = new Request("GET", "/orders/" + i, i % 4 == 0 ? 500 : 200);
        if (instrumenter.shouldStart(Context.root(), request)) {
          Context context = instrumenter.start(Context.root(), request);
          instrumenter.end(context, request, request, null);
        }
      }
      return new MetricText(MetricText.Exemplars.OF_BUCKETS)
          .lines(subject.collect()).stream().map(InstrumenterProgram::withoutDurations).toList();
    }
  }

  private static String withoutDurations(String line) {
    return line.replaceFirst(" sum .* bounds ", " bounds ").replaceFirst(" counts .*", "");
  }

  private static OpenTelemetry telemetry(MeterProvider meters) {
    return new OpenTelemetry() {
      @Override
      public TracerProvider getTracerProvider() {
        return TracerProvider.noop();
      }

      @Override
      public MeterProvider getMeterProvider() {
        return meters;
      }

      @Override
      public ContextPropagators getPropagators() {
        return ContextPropagators.noop();
      }
    };
  }

  private static final class Getter implements HttpServerAttributesGetter<Request, Request> {
    @Override
    public String getHttpRequestMethod(Request request) {
      return request.method();
    }

    @Override
    public List<String> getHttpRequestHeader(Request request, String name) {
      return List.of();
    }

    @Override
    public Integer getHttpResponseStatusCode(Request request, Request response, Throwable error) {
      return response.status();
    }

    @Override
    public List<String> getHttpResponseHeader(Request request, Request response, String name) {
      return List.of();
    }

    @Override
    public String getUrlScheme(Request request) {
      return "http";
    }

    @Override
    public String getUrlPath(Request request) {
      return request.path();
    }

    @Override
    public String getUrlQuery(Request request) {
      return null;
    }

    @Override
    public String getHttpRoute(Request request) {
      return "/orders/{id}";
    }
  }
}
