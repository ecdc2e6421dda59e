// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package com.example.greeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.RingletSdk;
import dev.ringlet.common.Resource;
import dev.ringlet.config.ConfigException;
import dev.ringlet.spring.RingletSdkCustomizer;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.CountingRelay;
import dev.ringlet.testing.OtlpCapture;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** Contexts one after the other in one process, as tests and DevTools make them. */
class RestartTest {
  /** What an application may define. */
  static class Beans {
    @Bean
    SpanProcessor auditing() {
      return SpanProcessor.composite();
    }

    @Bean
    RingletSdkCustomizer owner() {
      return builder ->
          builder.setResource(Resource.builder().put("service.owner", "blue").build());
    }
  }

  @TempDir Path directory;
  private final OtlpCapture receiver = OtlpCapture.start();

  @AfterEach
  void close() {
    receiver.close();
    GlobalOpenTelemetry.resetForTest();
  }

  @Test
  void contextsOneAfterTheOtherLeaveNothingBehind() {
    for (int i = 1; i <= 2; i++) {
      String name = "run" + i;
      try (ConfigurableApplicationContext application =
          start(name, "--ringlet.spring.global=true")) {
        assertThat(application.getBean(OpenTelemetry.class)).isInstanceOf(RingletSdk.class);
        GlobalOpenTelemetry.getTracer("test").spanBuilder(name).startSpan().end();
        LoggerFactory.getLogger(RestartTest.class).info("logged in {}", name);
      }
      assertThat(Received.spansOf(receiver, name)).containsExactly(name);
      assertThat(linesOf(name)).contains("logged in " + name);
      assertThat(GreetingApplication.text(log(name)))
          .contains("closed: traces produced 1, exported 1;");
    }
    Await.until("all threads have ended", () -> GreetingApplication.threads("ringlet").isEmpty());
    GlobalOpenTelemetry.getTracer("test").spanBuilder("after").startSpan().end();
    assertThat(linesOf("run1")).noneMatch(line -> line.contains("run2"));
  }

  @Test
  void stoppedContextContinuesAndBeansAreAppliedOrNamed() {
    try (ConfigurableApplicationContext application =
        start(
            "stopped",
            "--otel.propagators=b3",
            "--ringlet.spring.globl=true",
            "--spring.main.sources=" + Beans.class.getName())) {
      assertThat(application.getBean(ContextPropagators.class).getTextMapPropagator().fields())
          .contains("b3");
      application.stop();
      application.start();
      application
          .getBean(OpenTelemetry.class)
          .getTracer("test")
          .spanBuilder("after start")
          .startSpan()
          .end();
      GlobalOpenTelemetry.set(OpenTelemetry.noop());
    }
    assertThat(Received.spansOf(receiver, "stopped")).containsExactly("after start");
    assertThat(receiver.traces().get(0).getResourceSpans(0).getResource().toString())
        .contains("service.owner");
    assertThat(GreetingApplication.text(log("stopped")))
        .contains("Beans without effect, because Ringlet is the OpenTelemetry: auditing (io.")
        .contains("ringlet.spring.globl is not known; there are [ringlet.spring.global, ");
  }

  /** As Spring does for a checkpoint: all with a life cycle is stopped, and started in the copy. */
  @Test
  void stoppedContextHasSentAllAndHoldsNoConnectionUntilItIsStarted() {
    try (CountingRelay relay = CountingRelay.to(receiver.endpoint());
        ConfigurableApplicationContext application =
            start(
                "frozen",
                "--otel.exporter.otlp.traces.endpoint=" + relay.endpoint() + "/v1/traces",
                "--otel.exporter.otlp.metrics.endpoint=" + relay.endpoint() + "/v1/metrics",
                "--otel.exporter.otlp.logs.endpoint=" + relay.endpoint() + "/v1/logs")) {
      Tracer tracer = application.getBean(OpenTelemetry.class).getTracer("test");
      tracer.spanBuilder("before").startSpan().end();
      LoggerFactory.getLogger(RestartTest.class).info("before");
      application.stop();
      assertThat(Received.spansOf(receiver, "frozen")).containsExactly("before");
      assertThat(Received.lines(receiver)).containsOnlyOnce("before");
      assertThat(relay.accepted()).isPositive();
      Await.until(
          "no connection is open",
          () -> {
            System.gc(); // the client of a JDK before 21 has no method to close it
            return relay.open() == 0;
          });
      application.start();
      tracer.spanBuilder("after").startSpan().end();
      application.getBean(RingletSdk.class).flush(Duration.ofSeconds(30));
      assertThat(Received.spansOf(receiver, "frozen")).containsExactly("before", "after");
    }
  }

  @Test
  void settingThatCannotBeUsedStopsTheStartAndIsNamedWithItsFile() throws IOException {
    Files.writeString(
        directory.resolve("application.properties"),
        "spring.application.name=wrong\notel.traces.sampler=sometimes\n");
    assertThatThrownBy(
            () -> start("wrong", "--spring.config.additional-location=" + directory + "/"))
        .hasRootCauseInstanceOf(ConfigException.class);
    assertThat(GreetingApplication.text(log("wrong")))
        .contains("APPLICATION FAILED TO START")
        .contains("otel.traces.sampler: expected one of ")
        .contains("\"sometimes\"")
        .containsPattern("otel.traces.sampler is from .*application.properties.* - 2:21");
    assertThat(GreetingApplication.threads("ringlet")).isEmpty();
  }

  private ConfigurableApplicationContext start(String name, String... settings) {
    String[] all =
        Stream.concat(
                Stream.of(settings),
                Stream.of(
                    "--spring.main.web-application-type=none",
                    "--otel.exporter.otlp.endpoint=" + receiver.endpoint(),
                    "--otel.service.name=" + name))
            .toArray(String[]::new);
    return GreetingApplication.start(log(name), all);
  }

  private Path log(String name) {
    return directory.resolve(name + ".log");
  }

  private List<String> linesOf(String service) {
    return receiver.logs().stream()
        .flatMap(request -> request.getResourceLogsList().stream())
        .filter(
            resource ->
                resource.getResource().getAttributesList().stream()
                    .anyMatch(one -> one.getValue().getStringValue().equals(service)))
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .flatMap(scope -> scope.getLogRecordsList().stream())
        .map(line -> line.getBody().getStringValue())
        .toList();
  }
}
