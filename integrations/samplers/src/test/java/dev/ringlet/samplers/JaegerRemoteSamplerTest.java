// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.ringlet.RingletSdk;
import dev.ringlet.config.Config;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.LogListener;
import dev.ringlet.trace.Sampler;
import dev.ringlet.trace.Samplers;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    server.setExecutor(task -> new Thread(task).start());
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

  private static Sampler parsed(String json) throws IOException {
    return JaegerStrategy.of(JaegerAnswer.parse(json.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void readsWhatOtherWritersOfProtobufMake() throws IOException {
    assertThat(
            parsed("{\"strategyType\":0,\"probabilisticSampling\":{\"samplingRate\":\"0.25\"}}")
                .getDescription())
        .startsWith("ParentBased{root:TraceIdRatioBased{0.250000},");
    String both =
        "\"probabilisticSampling\":{\"samplingRate\":0.5,\"x\":[{}]},"
            + "\"rateLimitingSampling\":{\"x\":{\"y\":1},\"maxTracesPerSecond\":5}";
    assertThat(parsed("{\"strategyType\":1," + both + "}").getDescription())
        .startsWith("ParentBased{root:RateLimitingSampler{5.00},");
    assertThat(parsed("{" + both + "}").getDescription())
        .startsWith("ParentBased{root:TraceIdRatioBased{0.500000},");
    assertThat(
            parsed(
                    "{\"probabilisticSampling\":null,\"rateLimitingSampling\":{},\"x\":[1,{}],"
                        + "\"operationSampling\":{\"perOperationStrategies\":null}}")
                .getDescription())
        .startsWith("ParentBased{root:RateLimitingSampler{0.00},");
    assertThat(
            parsed(
                    "{\"operationSampling\":{\"perOperationStrategies\":[{},{\"operation\":\"a\"}]}}")
                .getDescription())
        .contains("default=TraceIdRatioBased{0.000000}", "=TraceIdRatioBased{0.000000}, a=");
  }

  @Test
  void aLimitGoesOnWhenItIsAnsweredAgain() {
    answer = "{\"rateLimitingSampling\":{\"maxTracesPerSecond\":0.000001}}";
    JaegerRemoteSampler sampler = sampler();
    try (Spans spans = new Spans(sampler)) {
      Await.until("limit", () -> spans.root("a", SpanKind.SERVER, Attributes.empty()).sampled());
      int before = asked.get();
      Await.until("answers", () -> asked.get() >= before + 3);
      assertThat(spans.root("a", SpanKind.SERVER, Attributes.empty()).sampled()).isFalse();
    }
  }

  @Test
  void anAnswerIsReadToItsLimitOnly() {
    long all = 256L << 20;
    byte[] blanks = " ".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
    AtomicLong sent = new AtomicLong();
    AtomicInteger broken = new AtomicInteger();
    server.createContext(
        "/endless",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            for (long i = 0; i < all; i += blanks.length) {
              body.write(blanks);
              sent.addAndGet(blanks.length);
            }
          } catch (IOException e) {
            broken.incrementAndGet();
          }
        });
    JaegerRemoteSampler sampler =
        JaegerRemoteSampler.builder().setEndpoint(address() + "/endless").build();
    Await.until("broken connection", () -> broken.get() > 0);
    sampler.close();
    assertThat(sent).hasValueLessThan(all / 2);
  }

  @Test
  void anAnswerThatStopsInTheMiddleIsGivenUp() {
    CountDownLatch over = new CountDownLatch(1);
    server.createContext(
        "/slow",
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    JaegerRemoteSampler sampler =
        JaegerRemoteSampler.builder()
            .setEndpoint(address() + "/slow")
            .setPollingInterval(Duration.ofMillis(1))
            .setTimeout(Duration.ofMillis(20))
            .build();
    Await.until("next questions", () -> asked.get() >= 3);
    sampler.close();
    over.countDown();
  }

  @Test
  void redirectsLeadNowhere() {
    AtomicInteger elsewhere = new AtomicInteger();
    server.createContext(
        "/moved",
        exchange -> {
          asked.incrementAndGet();
          exchange.getResponseHeaders().set("Location", address() + "/elsewhere");
          exchange.sendResponseHeaders(307, -1);
          exchange.close();
        });
    server.createContext(
        "/elsewhere",
        exchange -> {
          elsewhere.incrementAndGet();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    JaegerRemoteSampler sampler =
        JaegerRemoteSampler.builder()
            .setEndpoint(address() + "/moved")
            .setPollingInterval(Duration.ofMillis(1))
            .build();
    Await.until("questions", () -> asked.get() >= 3);
    sampler.close();
    assertThat(elsewhere).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"probabilisticSampling\":{\"samplingRate\":\"\\nWARNING: forged\"}}",
        "{\"probabilisticSampling\":{\"samplingRate\":\"\\u001b[2Jforged\"}}",
        "\u001bforged",
        "forged\r\nWARNING: forged"
      })
  void anAnswerCannotForgeLinesOfALog(String forged) {
    List<LogRecord> logged = new CopyOnWriteArrayList<>();
    Logger logger = Logger.getLogger(JaegerRemoteSampler.class.getName());
    Handler listener = new LogListener(logged::add);
    logger.addHandler(listener);
    try {
      answer = forged;
      JaegerRemoteSampler sampler = sampler();
      Await.until("warning", () -> !logged.isEmpty());
      sampler.close();
      assertThat(logged)
          .allSatisfy(
              line ->
                  assertThat(line.getMessage())
                      .contains("No sampling strategy from localhost")
                      .doesNotContainPattern("\\p{Cntrl}"));
    } finally {
      logger.removeHandler(listener);
    }
  }

  @Test
  void anAnswerThatIsNestedDeeplyIsRefused() {
    String deep = "[".repeat(1 << 20);
    assertThatThrownBy(() -> parsed("{\"x\":" + deep)).isInstanceOf(IOException.class);
  }

  @Test
  void passwordsOfTheAddressDoNotShow() {
    JaegerRemoteSampler sampler =
        JaegerRemoteSampler.builder()
            .setEndpoint("http://ann:s3cret@localhost:1/sampling?token=t0ken")
            .build();
    sampler.close();
    assertThat(sampler.toString())
        .contains("endpoint=http://localhost:1/sampling,")
        .doesNotContain("s3cret", "t0ken");
    assertThatThrownBy(() -> configured("endpoint=http://ann:s3 cret@localhost"))
        .hasMessageContaining("endpoint must be an address")
        .hasMessageNotContaining("s3 cret");
  }

  private static List<Thread> pollers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("ringlet-jaeger-sampler"))
        .toList();
  }

  @Test
  void closeEndsThePolling() throws InterruptedException {
    JaegerRemoteSampler sampler = sampler();
    Await.until("strategy", () -> asked.get() > 0);
    List<Thread> pollers = pollers();
    assertThat(pollers).isNotEmpty().allMatch(Thread::isDaemon);
    sampler.close();
    sampler.close();
    for (Thread thread : pollers) {
      thread.join();
    }
  }

  private RingletSdk.Builder configuredSdk() {
    return RingletSdk.builder()
        .property("otel.traces.exporter", "none")
        .property("otel.metrics.exporter", "none")
        .property("otel.logs.exporter", "none")
        .property("otel.traces.sampler", "jaeger_remote")
        .property("otel.traces.sampler.arg", "endpoint=" + address() + ",pollingIntervalMs=1");
  }

  @Test
  void aSamplerThatCodeReplacesDoesNotPoll() {
    Await.until("pollers of other tests", () -> pollers().isEmpty());
    try (RingletSdk sdk = configuredSdk().setSampler(Samplers.alwaysOn()).build()) {
      Await.until("no poller", () -> pollers().isEmpty());
      assertThat(sdk.getTracer("test").spanBuilder("a").startSpan().isRecording()).isTrue();
    }
    RingletSdk polling = configuredSdk().build();
    Await.until("strategy", () -> asked.get() > 0);
    assertThat(pollers()).hasSize(1);
    polling.close();
    Await.until("no poller", () -> pollers().isEmpty());
  }

  @Test
  void aStartThatFailsLeavesNoPoller() {
    Await.until("pollers of other tests", () -> pollers().isEmpty());
    assertThatThrownBy(() -> configuredSdk().property("otel.logs.exporter", "unknown").build())
        .hasMessageContaining("otel.logs.exporter");
    Await.until("no poller", () -> pollers().isEmpty());
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

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, team=a, ''",
        "-, service.name=my%20shop, my shop",
        "a%20b, service.name=other, a%20b",
      })
  void asksForTheServiceNameOfTheResource(String name, String attributes, String expected) {
    Map<String, String> settings = new HashMap<>();
    settings.put("otel.traces.sampler.arg", "endpoint=" + address());
    settings.put("otel.resource.attributes", attributes);
    settings.put("otel.service.name", name);
    Sampler sampler =
        new SamplersComponentProvider()
            .createSampler("jaeger_remote", Config.of(settings, Map.of(), Map.of()));
    Await.until("a request", () -> asked.get() > 0);
    sampler.close();
    assertThat(query).isEqualTo("service=" + expected);
  }
}
