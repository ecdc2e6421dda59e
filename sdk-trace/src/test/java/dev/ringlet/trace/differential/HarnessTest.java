// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace.differential;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static io.opentelemetry.api.common.AttributeKey.valueKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The comparer against itself: it finds nothing between two official SDKs that run the same, and it
 * finds each kind of difference when one of them runs something else.
 */
class HarnessTest {
  private static final SpanContext REMOTE =
      SpanContext.createFromRemoteParent(
          "000000000000000000000000000000aa",
          "00000000000000bb",
          TraceFlags.getSampled(),
          TraceState.getDefault());
  private static Differential officialTwice;

  @BeforeAll
  static void start() {
    officialTwice = new Differential(Map.of(), OfficialSubject::new, OfficialSubject::new);
  }

  @AfterAll
  static void close() {
    officialTwice.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void findsNothingBetweenEqualRuns(long seed) {
    int before = officialTwice.exportedSpans();
    officialTwice.assertAlike(RandomTraceProgram.of(seed, 100, false));
    assertThat(officialTwice.exportedSpans() - before).isGreaterThan(50);
  }

  @Test
  void findsNothingInCasesWrittenByHand() {
    RuleCases.byTopic().forEach(officialTwice::assertAllAlike);
    officialTwice.assertAllAlike("limits", LimitCases.all());
    officialTwice.assertAllAlike("samplers", SamplerCases.withKnownTraces());
    officialTwice.assertAllAlike("odd", OddCases.tolerated());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mutations")
  void findsDifference(String expectedKind, Step.Action plain, Step.Action mutated) {
    Program program = RandomTraceProgram.of(9, 10, false);
    List<Difference> differences =
        officialTwice.compare(
            program.plus(new Step("last", plain)), program.plus(new Step("last", mutated)));
    assertThat(differences).extracting(Difference::kind).contains(expectedKind);
  }

  static Stream<Arguments> mutations() {
    Step.Action plain = span(s -> {});
    return Stream.of(
        mutation("name", plain, span(s -> s.updateName("other"))),
        mutation("kind", plain, built(b -> b.setSpanKind(SpanKind.SERVER))),
        mutation("status.code", plain, span(s -> s.setStatus(StatusCode.OK))),
        mutation(
            "status.message",
            span(s -> s.setStatus(StatusCode.ERROR)),
            span(s -> s.setStatus(StatusCode.ERROR, "m"))),
        mutation("attributes[].int_value", plain, span(s -> s.setAttribute("a", 1))),
        mutation(
            "attributes[].double_value",
            span(s -> s.setAttribute("a", 0.0)),
            span(s -> s.setAttribute("a", -0.0))),
        mutation(
            "attributes[].string_value",
            span(s -> s.setAttribute("a", "\uFFFF")),
            span(s -> s.setAttribute("a", "\uFFFD"))),
        mutation(
            "attributes[].array_value.values size",
            span(s -> s.setAttribute(valueKey("a"), Value.of(Value.of(1), Value.of(2)))),
            span(
                s ->
                    s.setAttribute(
                        valueKey("a"), Value.of(Value.of(1), Value.of("2"), Value.empty())))),
        mutation(
            "attributes order",
            span(s -> s.setAttribute("a", 1).setAttribute("b", 2)),
            span(s -> s.setAttribute("b", 2).setAttribute("a", 1))),
        mutation("dropped_attributes_count", attributes(128), attributes(129)),
        mutation("events[].name", span(s -> s.addEvent("a")), span(s -> s.addEvent("b"))),
        mutation("events size", plain, span(s -> s.addEvent("a"))),
        mutation(
            "events[].time_unix_nano",
            span(s -> s.addEvent("a")),
            span(s -> s.addEvent("a", 1, TimeUnit.SECONDS))),
        mutation(
            "events[].attributes[].string_value",
            span(s -> s.addEvent("a", Attributes.of(stringKey("k"), "1"))),
            span(s -> s.addEvent("a", Attributes.of(stringKey("k"), "2")))),
        mutation("links[].trace_id", plain, built(b -> b.addLink(REMOTE))),
        mutation(
            "start_time_unix_nano", plain, built(b -> b.setStartTimestamp(1, TimeUnit.SECONDS))),
        mutation("end_time_unix_nano", plain, span(s -> s.end(8_000_000_000L, TimeUnit.SECONDS))),
        mutation("parent_span_id", plain, built(b -> b.setParent(remoteParent()))),
        mutation("trace_id", plain, built(b -> b.setParent(remoteParent()))),
        mutation("flags", plain, built(b -> b.setParent(remoteParent()))),
        mutation("span#", plain, scope("other scope")),
        mutation("answers", plain, run -> run.see("another answer")),
        mutation("number of answers", plain, span(s -> s.end(), true)),
        mutation("answers", span(s -> s.end(), true), failing()));
  }

  @Test
  void findsSpanThatIsMissing() {
    Program both = twoSpans(0, 1);
    Program one = twoSpans(0);
    assertThat(officialTwice.compare(both, one))
        .anyMatch(d -> d.what().equals("span#0001") && d.official() != null && d.other() == null);
  }

  @Test
  void findsAnotherOrderOfExport() {
    assertThat(officialTwice.compare(twoSpans(0, 1), twoSpans(1, 0)))
        .extracting(Difference::where)
        .containsExactly("order of export");
  }

  @Test
  void failsWhenTheOfficialSdkLosesSpans() {
    Program program =
        Program.of(
            "null in a list",
            span(
                s -> {
                  List<Boolean> list = Collections.singletonList(null);
                  s.setAttribute(AttributeKey.booleanArrayKey("a"), list);
                }));
    assertThatThrownBy(() -> officialTwice.compare(program))
        .hasMessage("the official SDK lost [span#0000]");
  }

  @Test
  void shrinksToTheCallsThatMatter() {
    Program program = RandomTraceProgram.of(11, 15, false);
    List<Step> steps = new ArrayList<>(program.steps());
    steps.add(steps.size() / 2, new Step("culprit", run -> run.see("" + System.nanoTime())));
    Program small = new Shrinker(officialTwice).shrink(program.withSteps(steps), "answers");
    assertThat(small.steps()).extracting(Step::text).containsExactly("culprit");
  }

  private static Arguments mutation(String kind, Step.Action plain, Step.Action mutated) {
    return arguments(kind, plain, mutated);
  }

  private static Program twoSpans(Integer... endOrder) {
    return Program.of(
        "two spans",
        run -> {
          run.start(run.tracer(0).spanBuilder("first"));
          run.start(run.tracer(0).spanBuilder("second"));
          for (int slot : endOrder) {
            run.span(slot).end();
          }
        });
  }

  private static Step.Action span(Consumer<Span> calls) {
    return span(calls, false);
  }

  private static Step.Action span(Consumer<Span> calls, boolean look) {
    return run -> {
      Span span = run.start(run.tracer(0).spanBuilder("last").setNoParent());
      calls.accept(span);
      if (look) {
        run.see(span);
      }
      span.end();
    };
  }

  private static Step.Action built(Consumer<SpanBuilder> calls) {
    return run -> {
      run.ids.given(REMOTE);
      SpanBuilder builder = run.tracer(0).spanBuilder("last").setNoParent();
      calls.accept(builder);
      run.start(builder).end();
    };
  }

  private static Step.Action attributes(int count) {
    return span(
        s -> {
          for (int i = 0; i < count; i++) {
            s.setAttribute("many" + i, i);
          }
        });
  }

  private static Step.Action scope(String name) {
    return run -> run.start(run.api.getTracer(name).spanBuilder("last").setNoParent()).end();
  }

  private static Step.Action failing() {
    return span(
        s -> {
          throw new IllegalStateException("on purpose");
        });
  }

  private static Context remoteParent() {
    return Context.root().with(Span.wrap(REMOTE));
  }
}
