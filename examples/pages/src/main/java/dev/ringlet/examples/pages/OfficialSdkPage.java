// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples.pages;

import dev.ringlet.RingletSdk;
import dev.ringlet.official.OfficialTypes;
import dev.ringlet.official.RingletSpanExporter;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;

/** The samples of integrations/official-sdk/README.md. */
final class OfficialSdkPage {
  private OfficialSdkPage() {}

  static RingletSdk officialComponents(Sampler mySampler, MetricReader prometheusHttpServer) {
    RingletSdk sdk =
        RingletSdk.builder()
            .addSpanProcessor(OfficialTypes.spanProcessor(new BaggageProcessor()))
            .setSampler(OfficialTypes.sampler(mySampler))
            .addMetricReader(OfficialTypes.metricReader(prometheusHttpServer))
            .build();
    return sdk;
  }

  static SpanExporter delivery() {
    SpanExporter exporter =
        RingletSpanExporter.builder()
            .property("otel.exporter.otlp.endpoint", "https://collector:4318")
            .property("ringlet.spool.directory", "/var/lib/shop/spool")
            .build();
    return exporter;
  }

  private static final class BaggageProcessor implements SpanProcessor {
    @Override
    public void onStart(Context parentContext, ReadWriteSpan span) {
      Baggage.fromContext(parentContext)
          .forEach((key, entry) -> span.setAttribute(key, entry.getValue()));
    }

    @Override
    public boolean isStartRequired() {
      return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {}

    @Override
    public boolean isEndRequired() {
      return false;
    }
  }
}
