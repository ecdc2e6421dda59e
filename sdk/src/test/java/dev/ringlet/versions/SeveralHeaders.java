// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.versions;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.internal.ExtendedTextMapGetter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** Reads baggage in several headers and returns its entries. Run with versions of the API. */
final class SeveralHeaders {
  private SeveralHeaders() {}

  /** The first argument is the getter: extended, plain or null; the others are headers or null. */
  static List<String> run(String... arguments) {
    TextMapPropagator propagator = BaggageHeaders.propagator();
    TextMapGetter<List<String>> getter =
        switch (arguments[0]) {
          case "extended" -> Extended.create();
          case "plain" -> new BaggageHeaders();
          default -> new WithoutAnswer();
        };
    List<String> headers = Arrays.asList(arguments).subList(1, arguments.length);
    Context context = propagator.extract(Context.root(), headers, getter);
    return List.copyOf(Baggage.fromContext(context).asMap().keySet()).stream().sorted().toList();
  }

  private static final class WithoutAnswer extends BaggageHeaders {
    @Override
    public Iterator<String> getAll(List<String> headers, String key) {
      return null;
    }
  }

  private static final class Extended extends BaggageHeaders
      implements ExtendedTextMapGetter<List<String>> {
    static TextMapGetter<List<String>> create() {
      return new Extended();
    }
  }
}
