// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.ringlet.config.Config;
import dev.ringlet.testing.Await;
import dev.ringlet.trace.Sampler;
import dev.ringlet.trace.Samplers;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JaegerRemoteSamplerTest {
  private HttpServer server;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile int status = 200;
  private volatile String answer = "{}";
  private volatile String query = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/sampling",
        exchange -> {
          query = exchange.getRequestURI().getQuery();
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
          asked.incrementAndGet();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String address() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  private JaegerRemoteSampler sampler() {
    return JaegerRemoteSampler.builder()
        .setEndpoint(address())
        .setServiceName("shop & co")
        .setPollingInterval(Duration.ofMillis(1))
        .setInitialSampler(Samplers.alwaysOff())
        .build();
  }

  @Test
  void followsTheServer() {
    answer = "{\"strategyType\":\"PROBABILISTIC\",\"probabilisticSampling\":{\"samplingRate\":1}}";
    JaegerRemoteSampler sampler = sampler();
    try (Spans spans = new Spans(sampler)) {
      Await.until("strategy", () -> spans.root("a", SpanKind.SERVER, Attributes.empty()).sampled());
      assertThat(query).isEqualTo("service=shop & co");
      answer =
          "{\"strategyType\":\"PROBABILISTIC\",\"operationSampling\":"
              + "{\"defaultSamplingProbability\":1.0,\"perOperationStrategies\":["
              + "{\"operation\":\"a\",\"probabilisticSampling\":{\"samplingRate\":0}}]}}";
      Await.until(
          "strategy", () -> !spans.root("a", SpanKind.SERVER, Attributes.empty()).sampled());
      assertThat(spans.root("b", SpanKind.SERVER, Attributes.empty()).sampled()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"strategyType\":\"PROBABILISTIC\"}",
        "{\"strategyType\":\"PROBABILISTIC\",\"probabilisticSampling\":{\"samplingRate\":2}}",
        "{\"strategyType\":\"PROBABILISTIC\",\"probabilisticSampling\":{\"samplingRate\":\"x\"}}",
      })
  void aBadAnswerLeavesTheLastStrategy(String bad) {
    answer = bad;
    JaegerRemoteSampler sampler = sampler();
    Sampler before = sampler.current();
    Await.until("strategy", () -> asked.get() >= 3);
    assertThat(sampler.current()).isSameAs(before);
    sampler.close();
  }

  @Test
  void afterAFailureTheServerIsAskedAgain() {
    status = 503;
    JaegerRemoteSampler sampler = sampler();
    Await.until("strategy", () -> asked.get() >= 3);
    assertThat(sampler.current().getDescription()).isEqualTo("AlwaysOffSampler");
    answer =
        "{\"strategyType\":\"RATE_LIMITING\",\"rateLimitingSampling\":{\"maxTracesPerSecond\":2}}";
    status = 200;
    Await.until(
        "strategy", () -> sampler.current().getDescription().contains("RateLimitingSampler{2.00}"));
    sampler.close();
  }

  /**
   * Descriptions of the official sampler contain the strategies; it decides by the same classes.
   */
  @Test
  void strategiesAreThoseOfTheOfficialSampler() {
    String ratio = "{\"strategyType\":0,\"probabilisticSampling\":{\"samplingRate\":0.25}}";
    assertThat(JaegerStrategy.parse(ratio).getDescription())
        .isEqualTo(
            io.opentelemetry.sdk.trace.samplers.Sampler.parentBased(
                    io.opentelemetry.sdk.trace.samplers.Sampler.traceIdRatioBased(0.25))
                .getDescription());
    String limit = "{\"strategyType\":1,\"rateLimitingSampling\":{\"maxTracesPerSecond\":5}}";
    assertThat(JaegerStrategy.parse(limit).getDescription())
        .startsWith("ParentBased{root:RateLimitingSampler{5.00},");
  }

  @Test
  void closeEndsThePolling() throws InterruptedException {
    JaegerRemoteSampler sampler = sampler();
    Await.until("strategy", () -> asked.get() > 0);
    sampler.close();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("ringlet-jaeger-sampler")) {
        assertThat(thread.isDaemon()).isTrue();
        thread.join();
      }
    }
  }

  private static Sampler configured(String arg) {
    Map<String, String> settings =
        Map.of("otel.traces.sampler.arg", arg, "otel.service.name", "shop");
    return new SamplersComponentProvider()
        .createSampler("jaeger_remote", Config.of(settings, Map.of(), Map.of()));
  }

  @Test
  void readsTheArgumentsOfTheOfficialSampler() {
    Sampler sampler =
        configured(
            "endpoint=" + address() + ",pollingIntervalMs=86400000,initialSamplingRate=0.25");
    assertThat(sampler.getDescription())
        .contains("endpoint=" + address() + "/sampling, pollingIntervalMs=86400000}");
    Await.until("strategy", () -> "service=shop".equals(query));
    sampler.close();
    for (String bad :
        new String[] {
          "endpoint=http://localhost:14250",
          "endpoint=localhost:5778",
          "pollingIntervalMs=0",
          "pollingIntervalMs=x",
          "initialSamplingRate=2",
          "pollingInterval=5",
        }) {
      assertThatThrownBy(() -> configured(bad))
          .as(bad)
          .hasMessageContaining("otel.traces.sampler.arg");
    }
  }
}
