// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.versions;

import dev.ringlet.RingletSdk;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.Iterator;
import java.util.List;

/** Reads headers of baggage from a list. */
@SuppressWarnings("deprecation") // older versions require keys
class BaggageHeaders implements TextMapGetter<List<String>> {
  /** The propagators of an SDK with default settings. */
  static TextMapPropagator propagator() {
    RingletSdk sdk =
        RingletSdk.builder()
            .property("otel.traces.exporter", "none")
            .property("otel.metrics.exporter", "none")
            .property("otel.logs.exporter", "none")
            .build();
    TextMapPropagator propagator = sdk.getPropagators().getTextMapPropagator();
    sdk.close();
    return propagator;
  }

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
