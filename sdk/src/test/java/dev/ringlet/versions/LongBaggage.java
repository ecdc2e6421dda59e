// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.versions;

import dev.ringlet.RingletSdk;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.Iterator;
import java.util.List;

/** Reads headers of baggage around the limit of the specification. Run with versions of the API. */
final class LongBaggage {
  private static final int LIMIT = 8192;

  private LongBaggage() {}

  static List<String> run(String... arguments) {
    RingletSdk sdk =
        RingletSdk.builder()
            .property("otel.traces.exporter", "none")
            .property("otel.metrics.exporter", "none")
            .property("otel.logs.exporter", "none")
            .build();
    TextMapPropagator propagator = sdk.getPropagators().getTextMapPropagator();
    sdk.close();
    String longest = "a=" + "b".repeat(LIMIT - 2);
    return List.of(
        "at the limit " + read(propagator, List.of(longest)),
        "over the limit " + read(propagator, List.of(longest + "b")),
        "many headers " + (read(propagator, List.of(longest, "c=d", "e=f")) <= 1),
        "a megabyte " + read(propagator, List.of(("k=v,").repeat(1 << 18))),
        "no getter " + Baggage.fromContext(propagator.extract(Context.root(), "", null)).size(),
        "nothing " + read(propagator, List.of()));
  }

  private static int read(TextMapPropagator propagator, List<String> headers) {
    return Baggage.fromContext(propagator.extract(Context.root(), headers, new Getter())).size();
  }

  @SuppressWarnings("deprecation") // older versions require keys
  private static final class Getter implements TextMapGetter<List<String>> {
    @Override
    public Iterable<String> keys(List<String> headers) {
      return List.of("baggage");
    }

    @Override
    public String get(List<String> headers, String key) {
      return headers.isEmpty() || !key.equals("baggage") ? null : headers.get(0);
    }

    @Override
    public Iterator<String> getAll(List<String> headers, String key) {
      return key.equals("baggage") ? headers.iterator() : List.<String>of().iterator();
    }
  }
}
