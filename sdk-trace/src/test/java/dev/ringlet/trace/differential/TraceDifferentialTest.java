// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.differential.Draw;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Ringlet against the official SDK: the same programs, and no difference in what arrives. {@code
 * -Dringlet.differential.seeds=1000} looks longer.
 */
class TraceDifferentialTest {
  private static final int SPANS_A_PROGRAM = 260;
  private static final int SEEDS = Integer.getInteger("ringlet.differential.seeds", 20);
  private static final int SEEDS_A_TEST = 5;

  /** Odd input for which Ringlet keeps the specification's rules and the official SDK does not. */
  private static final Set<String> BETTER_THAN_OFFICIAL =
      Set.of(
          // Attributes of a foreign class with a duplicate name, an empty name and a null value:
          // events and links of the official SDK carry them all, although names must be unique
          // and not empty.
          "foreign attributes of an event",
          "foreign attributes of a link",
          "foreign attributes of an exception",
          // The official renderer of stack traces omits the frames of an exception whose text is
          // null, and prints those of an exception that overrides printStackTrace.
          "toString is null",
          "printStackTrace is silent");

  private static Differential differential(Map<String, String> properties) {
    return new Differential(properties, OfficialSubject::new, RingletSubject::new);
  }

  @Test
  void casesWrittenByHand() {
    try (Differential both = differential(Map.of())) {
      RuleCases.byTopic().forEach(both::assertAllAlike);
      both.assertAllAlike("limits", LimitCases.all());
      both.assertAllAlike("samplers", SamplerCases.withKnownTraces());
      List<Program> odd = new ArrayList<>(OddCases.tolerated());
      odd.removeIf(program -> BETTER_THAN_OFFICIAL.contains(program.name()));
      both.assertAllAlike("odd", odd);
    }
  }

  /** Every property that affects the content of a span, and every sampler. */
  static Stream<Map<String, String>> settings() {
    return Stream.of(
        Map.of(
            "otel.span.attribute.count.limit", "3",
            "otel.span.event.count.limit", "2",
            "otel.span.link.count.limit", "1",
            "otel.attribute.value.length.limit", "5"),
        Map.of("otel.attribute.count.limit", "2", "otel.span.attribute.value.length.limit", "7"),
        Map.of("otel.attribute.count.limit", "0", "otel.attribute.value.length.limit", "0"),
        Map.of("otel.traces.sampler", "always_off"),
        Map.of("otel.traces.sampler", "traceidratio", "otel.traces.sampler.arg", "0.5"),
        Map.of("otel.traces.sampler", "parentbased_traceidratio", "otel.traces.sampler.arg", "0.3"),
        Map.of("otel.traces.sampler", "parentbased_always_off"),
        Map.of("otel.traces.sampler", "always_on"),
        Map.of("otel.traces.sampler", "parentbased_always_on"),
        Map.of(
            "otel.event.attribute.count.limit", "1",
            "otel.link.attribute.count.limit", "2",
            "otel.span.event.count.limit", "0",
            "otel.span.link.count.limit", "0"),
        Map.of("otel.service.name", "shop", "otel.resource.attributes", "a=b%20c,service.name=x"));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void casesWrittenByHandUnderOtherSettings(Map<String, String> properties) {
    try (Differential both = differential(properties)) {
      if (!properties.containsKey("otel.traces.sampler.arg")) {
        both.assertAllAlike("limits", LimitCases.all()); // their trace ids are random
      }
      both.assertAllAlike("samplers", SamplerCases.withKnownTraces());
      both.assertAlike(RandomTraceProgram.of(77, 60, true));
    }
  }

  /** Five programs each, of 1,300 spans, most of which are exported; by default four. */
  static Stream<Arguments> seeds() {
    return IntStream.rangeClosed(1, Math.max(1, SEEDS / SEEDS_A_TEST))
        .mapToObj(i -> Arguments.of(i * 1000L));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void randomPrograms(long first) {
    try (Differential both = differential(Map.of())) {
      for (long seed = first; seed < first + SEEDS_A_TEST; seed++) {
        both.assertAlike(RandomTraceProgram.of(seed, SPANS_A_PROGRAM, false));
      }
      assertThat(both.exportedSpans()).isGreaterThanOrEqualTo(700);
    }
  }

  private static final List<String> LIMITS =
      List.of(
          "otel.attribute.count.limit",
          "otel.attribute.value.length.limit",
          "otel.span.attribute.count.limit",
          "otel.span.attribute.value.length.limit",
          "otel.span.event.count.limit",
          "otel.span.link.count.limit",
          "otel.event.attribute.count.limit",
          "otel.link.attribute.count.limit");

  private static final List<String> SAMPLERS =
      List.of(
          "always_on",
          "always_off",
          "traceidratio",
          "parentbased_always_on",
          "parentbased_always_off",
          "parentbased_traceidratio");

  /** Draws all settings that change a span: limits, the sampler with its argument, the resource. */
  private static Map<String, String> drawSettings(Draw draw) {
    Map<String, String> properties = new TreeMap<>();
    for (String limit : LIMITS) {
      if (draw.oneIn(2)) {
        properties.put(limit, String.valueOf(draw.oneIn(4) ? draw.below(200) : draw.below(6)));
      }
    }
    if (draw.oneIn(2)) {
      String sampler = draw.of(SAMPLERS);
      properties.put("otel.traces.sampler", sampler);
      if (sampler.endsWith("ratio")) {
        properties.put("otel.traces.sampler.arg", String.valueOf(draw.below(11) / 10.0));
      }
    }
    if (draw.oneIn(4)) {
      properties.put("otel.service.name", "drawn" + draw.below(5));
    }
    if (draw.oneIn(4)) {
      properties.put("otel.resource.attributes", "a=b%20c,n=" + draw.below(9) + ",service.name=x");
    }
    return properties;
  }

  @Test
  void randomProgramsUnderRandomSettings() {
    int spans = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      Map<String, String> properties = drawSettings(new Draw(seed));
      try (Differential both = differential(properties)) {
        both.assertAlike(RandomTraceProgram.of(seed + 500_000, 60, true));
        spans += both.exportedSpans();
      }
    }
    assertThat(spans).isGreaterThan(SEEDS * 10);
  }
}
