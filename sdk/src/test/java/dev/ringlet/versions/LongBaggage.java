// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.versions;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.List;

/** Reads headers of baggage around the limit of the specification. Run with versions of the API. */
final class LongBaggage {
  private static final int LIMIT = 8192;

  private LongBaggage() {}

  static List<String> run(String... arguments) {
    TextMapPropagator propagator = BaggageHeaders.propagator();
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
    return Baggage.fromContext(propagator.extract(Context.root(), headers, new BaggageHeaders()))
        .size();
  }
}
