// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.RingletSdk;
import dev.ringlet.config.Config;
import dev.ringlet.internal.context.BoundedBaggage;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.extension.trace.propagation.B3Propagator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Official customizers of propagators, and the limit of baggage. */
class CustomizedPropagatorsTest {
  private static TextMapPropagator customized(
      String names, Customizers customizers, Consumer<RingletSdk.Builder> inCode) {
    Map<String, String> settings =
        Map.of(
            "otel.propagators", names,
            "otel.traces.exporter", "none",
            "otel.metrics.exporter", "none",
            "otel.logs.exporter", "none");
    RingletSdk.Builder builder = RingletSdk.builder();
    settings.forEach(builder::property);
    inCode.accept(builder);
    customizers.apply(Services.ofThisClassPath(), builder, Config.of(settings, Map.of(), Map.of()));
    try (RingletSdk sdk = builder.build()) {
      return sdk.getPropagators().getTextMapPropagator();
    }
  }

  private static Customizers keeping(List<TextMapPropagator> seen) {
    return new Customizers()
        .addPropagatorCustomizer(
            (propagator, config) -> {
              seen.add(propagator);
              return propagator;
            });
  }

  @Test
  void baggageThatACustomizerKeepsIsBounded() {
    List<TextMapPropagator> seen = new ArrayList<>();
    TextMapPropagator propagator = customized("baggage", keeping(seen), inCode -> {});
    assertThat(seen).containsExactly(W3CBaggagePropagator.getInstance());
    assertThat(propagator).isSameAs(BoundedBaggage.INSTANCE);
  }

  @Test
  void whatACustomizerReturnsIsUsed() {
    Customizers customizers =
        new Customizers().addPropagatorCustomizer((propagator, config) -> TextMapPropagator.noop());
    assertThat(customized("baggage", customizers, inCode -> {})).isSameAs(TextMapPropagator.noop());
  }

  @Test
  void namesMayHaveAnyCase() {
    List<TextMapPropagator> seen = new ArrayList<>();
    TextMapPropagator propagator =
        customized("TraceContext,BAGGAGE,B3", keeping(seen), inCode -> {});
    assertThat(seen)
        .containsExactly(
            W3CTraceContextPropagator.getInstance(),
            W3CBaggagePropagator.getInstance(),
            B3Propagator.injectingSingleHeader());
    assertThat(propagator.fields()).contains("traceparent", "baggage", "b3");
  }

  @Test
  void propagatorsOfTheApplicationAndOfComponentProvidersAreCustomized() {
    TextMapPropagator mine = TestProviders.header("x-mine");
    List<TextMapPropagator> seen = new ArrayList<>();
    TextMapPropagator propagator =
        customized(
            "tracecontext,mine,own", keeping(seen), inCode -> inCode.addPropagator("mine", mine));
    assertThat(seen)
        .containsExactly(
            W3CTraceContextPropagator.getInstance(), mine, TestProviders.OWN_PROPAGATOR);
    assertThat(propagator.fields()).contains("traceparent", "x-mine", "x-own");
  }

  @Test
  void propagatorsSetInCodeStayAndAreCustomized() {
    TextMapPropagator mine = TestProviders.header("x-mine");
    List<TextMapPropagator> seen = new ArrayList<>();
    TextMapPropagator propagator =
        customized(
            "tracecontext",
            keeping(seen),
            inCode -> inCode.setPropagators(ContextPropagators.create(mine)));
    assertThat(seen).containsExactly(mine);
    assertThat(propagator).isSameAs(mine);
  }

  @Test
  void noPropagatorIsCustomizedWhereNoneIsWanted() {
    List<TextMapPropagator> seen = new ArrayList<>();
    assertThat(customized("None", keeping(seen), inCode -> {}).fields()).isEmpty();
    assertThat(seen).isEmpty();
  }
}
