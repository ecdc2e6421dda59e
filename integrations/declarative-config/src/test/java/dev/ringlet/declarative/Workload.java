// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/** Telemetry that meets what files configure: limits, samplers, views, configurators. */
final class Workload {
  private Workload() {}

  static void run(OpenTelemetry sdk) {
    traces(sdk);
    metrics(sdk);
    logs(sdk);
  }

  @SuppressWarnings("try") // the scope is only to be closed
  private static void traces(OpenTelemetry sdk) {
    Tracer shop =
        sdk.getTracerProvider().tracerBuilder("shop").setInstrumentationVersion("1.0").build();
    Span order = shop.spanBuilder("order").setSpanKind(SpanKind.SERVER).startSpan();
    try (Scope scope = order.makeCurrent()) {
      for (int i = 0; i < 12; i++) {
        order.setAttribute(
            "attribute." + i, "a value that is longer than thirty-two characters " + i);
      }
      for (int i = 0; i < 3; i++) {
        order.addEvent(
            "event" + i, Attributes.builder().put("a", 1).put("b", 2).put("c", 3).build());
      }
      SpanBuilder pay = shop.spanBuilder("pay").setSpanKind(SpanKind.CLIENT);
      pay.addLink(
          context("0000000000000001", true), Attributes.builder().put("a", 1).put("b", 2).build());
      pay.addLink(context("0000000000000002", true));
      pay.startSpan().setStatus(StatusCode.ERROR, "declined").end();
      Logger logger = sdk.getLogsBridge().loggerBuilder("shop").build();
      logger.logRecordBuilder().setSeverity(Severity.INFO).setBody("in the order").emit();
    } finally {
      order.end();
    }
    for (boolean sampled : new boolean[] {true, false}) {
      Context remote = Context.root().with(Span.wrap(context("0000000000000003", sampled)));
      shop.spanBuilder("remote." + sampled).setParent(remote).startSpan().end();
    }
    sdk.getTracer("quiet.one").spanBuilder("unheard").startSpan().end();
  }

  private static SpanContext context(String spanId, boolean sampled) {
    return SpanContext.createFromRemoteParent(
        "0af7651916cd43dd8448eb211c80319c",
        spanId,
        sampled ? TraceFlags.getSampled() : TraceFlags.getDefault(),
        TraceState.getDefault());
  }

  private static void metrics(OpenTelemetry sdk) {
    Meter shop =
        sdk.getMeterProvider()
            .meterBuilder("shop")
            .setInstrumentationVersion("1.0")
            .setSchemaUrl("https://example.com/shop")
            .build();
    LongCounter sold = shop.counterBuilder("sold.pieces").setUnit("1").build();
    AttributeKey<String> kind = AttributeKey.stringKey("kind");
    for (String each : new String[] {"fruit", "bread", "fruit"}) {
      sold.add(2, Attributes.builder().put(kind, each).put("size", 1).put("size.exact", 9).build());
    }
    LongCounter visits = shop.counterBuilder("visits").build();
    for (int i = 0; i < 10; i++) {
      visits.add(1, Attributes.of(AttributeKey.longKey("door"), (long) i));
    }
    shop.upDownCounterBuilder("stock").build().add(-3);
    for (String name : new String[] {"price", "weight", "duration", "hidden"}) {
      DoubleHistogram histogram = shop.histogramBuilder(name).build();
      for (double value : new double[] {0.5, 2, 7, 20}) {
        histogram.record(value);
      }
    }
    shop.gaugeBuilder("temperature").build().set(21.5);
    shop.counterBuilder("watts").buildWithCallback(m -> m.record(7));
    shop.gaugeBuilder("load").buildWithCallback(m -> m.record(0.25));
    shop.upDownCounterBuilder("balance").buildWithCallback(m -> m.record(-1));
    sdk.getMeter("quiet").counterBuilder("unheard").build().add(1);
  }

  private static void logs(OpenTelemetry sdk) {
    for (String name : new String[] {"shop", "quiet1", "loud"}) {
      Logger logger = sdk.getLogsBridge().loggerBuilder(name).build();
      for (Severity severity : new Severity[] {Severity.DEBUG, Severity.INFO, Severity.ERROR}) {
        logger
            .logRecordBuilder()
            .setSeverity(severity)
            .setBody(name + " says " + severity)
            .setAttribute(AttributeKey.stringKey("long"), "longer than sixteen characters")
            .setAttribute(AttributeKey.longKey("a"), 1L)
            .setAttribute(AttributeKey.longKey("b"), 2L)
            .setAttribute(AttributeKey.longKey("c"), 3L)
            .emit();
      }
    }
  }
}
