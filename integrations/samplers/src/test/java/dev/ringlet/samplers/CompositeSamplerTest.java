// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.trace.Sampler;
import dev.ringlet.trace.SamplingRequest;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CompositeSamplerTest {
  private static final SpanContext NONE = SpanContext.getInvalid();
  private static final String[] MEMBERS = {
    "th:0",
    "th:8",
    "th:fd70a4",
    "th:",
    "th:g",
    "th:123456789abcdef",
    "rv:00000000000000",
    "rv:ffffffffffffff",
    "rv:80000000000000",
    "rv:8",
    "rv:8000000000000G",
    "x:1",
    "p:8",
    "",
    "th",
  };

  /** The same sampler in both worlds. */
  private record Both(
      ComposableSampler ours,
      io.opentelemetry.sdk.extension.incubator.trace.samplers.ComposableSampler official) {}

  private static Both random(Random random, int depth) {
    switch (random.nextInt(depth == 0 ? 3 : 6)) {
      case 0:
        return new Both(ComposableSampler.alwaysOn(), official().alwaysOn());
      case 1:
        return new Both(ComposableSampler.alwaysOff(), official().alwaysOff());
      case 2:
        double[] ratios = {0, 1, 0.5, 0.01, 1.0 / 3, 0x1p-56, 0x1p-57, 1e-300, 0.999999, 0.75};
        double ratio = ratios[random.nextInt(ratios.length)];
        return new Both(ComposableSampler.probability(ratio), official().probability(ratio));
      case 3:
        Both root = random(random, depth - 1);
        return new Both(
            ComposableSampler.parentThreshold(root.ours()),
            official().parentThreshold(root.official()));
      case 4:
        Both delegate = random(random, depth - 1);
        Attributes attributes =
            Attributes.builder().put("depth", depth).put("k", random.nextInt(3)).build();
        return new Both(
            ComposableSampler.annotating(delegate.ours(), attributes),
            official().annotating(delegate.official(), attributes));
      default:
        Both one = random(random, depth - 1);
        Both other = random(random, depth - 1);
        return new Both(
            ComposableSampler.ruleBasedBuilder()
                .add(SamplingPredicates.kind(Set.of(SpanKind.SERVER)), one.ours())
                .add(
                    SamplingPredicates.attributePatterns("route", List.of("/a*"), List.of("*b")),
                    other.ours())
                .build(),
            io.opentelemetry.sdk.extension.incubator.trace.samplers.ComposableSampler
                .ruleBasedBuilder()
                .add((c, n, kind, a, l) -> kind == SpanKind.SERVER, one.official())
                .add(
                    (c, n, k, a, l) -> {
                      String route = a.get(AttributeKey.stringKey("route"));
                      return route != null && route.startsWith("/a") && !route.endsWith("b");
                    },
                    other.official())
                .build());
    }
  }

  private static final class Official {
    io.opentelemetry.sdk.extension.incubator.trace.samplers.ComposableSampler alwaysOn() {
      return io.opentelemetry.sdk.extension.incubator.trace.samplers.ComposableSampler.alwaysOn();
    }

    io.opentelemetry.sdk.extension.incubator.trace.samplers.ComposableSampler alwaysOff() {
      return io.opentelemetry.sdk.extension.incubator.trace.samplers.ComposableSampler.alwaysOff();
    }

    io.opentelemetry.sdk.extension.incubator.trace.samplers.ComposableSampler probability(
        double ratio) {
      return io.opentelemetry.sdk.extension.incubator.trace.samplers.ComposableSampler.probability(
          ratio);
    }

    io.opentelemetry.sdk.extension.incubator.trace.samplers.ComposableSampler parentThreshold(
        io.opentelemetry.sdk.extension.incubator.trace.samplers.ComposableSampler root) {
      return io.opentelemetry.sdk.extension.incubator.trace.samplers.ComposableSampler
          .parentThreshold(root);
    }

    io.opentelemetry.sdk.extension.incubator.trace.samplers.ComposableSampler annotating(
        io.opentelemetry.sdk.extension.incubator.trace.samplers.ComposableSampler delegate,
        Attributes attributes) {
      return io.opentelemetry.sdk.extension.incubator.trace.samplers.ComposableSampler.annotating(
          delegate, attributes);
    }
  }

  private static Official official() {
    return new Official();
  }

  private static SpanContext parent(Random random) {
    TraceState state = TraceState.getDefault();
    if (random.nextInt(4) != 0) {
      List<String> members = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        String member = MEMBERS[random.nextInt(MEMBERS.length)];
        String key = member.split(":")[0];
        if (members.stream().noneMatch(other -> other.split(":")[0].equals(key))) {
          members.add(member); // keys are unique; of others the last one counts
        }
      }
      state = state.toBuilder().put("ot", String.join(";", members)).build();
    }
    if (random.nextBoolean()) {
      state = state.toBuilder().put("vendor", "1").build();
    }
    TraceFlags flags = TraceFlags.fromByte((byte) random.nextInt(4));
    if (random.nextInt(3) == 0) {
      return SpanContext.create(TraceId.getInvalid(), "0000000000000000", flags, state);
    }
    String traceId = TraceId.fromLongs(1, random.nextLong());
    return random.nextBoolean()
        ? SpanContext.createFromRemoteParent(traceId, "b7ad6b7169203331", flags, state)
        : SpanContext.create(traceId, "b7ad6b7169203331", flags, state);
  }

  /**
   * The state that the official sampler should have made: where it has nothing to write it leaves
   * the member that it read, also with a threshold that does not hold any more.
   */
  private static TraceState corrected(
      TraceState official, TraceState before, boolean writesThreshold) {
    String ot = before.get("ot");
    boolean random = false;
    boolean rest = false;
    for (String member : ot == null ? new String[0] : ot.split(";")) {
      boolean rv = member.startsWith("rv:");
      random = rv ? member.matches("rv:[0-9a-f]{14}") : random;
      rest |= !rv && !member.startsWith("th:") && !member.isEmpty();
    }
    boolean nothing = !writesThreshold && !random && !rest;
    return nothing ? official.toBuilder().remove("ot").build() : official;
  }

  private static Map<String, Set<String>> members(TraceState state) {
    Map<String, Set<String>> all = new HashMap<>();
    state.forEach(
        (key, value) -> {
          Set<String> parts = new java.util.TreeSet<>(List.of(value.split(";")));
          parts.remove("");
          if (!parts.isEmpty()) {
            all.put(key, parts);
          }
        });
    return all;
  }

  @Test
  void decidesAsTheOfficialSamplerDoes() {
    Random random = new Random(3);
    int sampled = 0;
    for (int i = 0; i < 20_000; i++) {
      Both both = random(random, 3);
      io.opentelemetry.sdk.trace.samplers.Sampler official =
          io.opentelemetry.sdk.extension.incubator.trace.samplers.CompositeSampler.wrap(
              both.official());
      SpanContext parent = parent(random);
      long low = random.nextLong() | 1;
      SpanKind kind = random.nextBoolean() ? SpanKind.SERVER : SpanKind.CLIENT;
      Attributes attributes =
          random.nextBoolean()
              ? Attributes.empty()
              : Attributes.builder().put("route", random.nextBoolean() ? "/a" : "/ab").build();
      var expected =
          official.shouldSample(
              Context.root().with(Span.wrap(parent)),
              parent.isValid() ? parent.getTraceId() : TraceId.fromLongs(1, low),
              "span",
              kind,
              attributes,
              List.of());
      try (Spans spans = new Spans(CompositeSampler.of(both.ours()))) {
        Spans.Outcome actual = spans.span(parent, low, "span", kind, attributes);
        boolean on = expected.getDecision() == SamplingDecision.RECORD_AND_SAMPLE;
        assertThat(actual.sampled())
            .as("%s of %x %s %s below %s", both, low, kind, attributes, parent)
            .isEqualTo(on);
        boolean reliable =
            both.official()
                .getSamplingIntent(
                    Context.root().with(Span.wrap(parent)), "span", kind, attributes, List.of())
                .isAdjustedCountReliable();
        TraceState state = expected.getUpdatedTraceState(parent.getTraceState());
        assertThat(members(actual.state()))
            .as("%s below %s", both, parent)
            .isEqualTo(members(corrected(state, parent.getTraceState(), on && reliable)));
        if (on) {
          sampled++;
          assertThat(actual.attributes())
              .isEqualTo(attributes.toBuilder().putAll(expected.getAttributes()).build());
        }
        String description = both.ours().getDescription();
        if (!description.contains("RuleBased") && !description.contains("Annotating")) {
          assertThat(CompositeSampler.of(both.ours()).getDescription())
              .isEqualTo(official.getDescription());
        }
      }
    }
    assertThat(sampled).isBetween(2_000, 18_000);
  }

  private static SpanContext remote(String ot, int flags) {
    TraceState state = TraceState.builder().put("ot", ot).build();
    return SpanContext.createFromRemoteParent(
        "0af7651916cd43dd8448eb211c80319c",
        "b7ad6b7169203331",
        TraceFlags.fromByte((byte) flags),
        state);
  }

  @Test
  void aThresholdThatDoesNotHoldAnyMoreIsRemoved() {
    try (Spans off = new Spans(CompositeSampler.of(ComposableSampler.alwaysOff()))) {
      var span = off.span(remote("th:8", 3), 0, "span", SpanKind.SERVER, Attributes.empty());
      assertThat(span.state().isEmpty()).isTrue();
    }
    Sampler parent =
        CompositeSampler.of(ComposableSampler.parentThreshold(ComposableSampler.alwaysOn()));
    try (Spans inherited = new Spans(parent)) {
      String invalid = "x:1;th:8;th:zz";
      var span = inherited.span(remote(invalid, 1), 0, "span", SpanKind.SERVER, Attributes.empty());
      assertThat(span.sampled()).isTrue();
      assertThat(span.state().get("ot")).isEqualTo("x:1");
    }
  }

  @Test
  void aMemberThatWouldBeTooLongHasNoThreshold() {
    String rest = "x:" + "a".repeat(250);
    try (Spans spans = new Spans(CompositeSampler.probability(1.0))) {
      var span = spans.span(remote(rest, 1), 0, "span", SpanKind.SERVER, Attributes.empty());
      assertThat(span.sampled()).isTrue();
      assertThat(span.state().get("ot")).isEqualTo(rest);
    }
  }

  @Test
  void anIdThatIsNotRandomGetsARandomValue() {
    try (Spans spans = new Spans(CompositeSampler.probability(1.0), false)) {
      String ot = spans.root("span", SpanKind.SERVER, Attributes.empty()).state().get("ot");
      assertThat(ot).matches("th:0;rv:[0-9a-f]{14}");
      // One that the application has set is kept.
      SpanContext set =
          SpanContext.create(
              TraceId.getInvalid(),
              "0000000000000000",
              TraceFlags.getDefault(),
              TraceState.builder().put("ot", "rv:7479cfb506891d").build());
      var kept = spans.span(set, 5, "span", SpanKind.SERVER, Attributes.empty());
      assertThat(kept.state().get("ot")).isEqualTo("th:0;rv:7479cfb506891d");
    }
  }

  @Test
  void aShareOfRootsIsSampled() {
    Random random = new Random(1);
    int sampled = 0;
    try (Spans spans = new Spans(CompositeSampler.probability(0.25))) {
      for (int i = 0; i < 20_000; i++) {
        long low = random.nextLong() | 1;
        sampled +=
            spans.span(NONE, low, "span", SpanKind.SERVER, Attributes.empty()).sampled() ? 1 : 0;
      }
    }
    assertThat(sampled).isBetween(4_690, 5_310); // five standard deviations
  }

  @Test
  void badArgumentsAreRefused() {
    for (double ratio : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> ComposableSampler.probability(ratio)).hasMessageContaining("ratio");
    }
    assertThatThrownBy(() -> SamplingIntent.of(-1, true)).hasMessageContaining("threshold");
    assertThatThrownBy(() -> SamplingIntent.of((1L << 56) + 1, true))
        .hasMessageContaining("threshold");
    assertThatThrownBy(() -> CompositeSampler.of(null)).hasMessageContaining("delegate");
  }

  @Test
  void closesItsPartsOnce() {
    List<String> closed = new ArrayList<>();
    ComposableSampler part =
        new ComposableSampler() {
          @Override
          public long getSamplingIntent(SamplingRequest request) {
            return SamplingIntent.ALL;
          }

          @Override
          public String getDescription() {
            return "part";
          }

          @Override
          public void close() {
            closed.add("part");
          }
        };
    ComposableSampler rules =
        ComposableSampler.ruleBasedBuilder()
            .add(SamplingPredicates.name("a"), part)
            .add(SamplingPredicates.any(), part)
            .build();
    ComposableSampler annotating = ComposableSampler.annotating(rules, Attributes.empty());
    new Spans(CompositeSampler.of(ComposableSampler.parentThreshold(annotating))).close();
    assertThat(closed).containsExactly("part");
  }
}
