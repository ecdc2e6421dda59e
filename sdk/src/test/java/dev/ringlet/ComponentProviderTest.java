// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.metrics.InstrumentType;
import dev.ringlet.metrics.MetricExporter;
import dev.ringlet.metrics.MetricReader;
import dev.ringlet.metrics.OnDemandMetricReader;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.LogCapture;
import dev.ringlet.trace.Sampler;
import dev.ringlet.trace.SamplingDecision;
import dev.ringlet.trace.SamplingRequest;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComponentProviderTest {
  private static final List<String> EVENTS = new CopyOnWriteArrayList<>();
  private static final List<Boolean> STARTED = new CopyOnWriteArrayList<>();
  private static volatile Runnable whenStarted = () -> {};

  @BeforeEach
  void forget() {
    EVENTS.clear();
    STARTED.clear();
  }

  private static RingletSdk build(Map<String, String> settings) {
    RingletSdk.Builder builder = RingletSdk.builder();
    builder.property("otel.traces.exporter", "none");
    builder.property("otel.metrics.exporter", "none");
    builder.property("otel.logs.exporter", "none");
    settings.forEach(builder::property);
    return builder.build();
  }

  @Test
  void aNameOfOurOwnArtifactsSaysWhatToAdd() {
    for (String name : List.of("prometheus", "prometheus/development")) {
      assertThatThrownBy(
              RingletSdk.builder().property("otel.metrics.exporter", "otlp," + name)::build)
          .isInstanceOf(ConfigException.class)
          .hasMessage(
              "otel.metrics.exporter: "
                  + name
                  + " needs dev.ringlet:ringlet-prometheus on the class path");
    }
  }

  @Test
  void aProviderGetsTheSdkOnceItHasStarted() {
    build(Map.of("otel.traces.exporter", "test-exporter")).close();
    assertThat(STARTED).containsExactly(true);
    build(Map.of()).close();
    build(Map.of("otel.traces.exporter", "test-exporter", "otel.sdk.disabled", "true")).close();
    assertThat(STARTED).as("none was loaded, and nothing started").hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aProviderThatFailsWhenTheSdkHasStartedDoesNoHarm(boolean isLinkageError) {
    whenStarted =
        () -> {
          if (isLinkageError) {
            throw new NoClassDefFoundError("hostile");
          }
          throw new IllegalStateException("hostile");
        };
    try (LogCapture lines = new LogCapture(ComponentProvider.class.getName());
        RingletSdk sdk = build(Map.of("otel.traces.exporter", "test-exporter"))) {
      sdk.getTracer("t").spanBuilder("s").startSpan().end();
      assertThat(sdk.flush(Duration.ofSeconds(10))).isTrue();
      assertThat(EVENTS).contains("TRACES exports 1");
      assertThat(lines.messages(Level.WARNING))
          .containsExactly("a component provider failed when the SDK had started");
    } finally {
      whenStarted = () -> {};
    }
  }

  @Test
  void aKnownPropagatorOfOthersSaysWhatToAdd() {
    for (String name : List.of("xray", "xray-lambda")) {
      assertThatThrownBy(() -> build(Map.of("otel.propagators", "tracecontext," + name)))
          .isInstanceOf(ConfigException.class)
          .hasMessage(
              "otel.propagators: "
                  + name
                  + " needs io.opentelemetry.contrib:opentelemetry-aws-xray-propagator and"
                  + " dev.ringlet:ringlet-official-sdk on the class path");
    }
  }

  @Test
  void aPropagatorOfTheExtensionSaysWhatToAdd() {
    for (String name : List.of("b3", "b3multi", "jaeger", "ottrace")) {
      assertThatThrownBy(() -> build(Map.of("otel.propagators", "tracecontext," + name)))
          .isInstanceOf(ConfigException.class)
          .hasMessage(
              "otel.propagators: "
                  + name
                  + " needs io.opentelemetry:opentelemetry-extension-trace-propagators on the"
                  + " class path");
    }
  }

  @Test
  void anExporterOfAnUnknownNameComesFromAProvider() {
    try (RingletSdk sdk = build(Map.of("otel.traces.exporter", "Test-exporter"))) {
      sdk.getTracer("t").spanBuilder("s").startSpan().end();
      assertThat(sdk.flush(Duration.ofSeconds(10))).isTrue();
      assertThat(EVENTS).contains("TRACES exports 1");
    }
    assertThat(EVENTS).contains("TRACES closed");
  }

  @Test
  void aReaderOfAnUnknownNameLivesAsLongAsTheProvider() {
    RingletSdk sdk = build(Map.of("otel.metrics.exporter", "test-reader"));
    sdk.getMeter("m").counterBuilder("c").build().add(1);
    assertThat(EVENTS).containsExactly("provider made", "reader started");
    assertThat(sdk.flush(Duration.ofSeconds(10))).isFalse();
    sdk.close();
    assertThat(EVENTS).endsWith("reader started", "reader flushed", "reader closed with 1");
  }

  @Test
  void anExporterOfMetricsChoosesTheTemporality() {
    try (RingletSdk sdk = build(Map.of("otel.metrics.exporter", "test-exporter"))) {
      sdk.getMeter("m").counterBuilder("c").build().add(1);
      assertThat(sdk.flush(Duration.ofSeconds(10))).isTrue();
      assertThat(sdk.flush(Duration.ofSeconds(10))).isTrue();
      assertThat(EVENTS).containsOnlyOnce("METRICS exports 1"); // the second time nothing is new
    }
  }

  @Test
  void aSamplerAndAPropagatorOfUnknownNamesComeFromAProvider() {
    try (RingletSdk sdk =
        build(
            Map.of(
                "otel.traces.exporter", "test-exporter",
                "otel.traces.sampler", "test-sampler",
                "otel.propagators", "tracecontext,test-propagator"))) {
      assertThat(sdk.getTracer("t").spanBuilder("s").startSpan().isRecording()).isFalse();
      assertThat(sdk.getPropagators().getTextMapPropagator().fields()).contains("traceparent");
      assertThat(EVENTS).contains("propagator made");
    }
  }

  @Test
  void aCustomizerChangesSettingsAndExporters() {
    try (RingletSdk sdk = build(Map.of("ringlet.customizers", "test-customizer"))) {
      sdk.getTracer("t").spanBuilder("s").startSpan().end();
      assertThat(sdk.flush(Duration.ofSeconds(10))).isTrue();
      assertThat(EVENTS)
          .containsExactly("provider made", "customized exporter", "TRACES exports 1");
    }
  }

  @Test
  void theViewerNeedsItsArtifact() {
    assertThatThrownBy(() -> build(Map.of("ringlet.viewer", "true")))
        .isInstanceOf(ConfigException.class)
        .hasMessage("ringlet.viewer: viewer needs dev.ringlet:ringlet-viewer on the class path");
  }

  @Test
  void aNameThatNoProviderHasIsRefused() {
    assertThatThrownBy(() -> build(Map.of("otel.traces.exporter", "zipkin")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("otel.traces.exporter: expected one of otlp, ")
        .hasMessageContaining("ComponentProvider on the class path, not \"zipkin\"");
    assertThatThrownBy(() -> build(Map.of("ringlet.customizers", "bogus")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("ringlet.customizers: expected the name of a component");
  }

  @Test
  void noProviderIsMadeWithoutAnUnknownName() {
    build(Map.of("otel.traces.exporter", "otlp", "otel.traces.sampler", "ALWAYS_ON")).close();
    assertThat(EVENTS).doesNotContain("provider made");
    build(Map.of("otel.traces.sampler", "test-sampler")).close();
    assertThat(EVENTS).containsOnlyOnce("provider made");
  }

  @Test
  void exportersOfACustomizerAreClosedWhenNoSdkUsesThem() {
    build(Map.of("ringlet.customizers", "test-adder", "otel.sdk.disabled", "true")).close();
    assertThat(EVENTS).containsOnlyOnce("METRICS closed");

    EVENTS.clear();
    Map<String, String> bad =
        Map.of("ringlet.customizers", "test-adder", "otel.traces.sampler", "bogus");
    assertThatThrownBy(() -> build(bad)).isInstanceOf(ConfigException.class);
    Await.until("the thread that closes the exporter has ended", () -> !isACloserAlive());
    assertThat(EVENTS).containsOnlyOnce("METRICS closed");

    EVENTS.clear();
    assertThatThrownBy(() -> build(Map.of("ringlet.customizers", "test-adder,bogus")))
        .isInstanceOf(ConfigException.class);
    assertThat(EVENTS).containsOnlyOnce("METRICS closed");
  }

  @Test
  void whatHasStartedIsClosedAfterALinkageError() {
    Map<String, String> bad =
        Map.of("ringlet.customizers", "test-adder", "otel.traces.sampler", "unlinked");
    assertThatThrownBy(() -> build(bad)).isInstanceOf(NoClassDefFoundError.class);
    Await.until("the thread that closes the exporter has ended", () -> !isACloserAlive());
    assertThat(EVENTS).containsOnlyOnce("METRICS closed");
  }

  @Test
  void anAddedExporterIsClosedAlthoughTheApplicationHasAnEqualOne() {
    RingletSdk.Builder builder =
        RingletSdk.builder()
            .addExporter(Signal.METRICS, new TestExporter(Signal.METRICS))
            .property("ringlet.customizers", "test-adder,bogus");
    assertThatThrownBy(builder::build).isInstanceOf(ConfigException.class);
    assertThat(EVENTS).containsOnlyOnce("METRICS closed");
  }

  private static boolean isACloserAlive() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("ringlet-metrics-close"));
  }

  @Test
  void aSecondSdkOfABuilderIsEqualToTheFirst() {
    RingletSdk.Builder builder =
        RingletSdk.builder()
            .property("otel.metrics.exporter", "none")
            .property("otel.logs.exporter", "none")
            .property("ringlet.customizers", "test-customizer,test-adder");
    List<String> first = eventsOf(builder);

    assertThat(eventsOf(builder)).containsExactlyInAnyOrderElementsOf(first);
    assertThat(first)
        .contains("METRICS closed")
        .doesNotHaveDuplicates()
        .containsSubsequence("customized exporter", "TRACES exports 1", "TRACES closed");
  }

  private static List<String> eventsOf(RingletSdk.Builder builder) {
    EVENTS.clear();
    try (RingletSdk sdk = builder.build()) {
      sdk.getTracer("t").spanBuilder("s").startSpan().end();
      assertThat(sdk.flush(Duration.ofSeconds(10))).isTrue();
    }
    return List.copyOf(EVENTS);
  }

  @Test
  void aCustomizerOfPropagatorsReplacesEachWhereverItComesFrom() {
    List<TextMapPropagator> seen = new ArrayList<>();
    RingletSdk.Builder builder =
        RingletSdk.builder()
            .property("otel.sdk.disabled", "true")
            .property("otel.propagators", "TraceContext,test-propagator")
            .addPropagatorCustomizer(
                propagator -> {
                  seen.add(propagator);
                  return TextMapPropagator.noop();
                })
            .addPropagatorCustomizer(
                propagator -> {
                  seen.add(propagator);
                  return W3CBaggagePropagator.getInstance();
                });
    assertThat(propagatorOf(builder).fields()).containsExactly("baggage");
    TextMapPropagator none = TextMapPropagator.noop();
    assertThat(seen).containsExactly(W3CTraceContextPropagator.getInstance(), none, none, none);

    seen.clear();
    TextMapPropagator inCode = W3CBaggagePropagator.getInstance();
    builder.setPropagators(ContextPropagators.create(inCode));
    assertThat(propagatorOf(builder)).isSameAs(inCode);
    assertThat(seen).containsExactly(inCode, none);
  }

  private static TextMapPropagator propagatorOf(RingletSdk.Builder builder) {
    try (RingletSdk sdk = builder.build()) {
      return sdk.getPropagators().getTextMapPropagator();
    }
  }

  @Test
  void aCustomizerOfTheSamplerReplacesItWhereverItComesFrom() {
    RingletSdk.Builder builder =
        RingletSdk.builder()
            .property("otel.traces.sampler", "test-sampler")
            .property("otel.metrics.exporter", "none")
            .property("otel.logs.exporter", "none")
            .addExporter(Signal.TRACES, new TestExporter(Signal.TRACES))
            .property("otel.traces.exporter", "none")
            .addSamplerCustomizer(sampler -> new Inverted(sampler, "inner"))
            .addSamplerCustomizer(sampler -> new Inverted(new Inverted(sampler, "b"), "a"));
    try (RingletSdk sdk = builder.build()) {
      assertThat(sdk.getTracer("t").spanBuilder("s").startSpan().isRecording()).isTrue();
    }
    assertThat(EVENTS).containsSubsequence("a closed", "b closed", "inner closed", "test closed");
    assertThat(EVENTS).containsOnlyOnce("test closed");

    builder.setSampler(new Inverted(new TestSampler(), "in code"));
    EVENTS.clear();
    try (RingletSdk sdk = builder.build()) {
      assertThat(sdk.getTracer("t").spanBuilder("s").startSpan().isRecording()).isFalse();
    }
    assertThat(EVENTS).containsSubsequence("test closed", "inner closed", "in code closed");

    EVENTS.clear();
    builder.property("otel.bsp.schedule.delay", "bogus");
    assertThatThrownBy(builder::build).isInstanceOf(ConfigException.class);
    assertThat(EVENTS).containsSubsequence("a closed", "b closed", "inner closed");
  }

  /** Decides the contrary of another, and closes it. */
  private record Inverted(Sampler of, String name) implements Sampler {
    @Override
    public SamplingDecision shouldSample(SamplingRequest request) {
      return of.shouldSample(request) == SamplingDecision.DROP
          ? SamplingDecision.RECORD_AND_SAMPLE
          : SamplingDecision.DROP;
    }

    @Override
    public String getDescription() {
      return name;
    }

    @Override
    public void close() {
      EVENTS.add(name + " closed");
      of.close();
    }
  }

  /** What the class path has in this test. */
  public static final class Provider implements ComponentProvider {
    /** For the service loader. */
    public Provider() {
      EVENTS.add("provider made");
    }

    @Override
    public Exporter createExporter(Signal signal, String name, Config config) {
      return name.equalsIgnoreCase("test-exporter") ? new TestExporter(signal) : null;
    }

    @Override
    public void started(RingletSdk sdk) {
      STARTED.add(sdk.getTracer("t").spanBuilder("s").startSpan().isRecording());
      whenStarted.run();
    }

    @Override
    public MetricReader createMetricReader(String name, Config config) {
      return name.equals("test-reader")
          ? OnDemandMetricReader.builder().setClient(new TestClient()).build()
          : null;
    }

    @Override
    public Sampler createSampler(String name, Config config) {
      if (name.equals("unlinked")) {
        throw new NoClassDefFoundError("hostile");
      }
      return name.equals("test-sampler") ? new TestSampler() : null;
    }

    @Override
    public TextMapPropagator createPropagator(String name, Config config) {
      if (!name.equals("test-propagator")) {
        return null;
      }
      EVENTS.add("propagator made");
      return TextMapPropagator.noop();
    }

    @Override
    public boolean customize(String name, RingletSdk.Builder builder, Config config) {
      if (name.equals("test-adder")) {
        builder.addExporter(Signal.METRICS, new TestExporter(Signal.METRICS));
        return true;
      }
      if (!name.equals("test-customizer")) {
        return false;
      }
      builder.property("otel.traces.exporter", "test-exporter");
      builder.addExporterCustomizer(
          Signal.TRACES,
          exporter -> {
            EVENTS.add("customized exporter");
            return exporter;
          });
      return true;
    }
  }

  private record TestExporter(Signal signal) implements MetricExporter {
    @Override
    public boolean isDelta(InstrumentType type) {
      return true;
    }

    @Override
    public ExportResult export(Payload payload) {
      EVENTS.add(signal + " exports " + payload.items());
      return ExportResult.delivered();
    }

    @Override
    public void close() {
      EVENTS.add(signal + " closed");
    }
  }

  private static final class TestClient implements OnDemandMetricReader.Client {
    private OnDemandMetricReader reader;

    @Override
    public void start(OnDemandMetricReader reader) {
      this.reader = reader;
      EVENTS.add("reader started");
    }

    @Override
    public boolean flush(Duration timeout) {
      EVENTS.add("reader flushed");
      return false;
    }

    @Override
    public void close(Duration timeout) {
      EVENTS.add("reader closed with " + new ArrayList<>(reader.collect()).size());
    }
  }

  private static final class TestSampler implements Sampler {
    @Override
    public SamplingDecision shouldSample(SamplingRequest request) {
      return SamplingDecision.DROP;
    }

    @Override
    public String getDescription() {
      return "test";
    }

    @Override
    public void close() {
      EVENTS.add("test closed");
    }
  }
}
