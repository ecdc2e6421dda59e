// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.RingletSdk;
import dev.ringlet.config.Config;
import dev.ringlet.internal.context.BoundedBaggage;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Official customizers of propagators, and the limit of baggage. */
class CustomizedPropagatorsTest {
  private static TextMapPropagator customized(UnaryOperator<TextMapPropagator> customizer) {
    Map<String, String> settings =
        Map.of(
            "otel.propagators", "baggage",
            "otel.traces.exporter", "none",
            "otel.metrics.exporter", "none",
            "otel.logs.exporter", "none");
    RingletSdk.Builder builder = RingletSdk.builder();
    settings.forEach(builder::property);
    Customizers customizers = new Customizers();
    customizers.addPropagatorCustomizer((propagator, config) -> customizer.apply(propagator));
    customizers.apply(Services.ofThisClassPath(), builder, Config.of(settings, Map.of(), Map.of()));
    try (RingletSdk sdk = builder.build()) {
      return sdk.getPropagators().getTextMapPropagator();
    }
  }

  @Test
  void baggageThatACustomizerKeepsIsBounded() {
    List<TextMapPropagator> seen = new ArrayList<>();
    TextMapPropagator propagator =
        customized(
            given -> {
              seen.add(given);
              return given;
            });
    assertThat(seen).containsExactly(W3CBaggagePropagator.getInstance());
    assertThat(propagator).isSameAs(BoundedBaggage.INSTANCE);
  }

  @Test
  void whatACustomizerReturnsIsUsed() {
    assertThat(customized(given -> TextMapPropagator.noop())).isSameAs(TextMapPropagator.noop());
  }
}
