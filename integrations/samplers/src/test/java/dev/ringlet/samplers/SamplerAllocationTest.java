// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.Allocations;
import dev.ringlet.testing.FreshProcess;
import dev.ringlet.trace.RingletTracerProvider;
import dev.ringlet.trace.Sampler;
import dev.ringlet.trace.Samplers;
import dev.ringlet.trace.SpanRecorder;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Each decision is that about a span that is then dropped, or is one more than always_off makes.
 */
class SamplerAllocationTest {
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");

  /** A span that is not sampled: its handle. */
  private static final double DROPPED = 48;

  /** A span that is sampled: its handle. */
  private static final double SAMPLED = 72;

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
    assertThat(bytes("sampled")).isLessThanOrEqualTo(SAMPLED);
    assertThat(bytes("thresholds")).isLessThanOrEqualTo(SAMPLED);
    assertThat(bytes("children")).isLessThanOrEqualTo(SAMPLED);
    assertThat(bytes("recorder")).isLessThan(0.5);
  }

  /** A new trace state for each trace whose parent has members of its own. */
  @Test
  void aTraceStateThatDiffersIsMade() {
    assertThat(bytes("foreign")).isBetween(SAMPLED + 100, SAMPLED + 700);
  }

  /** With a recorder, which has no builder that a compiler may or may not do without. */
  @Test
  void sampledSpansOfTheOthersAllocateNothing() {
    assertThat(bytes("sampled rules")).isLessThan(0.5);
    assertThat(bytes("sampled limits")).isLessThan(0.5);
    assertThat(bytes("sampled jaeger")).isLessThan(0.5);
    assertThat(bytes("limited by jaeger")).isLessThan(0.5);
  }

  @Test
  void strategiesOfJaegerAllocateNothing() {
    assertThat(bytes("jaeger")).isLessThanOrEqualTo(DROPPED);
  }

  static final class Main {
    static volatile Object escaped;

    private Main() {}

    public static void main(String[] args) {
      RingletTracerProvider provider =
          RingletTracerProvider.builder().setSampler(sampler(args[0])).build();
      System.out.println(Allocations.bytesPerOperation(operation(args[0], provider)));
    }

    private static Runnable operation(String name, RingletTracerProvider provider) {
      Tracer tracer = provider.get("test");
      return switch (name) {
        case "thresholds" -> {
          String[] names = {"a", "b", "c"};
          int[] count = {0};
          yield () -> end(tracer.spanBuilder(names[count[0]++ % names.length]));
        }
        case "children" -> {
          Context[] parents = {remote(1), remote(1)};
          int[] count = {0};
          yield () -> end(tracer.spanBuilder("child").setParent(parents[count[0]++ & 1]));
        }
        case "foreign" -> {
          Context[] parents = {remote(1), remote(2)};
          int[] count = {0};
          yield () -> end(tracer.spanBuilder("child").setParent(parents[count[0]++ & 1]));
        }
        case "recorder",
            "sampled rules",
            "sampled limits",
            "sampled jaeger",
            "limited by jaeger" -> {
          SpanRecorder recorder = provider.tracerBuilder("test").buildRecorder();
          yield () -> {
            long root = recorder.start("/users/1", SpanKind.SERVER);
            recorder.end(recorder.startChild(root, "child", SpanKind.INTERNAL));
            recorder.end(root);
          };
        }
        default ->
            () -> end(tracer.spanBuilder("GET /users/{id}").setAttribute(ROUTE, "/users/{id}"));
      };
    }

    private static Context remote(int vendor) {
      SpanContext context =
          SpanContext.createFromRemoteParent(
              "0af7651916cd43dd8448eb211c80319c",
              "b7ad6b7169203331",
              TraceFlags.getSampled(),
              TraceState.builder().put("vendor", Integer.toString(vendor)).build());
      return Context.root().with(Span.wrap(context));
    }

    private static void end(SpanBuilder builder) {
      Span span = builder.startSpan();
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
        case "sampled", "recorder" ->
            CompositeSampler.of(
                ComposableSampler.parentThreshold(ComposableSampler.probability(1)));
        case "children", "foreign" -> CompositeSampler.probability(1);
        case "thresholds" ->
            CompositeSampler.of(
                ComposableSampler.ruleBasedBuilder()
                    .add(SamplingPredicates.name("a"), ComposableSampler.probability(0.999_999))
                    .add(SamplingPredicates.name("b"), ComposableSampler.probability(0.999_998))
                    .add(SamplingPredicates.any(), ComposableSampler.alwaysOn())
                    .build());
        case "sampled rules" ->
            RuleBasedSampler.builder(Samplers.alwaysOff())
                .add(
                    SamplingPredicates.all(
                        List.of(
                            SamplingPredicates.name("/u*"),
                            SamplingPredicates.parent(Set.of(SamplingPredicates.Parent.NONE)))),
                    Samplers.alwaysOn())
                .add(SamplingPredicates.name("child"), Samplers.alwaysOn())
                .build();
        case "sampled limits" -> RateLimitingSampler.builder(1e9).addRoute("/users/*", 1e9).build();
        case "jaeger" ->
            strategy(
                "{\"operationSampling\":{\"perOperationStrategies\":[{\"operation\":\"a\"}]}}");
        case "sampled jaeger" ->
            strategy(
                "{\"operationSampling\":{\"perOperationStrategies\":[{\"operation\":\"a\"}],"
                    + "\"defaultSamplingProbability\":1}}");
        case "limited by jaeger" ->
            strategy("{\"rateLimitingSampling\":{\"maxTracesPerSecond\":1000000000}}");
        default -> throw new IllegalArgumentException(name);
      };
    }

    private static Sampler strategy(String json) {
      try {
        return JaegerStrategy.of(JaegerAnswer.parse(json.getBytes(StandardCharsets.UTF_8)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Sampler configured(String name, String key, String value) {
      var config = dev.ringlet.config.Config.of(Map.of(key, value), Map.of(), Map.of());
      return new SamplersComponentProvider().createSampler(name, config);
    }
  }
}
