// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.Allocations;
import dev.ringlet.testing.FreshProcess;
import dev.ringlet.trace.RingletTracerProvider;
import dev.ringlet.trace.Sampler;
import dev.ringlet.trace.Samplers;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Each decision is that about a span that is then dropped, or is one more than always_off makes.
 */
class SamplerAllocationTest {
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");

  /** A span that is not sampled: its handle. */
  private static final double DROPPED = 48;

  private static double bytes(String sampler) {
    return Double.parseDouble(FreshProcess.output(Main.class, sampler).trim());
  }

  @Test
  void rulesAllocateNothing() {
    assertThat(bytes("rules")).isLessThanOrEqualTo(DROPPED);
    assertThat(bytes("setting")).isLessThanOrEqualTo(DROPPED);
  }

  @Test
  void limitsAllocateNothing() {
    assertThat(bytes("limits")).isLessThanOrEqualTo(DROPPED);
  }

  @Test
  void compositesAllocateNothing() {
    assertThat(bytes("composite")).isLessThanOrEqualTo(DROPPED);
    // The handle, and the text of the trace state when the span ends.
    assertThat(bytes("sampled")).isLessThanOrEqualTo(72 + 168);
  }

  @Test
  void strategiesOfJaegerAllocateNothing() {
    assertThat(bytes("jaeger")).isLessThanOrEqualTo(DROPPED);
  }

  static final class Main {
    static volatile Object escaped;

    private Main() {}

    public static void main(String[] args) {
      Tracer tracer =
          RingletTracerProvider.builder().setSampler(sampler(args[0])).build().get("test");
      System.out.println(Allocations.bytesPerOperation(() -> span(tracer)));
    }

    private static void span(Tracer tracer) {
      Span span =
          tracer.spanBuilder("GET /users/{id}").setAttribute(ROUTE, "/users/{id}").startSpan();
      escaped = span;
      span.end();
    }

    private static Sampler sampler(String name) {
      return switch (name) {
        case "rules" ->
            RuleBasedSampler.builder(Samplers.alwaysOff())
                .add(
                    SamplingPredicates.attributePatterns("http.route", List.of("/x*"), List.of()),
                    Samplers.alwaysOn())
                .add(
                    SamplingPredicates.attributeRegex("http.route", Pattern.compile("^/y+")),
                    Samplers.alwaysOn())
                .build();
        case "setting" ->
            configured(
                "rule_based",
                "ringlet.sampler.rules",
                "on if http.route=/x* and kind=client; off if name=GET*");
        case "limits" -> RateLimitingSampler.builder(1000).addRoute("/users/*", 0).build();
        case "composite" ->
            CompositeSampler.of(
                ComposableSampler.annotating(
                    ComposableSampler.parentThreshold(ComposableSampler.probability(1e-12)),
                    Attributes.builder().put("k", "v").build()));
        case "sampled" ->
            CompositeSampler.of(
                ComposableSampler.parentThreshold(ComposableSampler.probability(1)));
        case "jaeger" ->
            JaegerStrategy.parse(
                "{\"operationSampling\":{\"perOperationStrategies\":[{\"operation\":\"a\"}]}}");
        default -> throw new IllegalArgumentException(name);
      };
    }

    private static Sampler configured(String name, String key, String value) {
      var config = dev.ringlet.config.Config.of(Map.of(key, value), Map.of(), Map.of());
      return new SamplersComponentProvider().createSampler(name, config);
    }
  }
}
