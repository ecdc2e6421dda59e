// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import static dev.ringlet.samplers.StrategyServer.fields;
import static dev.ringlet.samplers.StrategyServer.message;
import static dev.ringlet.samplers.StrategyServer.number;
import static dev.ringlet.samplers.StrategyServer.operation;
import static dev.ringlet.samplers.StrategyServer.real;
import static dev.ringlet.samplers.StrategyServer.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.exporter.otlp.GrpcServers;
import dev.ringlet.samplers.StrategyServer.Strategy;
import dev.ringlet.testing.Await;
import io.grpc.Status;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.extension.trace.jaeger.sampler.JaegerRemoteSampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Ringlet's sampler, asked by HTTP, and the official one, asked by gRPC, get the same strategies
 * and decide about the same spans. The differences are in RATIONALE.md.
 */
class JaegerDecisionsTest {
  private static final int IDS = 2_000;
  private static final String[] OPERATIONS = {"GET /a", "GET /b", "SELECT größer", "other"};
  private static final Duration POLLING = Duration.ofMillis(20);

  /** The official sampler logs each answer without a strategy. */
  private static final Logger OFFICIAL_LOG = Logger.getLogger(JaegerRemoteSampler.class.getName());

  private StrategyServer server;
  private dev.ringlet.samplers.JaegerRemoteSampler sampler;
  private Spans ours;
  private JaegerRemoteSampler official;

  @BeforeEach
  void start() throws IOException {
    OFFICIAL_LOG.setLevel(Level.OFF);
    server = new StrategyServer();
    sampler =
        dev.ringlet.samplers.JaegerRemoteSampler.builder()
            .setEndpoint(server.httpUrl())
            .setServiceName("shop")
            .setPollingInterval(POLLING)
            .build();
    ours = new Spans(sampler);
    official =
        JaegerRemoteSampler.builder()
            .setEndpoint(server.grpcUrl())
            .setServiceName("shop")
            .setPollingInterval(POLLING)
            .build();
  }

  @AfterEach
  void stop() {
    ours.close();
    official.shutdown();
    server.close();
  }

  private SamplingResult official(SpanContext parent, long low, String operation) {
    return official.shouldSample(
        Context.root().with(Span.wrap(parent)),
        parent.isValid() ? parent.getTraceId() : TraceId.fromLongs(1, low),
        operation,
        SpanKind.SERVER,
        Attributes.empty(),
        List.of());
  }

  private Spans.Outcome ours(SpanContext parent, long low, String operation) {
    return ours.span(parent, low, operation, SpanKind.SERVER, Attributes.empty());
  }

  private static SpanContext parent(SplittableRandom random, long low) {
    String traceId = TraceId.fromLongs(1, low);
    TraceFlags flags = random.nextBoolean() ? TraceFlags.getSampled() : TraceFlags.getDefault();
    return switch (random.nextInt(4)) {
      case 0 ->
          SpanContext.createFromRemoteParent(
              traceId, "b7ad6b7169203331", flags, TraceState.getDefault());
      case 1 -> SpanContext.create(traceId, "b7ad6b7169203331", flags, TraceState.getDefault());
      default -> SpanContext.getInvalid();
    };
  }

  /** Both decide alike about roots and children of all operations; returns the sampled share. */
  private double compare() {
    SplittableRandom random = new SplittableRandom(11);
    int sampled = 0;
    for (int i = 0; i < IDS; i++) {
      long low = random.nextLong() | 1;
      SpanContext parent = parent(random, low);
      for (String operation : OPERATIONS) {
        SamplingResult expected = official(parent, low, operation);
        Spans.Outcome actual = ours(parent, low, operation);
        boolean on = expected.getDecision() == SamplingDecision.RECORD_AND_SAMPLE;
        assertThat(actual.sampled())
            .as("%s of %x below %s by %s", operation, low, parent, official)
            .isEqualTo(on);
        if (on) {
          assertThat(actual.attributes()).isEqualTo(expected.getAttributes());
          sampled++;
        }
      }
    }
    return sampled / (double) (IDS * OPERATIONS.length);
  }

  private void serve(Strategy strategy, String description) {
    server.serve(strategy);
    Await.until("official strategy", () -> official.getDescription().contains(description));
    Await.until("strategy", () -> sampler.getDescription().contains(description));
  }

  @Test
  void beforeTheFirstAnswerTheDefaultHolds() {
    assertThat(sampler.getDescription()).contains("TraceIdRatioBased{0.001000}");
    assertThat(official.getDescription()).contains("TraceIdRatioBased{0.001000}");
    compare();
  }

  @Test
  void ratiosThatChangeDecideAlike() {
    for (double ratio : new double[] {0.25, 1, 0, 1e-9, 1 / 3.0, 0.999}) {
      serve(
          Strategy.ratio(ratio),
          "TraceIdRatioBased{" + String.format(Locale.ROOT, "%.6f", ratio) + "}");
      double roots = (compare() - 0.25) * 2; // a half are children, of which a half is sampled
      assertThat(roots).isBetween(ratio - 0.1, ratio + 0.1);
    }
  }

  @Test
  void operationsDecideAlike() {
    serve(
        Strategy.operations(0.125, 0, Map.of("GET /a", 1.0, "GET /b", 0.0, "SELECT größer", 0.5)),
        "default=TraceIdRatioBased{0.125000}");
    assertThat(compare()).isBetween(0.3, 0.6);
    // A lower bound is used by neither, and the ratio of the service only without operations.
    serve(
        Strategy.operations(0.0, 1000.0, Map.of("other", 0.75)),
        "default=TraceIdRatioBased{0.000000}");
    assertThat(compare()).isBetween(0.25, 0.45);
    serve(Strategy.ratio(0.5), "root:TraceIdRatioBased{0.500000}");
    assertThat(compare()).isBetween(0.4, 0.6);
  }

  /** As many traces at once, and the same attributes on them. */
  @Test
  void limitsDecideAlike() {
    for (int limit : new int[] {1, 7, 3}) {
      serve(Strategy.limit(limit), "RateLimitingSampler{" + limit + ".00}");
      long start = System.nanoTime();
      int expected = 0;
      int actual = 0;
      for (int i = 0; i < 500; i++) {
        SamplingResult result = official(SpanContext.getInvalid(), i, "a");
        boolean on = result.getDecision() == SamplingDecision.RECORD_AND_SAMPLE;
        expected += on ? 1 : 0;
        Spans.Outcome outcome = ours(SpanContext.getInvalid(), i, "a");
        if (outcome.sampled()) {
          actual++;
          assertThat(outcome.attributes()).isEqualTo(result.getAttributes());
        }
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      int most = limit + (int) Math.ceil(limit * seconds);
      assertThat(expected).isBetween(limit, most);
      assertThat(actual).isBetween(limit, most);
    }
  }

  private void keeps(Strategy broken, String description) {
    server.serve(broken);
    assertThat(official.getDescription()).contains(description);
    assertThat(sampler.getDescription()).contains(description);
  }

  @Test
  void afterBrokenAnswersTheLastStrategyHolds() {
    String last = "root:TraceIdRatioBased{0.250000}";
    serve(Strategy.ratio(0.25), last);
    keeps(
        new Strategy(200, "{\"strategyType\":", GrpcServers.Answer.ok(new byte[] {18, 9, 9})),
        last);
    keeps(new Strategy(200, "", GrpcServers.Answer.ok(new byte[0])), last);
    keeps(new Strategy(503, "no", StrategyServer.failure(Status.UNAVAILABLE)), last);
    keeps(new Strategy(404, "", StrategyServer.failure(Status.UNIMPLEMENTED)), last);
    keeps(Strategy.ratio(1.5), last);
    keeps(Strategy.ratio(-0.5), last);
    keeps(Strategy.operations(2, 0, Map.of("GET /a", 1.0)), last);
    compare();
    serve(Strategy.ratio(0.5), "root:TraceIdRatioBased{0.500000}");
    compare();
  }

  /** The type does not count where it does not fit; the strategy that is there does. */
  @Test
  void aTypeThatDoesNotFitIsIgnoredByBoth() {
    Strategy ratio = Strategy.ratio(0.75);
    serve(
        new Strategy(200, ratio.json().replace("PROBABILISTIC", "RATE_LIMITING"), ratio.grpc()),
        "root:TraceIdRatioBased{0.750000}");
    Strategy limit = Strategy.limit(2);
    serve(
        new Strategy(200, limit.json().replace("RATE_LIMITING", "PROBABILISTIC"), limit.grpc()),
        "RateLimitingSampler{2.00}");
  }

  private int sampledOfFive() {
    int sampled = 0;
    for (int i = 1; i <= 5; i++) {
      sampled += ours(SpanContext.getInvalid(), i, "a").sampled() ? 1 : 0;
    }
    return sampled;
  }

  private int officialOfFive() {
    int sampled = 0;
    for (int i = 1; i <= 5; i++) {
      SamplingDecision decision = official(SpanContext.getInvalid(), i, "a").getDecision();
      sampled += decision == SamplingDecision.RECORD_AND_SAMPLE ? 1 : 0;
    }
    return sampled;
  }

  /** The differences in RATIONALE.md; a line that fails because they are gone is to be removed. */
  @Test
  void theOfficialSamplerDiffersHere() {
    serve(Strategy.ratio(1), "TraceIdRatioBased{1.000000}");

    // A message that is cut counts as a ratio of 0.
    server.serve(new Strategy(200, "{", GrpcServers.Answer.ok(new byte[] {18, 9})));
    assertThat(sampledOfFive()).isEqualTo(5);
    assertThat(officialOfFive()).isZero();

    // A limit of 0 samples one trace.
    serve(Strategy.limit(0), "RateLimitingSampler{0.00}");
    assertThat(sampledOfFive()).isZero();
    assertThat(officialOfFive()).isOne();

    // A negative limit samples every trace.
    serve(Strategy.ratio(0), "TraceIdRatioBased{0.000000}");
    server.serve(Strategy.limit(-1));
    assertThat(sampledOfFive()).isZero();
    assertThat(officialOfFive()).isEqualTo(5);

    // An operation without a strategy swallows the next one; here it has a ratio of 0.
    server.serve(
        Strategy.of(
            "{\"operationSampling\":{\"defaultSamplingProbability\":0,\"perOperationStrategies\":["
                + "{\"operation\":\"z\"},"
                + "{\"operation\":\"a\",\"probabilisticSampling\":{\"samplingRate\":1}}]}}",
            fields()
                .mergeField(
                    4,
                    message(
                        fields()
                            .mergeField(3, message(fields().mergeField(1, text("z")).build()))
                            .mergeField(3, message(operation("a", 1)))
                            .build()))
                .build()));
    assertThat(sampledOfFive()).isEqualTo(5);
    assertThat(officialOfFive()).isZero();

    // Of two strategies the limit counts, whatever the type says.
    server.serve(
        Strategy.of(
            "{\"strategyType\":\"PROBABILISTIC\",\"probabilisticSampling\":{\"samplingRate\":1},"
                + "\"rateLimitingSampling\":{\"maxTracesPerSecond\":1}}",
            fields()
                .mergeField(2, message(fields().mergeField(1, real(1)).build()))
                .mergeField(3, message(fields().mergeField(1, number(1)).build()))
                .build()));
    assertThat(sampler.getDescription()).contains("root:TraceIdRatioBased{1.000000}");
    assertThat(official.getDescription()).contains("root:RateLimitingSampler{1.00}");
  }
}
