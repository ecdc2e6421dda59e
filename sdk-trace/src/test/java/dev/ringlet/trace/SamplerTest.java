// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SamplerTest {
  private final SpanSink sink = new SpanSink(true);

  private static Sampler sampler(Function<SamplingRequest, SamplingDecision> decide) {
    return new Sampler() {
      @Override
      public SamplingDecision shouldSample(SamplingRequest request) {
        return decide.apply(request);
      }

      @Override
      public String getDescription() {
        return "test";
      }
    };
  }

  private Tracer tracer(Sampler sampler) {
    return sink.provider().setSampler(sampler).build().get("test");
  }

  @Test
  void seesTheSpanThatIsAboutToStart() {
    List<Object> seen = new ArrayList<>();
    Attributes attributes =
        Attributes.builder()
            .put("s", "text")
            .put("l", 5)
            .put("d", 0.5)
            .put("b", true)
            .put("list", "a", "b")
            .put(AttributeKey.valueKey("v"), Value.of(Value.of(1), Value.of("x")))
            .build();
    Tracer tracer =
        tracer(
            sampler(
                request -> {
                  seen.add(request.getName());
                  seen.add(request.getKind());
                  seen.add(request.getAttributes());
                  seen.add(request.getTraceId());
                  seen.add(request.getParentSpanContext().isValid());
                  return SamplingDecision.RECORD_AND_SAMPLE;
                }));
    Span span =
        tracer
            .spanBuilder("name")
            .setSpanKind(SpanKind.CONSUMER)
            .setAllAttributes(attributes)
            .setNoParent()
            .startSpan();
    assertThat(seen)
        .containsExactly(
            "name", SpanKind.CONSUMER, attributes, span.getSpanContext().getTraceId(), false);
  }

  @Test
  void addsAttributesAndReplacesTheTraceState() {
    Tracer tracer =
        tracer(
            sampler(
                request -> {
                  request.setAttribute(AttributeKey.stringKey("by.sampler"), "yes");
                  request.setAttribute(AttributeKey.stringKey("both"), "sampler");
                  request.setTraceState(TraceState.builder().put("k", "v").build());
                  return SamplingDecision.RECORD_AND_SAMPLE;
                }));
    Span span = tracer.spanBuilder("span").setAttribute("both", "builder").startSpan();
    span.end();
    assertThat(span.getSpanContext().getTraceState().get("k")).isEqualTo("v");
    assertThat(sink.span().getTraceState()).isEqualTo("k=v");
    assertThat(sink.span().getAttributesList())
        .extracting(a -> a.getKey() + "=" + a.getValue().getStringValue())
        .containsExactly("both=sampler", "by.sampler=yes");
  }

  @Test
  void aRequestIsOverWhenItIsAnswered() {
    List<SamplingRequest> kept = new ArrayList<>();
    Tracer tracer =
        tracer(
            sampler(
                request -> {
                  kept.add(request);
                  return SamplingDecision.RECORD_AND_SAMPLE;
                }));
    Span span = tracer.spanBuilder("span").startSpan();
    kept.get(0).setAttribute(AttributeKey.stringKey("stray"), "x");
    span.end();
    assertThat(sink.span().getAttributesCount()).isZero();
  }

  @Test
  void seesTheLinksOfTheBuilder() {
    List<List<SpanLink>> seen = new ArrayList<>();
    Tracer tracer =
        tracer(
            sampler(
                request -> {
                  seen.add(request.getLinks());
                  return SamplingDecision.RECORD_AND_SAMPLE;
                }));
    TraceState state = TraceState.builder().put("b", "2").put("a", "1").build();
    SpanContext to =
        SpanContext.createFromRemoteParent(
            "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", TraceFlags.getSampled(), state);
    SpanContext local = Contexts.of(false, false);
    Attributes attributes = Attributes.builder().put("k", "v").put("n", 1).build();
    tracer.spanBuilder("none").startSpan();
    tracer.spanBuilder("two").addLink(to, attributes).addLink(local).startSpan();
    assertThat(seen)
        .containsExactly(
            List.of(),
            List.of(new SpanLink(to, attributes, 0), new SpanLink(local, Attributes.empty(), 0)));
  }

  @Test
  void readsTheTextOfAnAttribute() {
    List<Object> seen = new ArrayList<>();
    List<String> names = List.of("s", "ü", "long", "min", "no", "d", "list", "empty", "x", "sö");
    Tracer tracer =
        tracer(
            sampler(
                request -> {
                  for (String name : names) {
                    CharSequence text = request.getAttributeText(name);
                    seen.add(text == null ? "-" : text.toString());
                  }
                  return SamplingDecision.DROP;
                }));
    tracer
        .spanBuilder("span")
        .addLink(Contexts.of(true, true))
        .setAttribute("s", "text")
        .setAttribute("ü", "größer €")
        .setAttribute("long", 1234567890123L)
        .setAttribute("min", Long.MIN_VALUE)
        .setAttribute("no", false)
        .setAttribute("d", 0.5)
        .setAttribute(AttributeKey.longArrayKey("list"), List.of(1L, 2L))
        .setAttribute("empty", "")
        .setAttribute("y", "a".repeat(3000))
        .startSpan();
    assertThat(seen)
        .containsExactly(
            "text",
            "größer €",
            "1234567890123",
            "-9223372036854775808",
            "false",
            "0.5",
            "[1, 2]",
            "",
            "-",
            "-");
  }

  @Test
  void knowsTheTraceStateAndWhetherTheTraceIdIsRandom() {
    List<Object> seen = new ArrayList<>();
    Sampler sampler =
        sampler(
            request -> {
              seen.add(request.isTraceIdRandom());
              seen.add(request.getTraceState().asMap());
              request.setTraceState(TraceState.builder().put("k", "2").build());
              seen.add(request.getTraceState().asMap());
              return SamplingDecision.DROP;
            });
    TraceState state = TraceState.builder().put("k", "1").build();
    Span parent =
        Span.wrap(
            SpanContext.createFromRemoteParent(
                "0af7651916cd43dd8448eb211c80319c",
                "b7ad6b7169203331",
                TraceFlags.getSampled(),
                state));
    tracer(sampler).spanBuilder("root").setNoParent().startSpan();
    tracer(sampler).spanBuilder("child").setParent(Context.root().with(parent)).startSpan();
    assertThat(seen)
        .containsExactly(
            true, Map.of(), Map.of("k", "2"), false, Map.of("k", "1"), Map.of("k", "2"));
  }

  @Test
  void alwaysRecordRecordsWhatIsDropped() {
    List<Sampler> roots =
        List.of(
            Samplers.alwaysOff(),
            Samplers.parentBased(Samplers.alwaysOff()),
            Samplers.parentBased(sampler(request -> SamplingDecision.DROP)),
            sampler(request -> SamplingDecision.RECORD_ONLY));
    for (Sampler root : roots) {
      Span span = tracer(Samplers.alwaysRecord(root)).spanBuilder("span").startSpan();
      assertThat(span.isRecording()).as(root.getDescription()).isTrue();
      assertThat(span.getSpanContext().isSampled()).as(root.getDescription()).isFalse();
    }
    for (Sampler root : List.of(Samplers.alwaysOn(), Samplers.parentBased(Samplers.alwaysOn()))) {
      Span span = tracer(Samplers.alwaysRecord(root)).spanBuilder("span").startSpan();
      assertThat(span.getSpanContext().isSampled()).as(root.getDescription()).isTrue();
    }
    assertThat(Samplers.alwaysRecord(Samplers.alwaysOn()).getDescription())
        .isEqualTo("AlwaysRecordSampler{AlwaysOnSampler}");
  }

  @Test
  void isClosedOnceWithItsProvider() {
    List<String> closed = new ArrayList<>();
    Sampler twice = closing("twice", closed);
    Sampler failing = closing("failing", closed);
    Sampler last = closing("last", closed);
    Sampler parentBased = Samplers.parentBased(failing, twice, twice, last, Samplers.alwaysOff());
    RingletTracerProvider provider = sink.provider().setSampler(parentBased).build();
    assertThat(closed).isEmpty();
    provider.close();
    provider.close();
    assertThat(closed).containsExactlyInAnyOrder("twice", "failing", "last");
    assertThat(provider.caughtErrors()).isOne();
  }

  private static Sampler closing(String name, List<String> closed) {
    return new Sampler() {
      @Override
      public SamplingDecision shouldSample(SamplingRequest request) {
        return SamplingDecision.DROP;
      }

      @Override
      public String getDescription() {
        return name;
      }

      @Override
      public void close() {
        closed.add(name);
        if (name.equals("failing")) {
          throw new IllegalStateException(name);
        }
      }
    };
  }

  /** Of ids that are not at the edges, the official sampler decides the same. */
  @Test
  void ratiosDecideAsTheOfficialSamplerDoes() {
    SplittableRandom random = new SplittableRandom(7);
    for (double ratio : new double[] {0.0, 1e-300, 1e-9, 0.001, 0.25, 0.5, 0.999, 1.0}) {
      var official = io.opentelemetry.sdk.trace.samplers.Sampler.traceIdRatioBased(ratio);
      for (int i = 0; i < 100_000; i++) {
        long low = random.nextLong();
        boolean expected =
            official
                    .shouldSample(
                        Context.root(),
                        TraceId.fromLongs(1, low),
                        "",
                        SpanKind.INTERNAL,
                        Attributes.empty(),
                        List.of())
                    .getDecision()
                == io.opentelemetry.sdk.trace.samplers.SamplingDecision.RECORD_AND_SAMPLE;
        assertThat(decide(ratio, low)).as("%s of %x", ratio, low).isEqualTo(expected);
      }
    }
  }

  @Test
  void noAnswerIsANo() {
    for (Sampler bad :
        List.of(
            sampler(request -> null),
            sampler(
                request -> {
                  throw new AssertionError("no");
                }))) {
      Span span = tracer(bad).spanBuilder("span").startSpan();
      assertThat(span.isRecording()).isFalse();
      assertThat(span.getSpanContext().isValid()).isTrue();
      assertThat(span.getSpanContext().isSampled()).isFalse();
    }
  }

  @Test
  void parentBasedAsksTheOneResponsible() {
    List<String> asked = new ArrayList<>();
    Sampler parentBased =
        Samplers.parentBased(
            named("root", asked),
            named("remote sampled", asked),
            named("remote not sampled", asked),
            named("local sampled", asked),
            named("local not sampled", asked));
    Tracer tracer = tracer(parentBased);
    for (boolean remote : new boolean[] {true, false}) {
      for (boolean sampled : new boolean[] {true, false}) {
        SpanContext parent = Contexts.of(sampled, remote);
        Context context = Context.root().with(Span.wrap(parent));
        tracer.spanBuilder("span").setParent(context).startSpan();
      }
    }
    tracer.spanBuilder("span").setNoParent().startSpan();
    assertThat(asked)
        .containsExactly(
            "remote sampled", "remote not sampled", "local sampled", "local not sampled", "root");
  }

  private static Sampler named(String name, List<String> asked) {
    return sampler(
        request -> {
          asked.add(name);
          return SamplingDecision.DROP;
        });
  }

  @Test
  void theRatioIsAShareOfAllTraces() {
    Tracer tracer = tracer(Samplers.traceIdRatio(0.25));
    int sampled = 0;
    for (int i = 0; i < 20_000; i++) {
      if (tracer.spanBuilder("span").setNoParent().startSpan().getSpanContext().isSampled()) {
        sampled++;
      }
    }
    // Five standard deviations around 5,000.
    assertThat(sampled).isBetween(4_690, 5_310);
  }

  @Test
  void ratiosOutOfRangeAreRefused() {
    for (double ratio : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> Samplers.traceIdRatio(ratio)).hasMessageContaining("ratio");
    }
  }

  private static final class Contexts {
    static SpanContext of(boolean sampled, boolean remote) {
      String trace = "0af7651916cd43dd8448eb211c80319c";
      String span = "b7ad6b7169203331";
      var flags =
          sampled
              ? io.opentelemetry.api.trace.TraceFlags.getSampled()
              : io.opentelemetry.api.trace.TraceFlags.getDefault();
      return remote
          ? SpanContext.createFromRemoteParent(trace, span, flags, TraceState.getDefault())
          : SpanContext.create(trace, span, flags, TraceState.getDefault());
    }
  }

  /** The magnitudes that the official sampler takes for others: the largest, and that of 2^63. */
  @Test
  void ratiosAreExactAtTheirEdges() {
    long[] edges = {0, 1, -1, Long.MAX_VALUE, -Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE / 2};
    for (long low : edges) {
      assertThat(decide(1.0, low)).as("1.0 of %x", low).isTrue();
      assertThat(decide(0.0, low)).as("0.0 of %x", low).isFalse();
      assertThat(decide(1e-300, low)).as("1e-300 of %x", low).isFalse();
    }
    assertThat(decide(0.5, Long.MIN_VALUE / 2)).isFalse();
    assertThat(decide(0.5, Long.MIN_VALUE / 2 + 1)).isTrue();
    assertThat(decide(0.5, Long.MIN_VALUE)).isFalse();
    assertThat(decide(0.999, Long.MIN_VALUE)).isFalse();
  }

  /** The specification: a sampler with a higher ratio samples all traces of one with a lower. */
  @Test
  void higherRatiosSampleASuperset() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 200_000; i++) {
      double one = Math.pow(random.nextDouble(), 4);
      double other = i % 100 == 0 ? 1.0 : Math.pow(random.nextDouble(), 4);
      long low = i % 50 == 0 ? (long) (one * Long.MAX_VALUE) : random.nextLong();
      boolean inLower = decide(Math.min(one, other), low);
      boolean inHigher = decide(Math.max(one, other), low);
      assertThat(inHigher || !inLower).as("%s and %s of %x", one, other, low).isTrue();
    }
  }

  private static boolean decide(double ratio, long traceIdLow) {
    return ((Samplers.BuiltIn) Samplers.traceIdRatio(ratio)).decide(traceIdLow)
        == SamplingDecision.RECORD_AND_SAMPLE;
  }
}
