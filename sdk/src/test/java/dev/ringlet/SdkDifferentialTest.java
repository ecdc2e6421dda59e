// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.trace.differential.Differential;
import dev.ringlet.trace.differential.LimitCases;
import dev.ringlet.trace.differential.OfficialSubject;
import dev.ringlet.trace.differential.PropagatorCases;
import dev.ringlet.trace.differential.RandomTraceProgram;
import dev.ringlet.trace.differential.SamplerCases;
import dev.ringlet.trace.differential.Subject;
import io.opentelemetry.api.OpenTelemetry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole SDK against the official one: the same properties have the same effect on traces. What
 * the tracer provider does is compared in its own module.
 */
class SdkDifferentialTest {
  /** Ringlet, configured by the same properties. */
  private record RingletSubject(RingletSdk sdk) implements Subject {
    static RingletSubject of(Map<String, String> properties) {
      RingletSdk.Builder builder = RingletSdk.builder().property("ringlet.shutdown.hook", "false");
      properties.forEach(builder::property);
      return new RingletSubject(builder.build());
    }

    @Override
    public OpenTelemetry api() {
      return sdk;
    }

    @Override
    public void flush() {
      assertThat(sdk.flush(LONG)).as("%s", sdk.health()).isTrue();
    }

    @Override
    public void close() {
      sdk.close();
    }
  }

  private static Differential differential(Map<String, String> properties) {
    return new Differential(properties, OfficialSubject::new, RingletSubject::of);
  }

  static List<Map<String, String>> settings() {
    return List.of(
        Map.of(),
        Map.of(
            "otel.span.attribute.count.limit", "3",
            "otel.span.event.count.limit", "2",
            "otel.span.link.count.limit", "1",
            "otel.attribute.value.length.limit", "5"),
        Map.of("otel.traces.sampler", "always_off"),
        Map.of("otel.traces.sampler", "traceidratio", "otel.traces.sampler.arg", "0.5"),
        Map.of("otel.sdk.disabled", "true"),
        Map.of("otel.service.name", "shop", "otel.resource.attributes", "a=b%20c,service.name=x"));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void propertiesHaveTheSameEffect(Map<String, String> properties) {
    try (Differential both = differential(properties)) {
      if (!properties.containsKey("otel.traces.sampler.arg")) {
        both.assertAllAlike("limits", LimitCases.all()); // their trace ids are random
      }
      both.assertAllAlike("samplers", SamplerCases.withKnownTraces());
      both.assertAlike(RandomTraceProgram.of(77, 60, true));
    }
  }

  @Test
  void propagatorsAreTheSame() {
    try (Differential both = differential(Map.of())) {
      both.assertAllAlike("propagators", PropagatorCases.all());
    }
  }
}
