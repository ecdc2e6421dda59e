// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.ringlet.RingletSdk;
import dev.ringlet.config.Config;
import dev.ringlet.trace.Samplers;
import dev.ringlet.trace.SamplingDecision;
import dev.ringlet.trace.SamplingRequest;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An official customizer of the sampler gets the one that Ringlet has. */
class SamplerViewTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final SpanContext REMOTE =
      SpanContext.createFromRemoteParent(
          TRACE,
          "b7ad6b7169203331",
          TraceFlags.getSampled(),
          TraceState.builder().put("vendor", "1").build());
  private static final SpanContext LINKED =
      SpanContext.create(
          TRACE, "00f067aa0ba902b7", TraceFlags.getDefault(), TraceState.getDefault());

  private final List<String> events = new ArrayList<>();

  /** Drops what is called "internal", and leaves its mark on the rest. */
  private final class Own implements dev.ringlet.trace.Sampler {
    @Override
    public SamplingDecision shouldSample(SamplingRequest request) {
      events.add(text(request));
      if (request.getName().equals("internal")) {
        return SamplingDecision.DROP;
      }
      request.setAttribute(stringKey("sampled.by"), "ringlet");
      request.setTraceState(request.getTraceState().toBuilder().put("own", "2").build());
      return SamplingDecision.RECORD_AND_SAMPLE;
    }

    private String text(SamplingRequest request) {
      try {
        return String.join(
            " ",
            request.getKind().name(),
            request.getTraceId(),
            String.format("%016x%016x", request.getTraceIdHigh(), request.getTraceIdLow()),
            "parent=" + request.hasParent(),
            "remote=" + request.isParentRemote(),
            "sampled=" + request.isParentSampled(),
            "random=" + request.isTraceIdRandom(),
            "state=" + request.getTraceState().get("vendor"),
            "items=" + request.getAttributeText("items"),
            "none=" + request.getAttributeText("none"),
            "attributes=" + request.getAttributes().size(),
            "link=" + request.getLinks().get(0).spanContext().getSpanId(),
            "otlp="
                + io.opentelemetry.proto.trace.v1.Span.parseFrom(request.toOtlp())
                    .getAttributes(0)
                    .getKey());
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public String getDescription() {
      return "Own";
    }

    @Override
    public void close() {
      events.add("closed");
    }
  }

  /** An official sampler that drops what is called "health" and asks another for the rest. */
  private static final class NoHealth implements Sampler {
    private final Sampler rest;

    NoHealth(Sampler rest) {
      this.rest = rest;
    }

    @Override
    public SamplingResult shouldSample(
        Context parent,
        String trace,
        String name,
        SpanKind kind,
        Attributes attributes,
        List<LinkData> links) {
      return name.equals("health")
          ? SamplingResult.drop()
          : rest.shouldSample(parent, trace, name, kind, attributes, links);
    }

    @Override
    public String getDescription() {
      return "NoHealth{" + rest.getDescription() + "}";
    }
  }

  @BeforeEach
  void forget() {
    TestProviders.SPANS.clear();
  }

  private static RingletSdk sdk(
      UnaryOperator<Sampler> customizer, dev.ringlet.trace.Sampler own, String configured) {
    Map<String, String> settings =
        Map.of("otel.traces.sampler", configured, "otel.traces.sampler.arg", "0.25");
    RingletSdk.Builder builder =
        RingletSdk.builder()
            .property("otel.traces.exporter", "Memory")
            .property("otel.metrics.exporter", "none")
            .property("otel.logs.exporter", "none")
            .property("ringlet.shutdown.hook", "false");
    settings.forEach(builder::property);
    if (own != null) {
      builder.setSampler(own);
    }
    Customizers customizers = new Customizers();
    customizers.addSamplerCustomizer((sampler, properties) -> customizer.apply(sampler));
    customizers.apply(Services.ofThisClassPath(), builder, Config.of(settings, Map.of(), Map.of()));
    return builder.build();
  }

  @Test
  void bothDecideAndRingletsIsClosedOnce() {
    try (RingletSdk sdk = sdk(NoHealth::new, new Own(), "always_off")) {
      Tracer tracer = sdk.getTracer("t");
      Context parent = Context.root().with(Span.wrap(REMOTE));
      for (String name : List.of("health", "internal", "order")) {
        tracer
            .spanBuilder(name)
            .setParent(parent)
            .setSpanKind(SpanKind.SERVER)
            .setAttribute(longKey("items"), 3L)
            .addLink(LINKED)
            .startSpan()
            .end();
      }
      assertThat(sdk.flush(Duration.ofSeconds(10))).isTrue();
    }
    String seen =
        "SERVER "
            + TRACE
            + " "
            + TRACE
            + " parent=true remote=true sampled=true random=false state=1 items=3 none=null"
            + " attributes=1 link=00f067aa0ba902b7 otlp=items";
    assertThat(events).containsExactly(seen, seen, "closed");
    SpanData span = TestProviders.SPANS.get(0);
    assertThat(TestProviders.SPANS).hasSize(1);
    assertThat(span.getName()).isEqualTo("order");
    assertThat(span.getAttributes().get(stringKey("sampled.by"))).isEqualTo("ringlet");
    assertThat(span.getSpanContext().getTraceState().get("own")).isEqualTo("2");
    assertThat(span.getSpanContext().getTraceState().get("vendor")).isEqualTo("1");
  }

  @Test
  void aSamplerThatBothHaveIsTheOfficialOne() {
    List<Sampler> given = new ArrayList<>();
    UnaryOperator<Sampler> look =
        sampler -> {
          given.add(sampler);
          return sampler;
        };
    sdk(look, null, "parentbased_traceidratio").close();
    sdk(look, null, "always_off").close();
    sdk(look, OfficialTypes.sampler(new NoHealth(Sampler.alwaysOn())), "always_off").close();
    sdk(look, Samplers.alwaysRecord(Samplers.alwaysOff()), "always_off").close();

    assertThat(given.get(0)).isEqualTo(Sampler.parentBased(Sampler.traceIdRatioBased(0.25)));
    assertThat(given.get(1)).isSameAs(Sampler.alwaysOff());
    assertThat(given.get(2)).isInstanceOf(NoHealth.class);
    assertThat(given.get(3).getDescription()).isEqualTo("AlwaysRecordSampler{AlwaysOffSampler}");
  }
}
