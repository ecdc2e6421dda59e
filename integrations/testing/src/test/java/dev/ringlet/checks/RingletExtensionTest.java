// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.ringlet.checks.validation.Severity;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs tests that use the extension; those below are no tests of this project by themselves. */
class RingletExtensionTest {
  private static TestExecutionSummary run(Class<?> tests, boolean parallel) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(tests))
            .configurationParameters(
                Map.of(
                    "junit.jupiter.execution.parallel.enabled", Boolean.toString(parallel),
                    "junit.jupiter.execution.parallel.config.strategy", "fixed",
                    "junit.jupiter.execution.parallel.config.fixed.parallelism", "4"))
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    return listener.getSummary();
  }

  private static String failure(TestExecutionSummary summary) {
    assertThat(summary.getFailures()).isNotEmpty();
    return String.valueOf(summary.getFailures().get(0).getException().getMessage());
  }

  @Test
  void parallelTestsDoNotSeeEachOther() {
    TestExecutionSummary summary = run(ParallelFields.class, true);

    assertThat(summary.getFailures()).isEmpty();
    assertThat(summary.getTestsSucceededCount()).isEqualTo(4);
  }

  @Test
  void parallelTestsWithParametersDoNotSeeEachOther() {
    TestExecutionSummary summary = run(ParallelParameters.class, true);

    assertThat(summary.getFailures()).isEmpty();
    assertThat(summary.getTestsSucceededCount()).isEqualTo(4);
  }

  @Test
  void testsOfAClassThatShareOneAreSeparate() {
    assertThat(run(SharedByClass.class, false).getFailures()).isEmpty();
    assertThat(run(SharedByInstance.class, false).getFailures()).isEmpty();
  }

  @Test
  void testsThatShareOneCannotRunInParallel() {
    RingletExtension shared = RingletExtension.create();
    shared.beforeAll(null);
    shared.beforeEach(null);
    assertThatThrownBy(() -> shared.beforeEach(null))
        .hasMessageContaining("make its field non-static");
    shared.afterAll(null);
  }

  @Test
  void aFindingFailsTheTest() {
    assertThat(failure(run(Faulty.class, false)))
        .contains(
            "the telemetry has 1 finding:\nWARNING name-has-id: the name of span \"GET /users/42\"");
    assertThat(run(FaultyButNotSo.class, false).getFailures()).isEmpty();
  }

  @Test
  void theGlobalOneIsThatOfTheTest() {
    assertThat(run(Global.class, false).getFailures()).isEmpty();
    assertThat(GlobalOpenTelemetry.isSet()).isFalse();
  }

  @Test
  void misuseSaysWhatToDo() {
    assertThatThrownBy(() -> new RingletExtension().getTelemetry())
        .hasMessageContaining("TestTelemetry as a parameter");
    try (TestTelemetry telemetry = TestTelemetry.create()) {
      assertThatThrownBy(telemetry::getClock).hasMessageContaining("deterministic()");
    }
  }

  private static final CyclicBarrier TOGETHER = new CyclicBarrier(2);

  private static void record(Tracer tracer) {
    tracer.spanBuilder("order").startSpan().end();
  }

  @Execution(ExecutionMode.CONCURRENT)
  static class ParallelFields {
    @RegisterExtension final RingletExtension telemetry = RingletExtension.create();

    @RepeatedTest(4)
    void seesItsOwn() throws Exception {
      record(telemetry.getTracer("shop"));
      TOGETHER.await(60, TimeUnit.SECONDS); // at least two have recorded
      telemetry.assertTraces().hasSize(1);
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ExtendWith(RingletExtension.class)
  static class ParallelParameters {
    @BeforeEach
    void before(OpenTelemetry openTelemetry) {
      record(openTelemetry.getTracer("shop"));
    }

    @RepeatedTest(4)
    void seesItsOwn(TestTelemetry telemetry) throws Exception {
      TOGETHER.await(60, TimeUnit.SECONDS);
      telemetry.assertTraces().hasSize(1);
    }
  }

  static class SharedByClass {
    @RegisterExtension
    static final RingletExtension telemetry = RingletExtension.builder().deterministic().build();

    static final Tracer TRACER = telemetry.getTracer("shop");

    @RepeatedTest(3)
    void seesItsOwn() {
      record(TRACER);
      telemetry
          .assertTraces()
          .hasTracesSatisfyingExactly(
              trace -> trace.hasTraceId("00000000000000000000000000000001").hasTree("order"));
    }
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class SharedByInstance {
    @RegisterExtension final RingletExtension telemetry = RingletExtension.create();
    final Tracer tracer = telemetry.getTracer("shop");

    @RepeatedTest(3)
    void seesItsOwn() {
      record(tracer);
      telemetry.assertTraces().hasSize(1);
    }
  }

  static class Faulty {
    @RegisterExtension
    final RingletExtension telemetry = RingletExtension.builder().failOn(Severity.WARNING).build();

    @Test
    void hasAnIdInAName() {
      telemetry.getTracer("shop").spanBuilder("GET /users/42").startSpan().end();
    }
  }

  static class FaultyButNotSo {
    @RegisterExtension
    final RingletExtension telemetry = RingletExtension.builder().failOn(Severity.ERROR).build();

    @Test
    void hasAnIdInAName() {
      telemetry.getTracer("shop").spanBuilder("GET /users/42").startSpan().end();
    }
  }

  static class Global {
    @RegisterExtension
    final RingletExtension telemetry = RingletExtension.builder().setGlobal().build();

    @RepeatedTest(2)
    void recordsWithIt() {
      Span span = GlobalOpenTelemetry.getTracer("shop").spanBuilder("order").startSpan();
      span.end();
      telemetry.assertTraces().hasSize(1);
    }
  }
}
