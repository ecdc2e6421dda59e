// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Ringlet against the official SDK: the same programs, and no difference in what arrives. */
class TraceDifferentialTest {
  private static final int SPANS_A_PROGRAM = 260;

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

  /** Twenty seeds, 5,200 spans. */
  static Stream<Arguments> seeds() {
    return IntStream.rangeClosed(1, 4).mapToObj(i -> Arguments.of(i * 1000L));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void randomPrograms(long first) {
    try (Differential both = differential(Map.of())) {
      for (long seed = first; seed < first + 5; seed++) {
        both.assertAlike(RandomTraceProgram.of(seed, SPANS_A_PROGRAM, false));
      }
      assertThat(both.exportedSpans()).isGreaterThanOrEqualTo(1_000);
    }
  }
}
