// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace.differential;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Programs that send a context away and take one in. */
public final class PropagatorCases {
  private static final List<String> TRACE_PARENTS =
      Arrays.asList(
          null,
          "",
          "00-000000000000000000000000000000aa-00000000000000bb-01",
          "00-000000000000000000000000000000aa-00000000000000bb-00",
          "00-000000000000000000000000000000aa-00000000000000bb-ff",
          "00-000000000000000000000000000000AA-00000000000000bb-01",
          "00-00000000000000000000000000000000-00000000000000bb-01",
          "00-000000000000000000000000000000aa-0000000000000000-01",
          "ff-000000000000000000000000000000aa-00000000000000bb-01",
          "01-000000000000000000000000000000aa-00000000000000bb-01-more",
          "00-000000000000000000000000000000aa-00000000000000bb-01-more",
          "garbage");
  private static final List<String> TRACE_STATES =
      Arrays.asList(
          null, "", "a=1", "a=1,b=2", "a=1,a=2", "no pair", "ot=th:8", "a=" + "v".repeat(300));
  private static final List<String> BAGGAGES =
      Arrays.asList(null, "", "k=v", "k=v;m,l=%20w", "bad");

  private PropagatorCases() {}

  public static List<Program> all() {
    List<Program> programs = new ArrayList<>();
    for (String parent : TRACE_PARENTS) {
      for (String state : TRACE_STATES) {
        for (String baggage : BAGGAGES) {
          programs.add(through(parent, state, baggage));
        }
      }
    }
    return programs;
  }

  private static Program through(String parent, String state, String baggage) {
    Map<String, String> headers = new TreeMap<>();
    put(headers, "traceparent", parent);
    put(headers, "tracestate", state);
    put(headers, "baggage", baggage);
    return Program.of(
        "through " + headers,
        run -> {
          TextMapPropagator propagator = run.api.getPropagators().getTextMapPropagator();
          run.see("fields " + propagator.fields());
          Context incoming = propagator.extract(Context.root(), headers, new Getter());
          SpanContext remote = run.ids.given(Span.fromContext(incoming).getSpanContext());
          run.see("in " + remote + " " + Baggage.fromContext(incoming).asMap());
          Span span = run.start(run.tracer(0).spanBuilder("server").setParent(incoming));
          Map<String, String> outgoing = new TreeMap<>();
          propagator.inject(incoming.with(span), outgoing, Map::put);
          run.see("out " + named(run, span, outgoing));
          span.end();
        });
  }

  private static String named(Run run, Span span, Map<String, String> headers) {
    SpanContext context = span.getSpanContext();
    return headers
        .toString()
        .replace(context.getTraceId(), run.ids.trace(context.getTraceId()))
        .replace(context.getSpanId(), run.ids.span(context.getSpanId()));
  }

  private static void put(Map<String, String> headers, String name, String value) {
    if (value != null) {
      headers.put(name, value);
    }
  }

  private static final class Getter implements TextMapGetter<Map<String, String>> {
    @Override
    @Deprecated
    public Iterable<String> keys(Map<String, String> headers) {
      return headers.keySet();
    }

    @Override
    public String get(Map<String, String> headers, String name) {
      return headers.get(name);
    }
  }
}
