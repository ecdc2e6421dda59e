// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.RingletSdk;
import dev.ringlet.config.ConfigException;
import dev.ringlet.trace.Sampler;
import dev.ringlet.trace.Samplers;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.contrib.sampler.RuleBasedRoutingSampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleBasedSamplerTest {
  /** The sampler of contrib, whose rules hold for one kind of spans only. */
  @Test
  void decidesAsTheOneOfContribDoes() {
    var official =
        RuleBasedRoutingSampler.builder(
                SpanKind.SERVER, io.opentelemetry.sdk.trace.samplers.Sampler.alwaysOn())
            .drop(AttributeKey.stringKey("url.path"), "^/health|ping$")
            .recordAndSample(AttributeKey.stringKey("thread.name"), "^no such thread")
            .drop(AttributeKey.stringKey("http.route"), "/internal")
            .build();
    var server = SamplingPredicates.kind(Set.of(SpanKind.SERVER));
    Sampler ours =
        RuleBasedSampler.builder(Samplers.alwaysOn())
            .add(both(server, "url.path", "^/health|ping$"), Samplers.alwaysOff())
            .add(both(server, "thread.name", "^no such thread"), Samplers.alwaysOn())
            .add(both(server, "http.route", "/internal"), Samplers.alwaysOff())
            .build();
    try (Spans spans = new Spans(ours)) {
      for (SpanKind kind : SpanKind.values()) {
        for (String path : List.of("/health", "/healthz", "/x/ping", "/pong", "")) {
          for (String route : List.of("/internal/x", "/x")) {
            Attributes attributes =
                Attributes.builder().put("url.path", path).put("http.route", route).build();
            boolean expected =
                official
                        .shouldSample(Context.root(), "00", "name", kind, attributes, List.of())
                        .getDecision()
                    == SamplingDecision.RECORD_AND_SAMPLE;
            assertThat(spans.root("name", kind, attributes).sampled())
                .as("%s %s", kind, attributes)
                .isEqualTo(expected);
          }
        }
      }
    }
  }

  private static SamplingPredicate both(SamplingPredicate kind, String key, String regex) {
    return SamplingPredicates.all(
        List.of(kind, SamplingPredicates.attributeRegex(key, Pattern.compile(regex))));
  }

  @Test
  void predicatesLookAtNameParentAndValues() {
    Sampler sampler =
        RuleBasedSampler.builder(Samplers.alwaysOff())
            .add(
                SamplingPredicates.all(
                    List.of(
                        SamplingPredicates.name("GET *"),
                        SamplingPredicates.parent(Set.of(SamplingPredicates.Parent.NONE)),
                        SamplingPredicates.attributeValues("n", List.of("1", "2")))),
                Samplers.alwaysOn())
            .build();
    try (Spans spans = new Spans(sampler)) {
      Attributes two = Attributes.builder().put("n", 2).build();
      assertThat(spans.root("GET /", SpanKind.SERVER, two).sampled()).isTrue();
      assertThat(spans.root("PUT /", SpanKind.SERVER, two).sampled()).isFalse();
      assertThat(spans.root("GET /", SpanKind.SERVER, Attributes.empty()).sampled()).isFalse();
    }
    assertThat(sampler.getDescription())
        .isEqualTo(
            "RuleBasedSampler{rules=[[name=GET *, parent=[none], n=[1, 2]]:AlwaysOnSampler],"
                + " fallback=AlwaysOffSampler}");
  }

  private static Spans configured(Map<String, String> settings) {
    var config = dev.ringlet.config.Config.of(settings, Map.of(), Map.of());
    String name = config.getString(Samplers.KEY, "");
    return new Spans(new SamplersComponentProvider().createSampler(name, config));
  }

  @Test
  void rulesComeFromASetting() {
    String rules =
        "off if url.path=/health* and kind=server; on if http.route=/checkout;"
            + " 0 if name='GET *'; 2/s if kind=producer; 1.0";
    try (Spans spans =
        configured(Map.of("otel.traces.sampler", "rule_based", "ringlet.sampler.rules", rules))) {
      Attributes health = Attributes.builder().put("url.path", "/healthz").build();
      assertThat(spans.root("x", SpanKind.SERVER, health).sampled()).isFalse();
      assertThat(spans.root("x", SpanKind.CLIENT, health).sampled()).isTrue();
      assertThat(spans.root("GET /", SpanKind.CLIENT, Attributes.empty()).sampled()).isFalse();
      int sampled = 0;
      for (int i = 0; i < 3; i++) {
        sampled += spans.root("x", SpanKind.PRODUCER, Attributes.empty()).sampled() ? 1 : 0;
      }
      assertThat(sampled).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "perhaps if kind=server | position 1",
        "on; 2 if kind=server | position 5",
        "on; -1/s | position 5",
        "on if kind=servant | position 12",
      })
  void errorsNameKeyAndPosition(String rules, String expected) {
    assertThatThrownBy(
            () ->
                RingletSdk.builder()
                    .property("otel.traces.exporter", "none")
                    .property("otel.metrics.exporter", "none")
                    .property("otel.logs.exporter", "none")
                    .property("otel.traces.sampler", "rule_based")
                    .property("ringlet.sampler.rules", rules)
                    .build())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("ringlet.sampler.rules")
        .hasMessageEndingWith(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "probability | 0.5 | ComposableTraceIdRatioBasedSampler{threshold=8, ratio=0.5}",
        "parentbased_probability | 1 | ComposableParentThresholdSampler{rootSampler="
            + "ComposableTraceIdRatioBasedSampler{threshold=0, ratio=1.0}}",
        "rate_limiting | 7 | RateLimitingSampler{7.00}",
        "Parentbased_Rate_Limiting | 7 | ParentBased{root:RateLimitingSampler{7.00},",
      })
  void settingsNameSamplers(String name, String arg, String description) {
    var config =
        dev.ringlet.config.Config.of(Map.of("otel.traces.sampler.arg", arg), Map.of(), Map.of());
    assertThat(new SamplersComponentProvider().createSampler(name, config).getDescription())
        .startsWith(description);
    assertThat(new SamplersComponentProvider().createSampler("other", config)).isNull();
  }
}
