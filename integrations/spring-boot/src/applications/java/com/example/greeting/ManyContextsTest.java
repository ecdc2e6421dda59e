// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package com.example.greeting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.Await;
import dev.ringlet.testing.OtlpCapture;
import io.opentelemetry.api.OpenTelemetry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextManager;

/**
 * The cache of contexts of Spring's tests: several are open at once, some are closed and reopened.
 */
class ManyContextsTest {
  /** A test class of the user. */
  @SpringBootTest(
      classes = GreetingApplication.class,
      webEnvironment = SpringBootTest.WebEnvironment.NONE,
      properties = "otel.service.name=first")
  static class First {}

  /** Another one, with a context of its own. */
  @SpringBootTest(
      classes = GreetingApplication.class,
      webEnvironment = SpringBootTest.WebEnvironment.NONE,
      properties = "otel.service.name=second")
  static class Second {}

  private final OtlpCapture receiver = OtlpCapture.start();

  @BeforeEach
  void set() {
    System.setProperty("otel.exporter.otlp.endpoint", receiver.endpoint());
  }

  @AfterEach
  void close() {
    System.clearProperty("otel.exporter.otlp.endpoint");
    receiver.close();
  }

  @Test
  void eachContextExportsItsOwnHoweverOftenItIsTakenUpAgain() {
    TestContext first = new TestContextManager(First.class).getTestContext();
    TestContext second = new TestContextManager(Second.class).getTestContext();
    ApplicationContext opened = record(first, "first, opened");
    record(second, "second, opened");
    assertThat(record(first, "first, again")).isSameAs(opened);
    record(second, "second, again");
    first.markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
    assertThat(record(first, "first, reopened")).isNotSameAs(opened);
    first.markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
    second.markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
    assertThat(Received.spansOf(receiver, "first"))
        .containsExactly("first, opened", "first, again", "first, reopened");
    assertThat(Received.spansOf(receiver, "second"))
        .containsExactly("second, opened", "second, again");
    Await.until("all threads have ended", () -> GreetingApplication.threads("ringlet").isEmpty());
  }

  private static ApplicationContext record(TestContext test, String span) {
    ApplicationContext context = test.getApplicationContext();
    context.getBean(OpenTelemetry.class).getTracer("test").spanBuilder(span).startSpan().end();
    return context;
  }
}
