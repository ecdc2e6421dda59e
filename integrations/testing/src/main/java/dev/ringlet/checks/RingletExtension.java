// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks;

import dev.ringlet.RingletSdk;
import dev.ringlet.checks.assertj.LogRecordsAssert;
import dev.ringlet.checks.assertj.MetricsAssert;
import dev.ringlet.checks.assertj.TracesAssert;
import dev.ringlet.checks.data.CapturedLogRecord;
import dev.ringlet.checks.data.CapturedMetric;
import dev.ringlet.checks.data.CapturedSpan;
import dev.ringlet.checks.data.CapturedTrace;
import dev.ringlet.checks.validation.Rule;
import dev.ringlet.checks.validation.Severity;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test of JUnit 5 or 6 a {@link TestTelemetry}.
 *
 * <p>In an instance field ({@code @RegisterExtension final RingletExtension telemetry =
 * RingletExtension.create();}) each test method has an SDK of its own, so tests may run in
 * parallel. In a static field the tests of a class share one, which forgets between tests what has
 * come in; tests that run at the same time then fail. With {@code @ExtendWith} a test takes its own
 * {@code TestTelemetry} as a parameter.
 */
public final class RingletExtension
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback,
        ParameterResolver {
  private final TestTelemetry.Builder settings;
  private final boolean isField;
  private final boolean global;
  private final @Nullable Severity failOn;
  private final AtomicInteger running = new AtomicInteger();
  private boolean isOfClass;
  private @Nullable TestTelemetry telemetry;

  /** For {@code @ExtendWith}. */
  public RingletExtension() {
    this(new Builder(), false);
  }

  private RingletExtension(Builder builder, boolean isField) {
    settings = builder.telemetry;
    global = builder.global;
    failOn = builder.failOn;
    this.isField = isField;
  }

  /** Creates an extension for a field. */
  public static RingletExtension create() {
    return builder().build();
  }

  /** Starts an extension for a field. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the SDK of the test and what it has recorded. */
  public synchronized TestTelemetry getTelemetry() {
    if (!isField) {
      throw new IllegalStateException("with @ExtendWith a test has TestTelemetry as a parameter");
    }
    if (telemetry == null) {
      telemetry = settings.build();
      if (global) {
        GlobalOpenTelemetry.set(telemetry.getSdk());
      }
    }
    return telemetry;
  }

  private synchronized void closeTelemetry() {
    if (telemetry != null) {
      if (global) {
        GlobalOpenTelemetry.resetForTest();
      }
      telemetry.close();
      telemetry = null;
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    isOfClass = true;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    if (!isField) {
      return;
    }
    if (running.incrementAndGet() > 1 && isOfClass) {
      running.decrementAndGet();
      throw new ExtensionConfigurationException(
          "tests run at the same time and share a RingletExtension: make its field non-static");
    }
    TestTelemetry current = getTelemetry();
    if (isOfClass) {
      current.clear();
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    TestTelemetry current = isField ? getTelemetry() : ofContext(context);
    try {
      if (failOn != null && current != null && context.getExecutionException().isEmpty()) {
        current.assertNoFindings(failOn);
      }
    } finally {
      if (isField) {
        running.decrementAndGet();
        if (!isOfClass) {
          closeTelemetry();
        }
      } else if (current != null) {
        current.close();
      }
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    closeTelemetry();
  }

  private ExtensionContext.Store store(ExtensionContext context) {
    return context.getStore(ExtensionContext.Namespace.create(RingletExtension.class));
  }

  private @Nullable TestTelemetry ofContext(ExtensionContext context) {
    return store(context).get(TestTelemetry.class, TestTelemetry.class);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return context.getTestMethod().isPresent()
        && (type == TestTelemetry.class || type == OpenTelemetry.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    TestTelemetry current = isField ? getTelemetry() : ofContext(context);
    if (current == null) {
      current = settings.build();
      store(context).put(TestTelemetry.class, current);
    }
    return parameter.getParameter().getType() == TestTelemetry.class
        ? current
        : current.getOpenTelemetry();
  }

  /** Returns the SDK, for the application under test. */
  public OpenTelemetry getOpenTelemetry() {
    return getTelemetry().getOpenTelemetry();
  }

  /** Returns a tracer of the SDK. */
  public Tracer getTracer(String instrumentationScopeName) {
    return getTelemetry().getTracer(instrumentationScopeName);
  }

  /** Returns the clock, where the extension is {@link Builder#deterministic}. */
  public TestClock getClock() {
    return getTelemetry().getClock();
  }

  /** As {@link CapturedTelemetry#getSpans()}. */
  public List<CapturedSpan> getSpans() {
    return getTelemetry().getSpans();
  }

  /** As {@link CapturedTelemetry#getTraces()}. */
  public List<CapturedTrace> getTraces() {
    return getTelemetry().getTraces();
  }

  /** As {@link CapturedTelemetry#getMetrics()}. */
  public List<CapturedMetric> getMetrics() {
    return getTelemetry().getMetrics();
  }

  /** As {@link CapturedTelemetry#getLogRecords()}. */
  public List<CapturedLogRecord> getLogRecords() {
    return getTelemetry().getLogRecords();
  }

  /** As {@link CapturedTelemetry#assertTraces()}. */
  public TracesAssert assertTraces() {
    return getTelemetry().assertTraces();
  }

  /** As {@link CapturedTelemetry#assertMetrics()}. */
  public MetricsAssert assertMetrics() {
    return getTelemetry().assertMetrics();
  }

  /** As {@link CapturedTelemetry#assertLogRecords()}. */
  public LogRecordsAssert assertLogRecords() {
    return getTelemetry().assertLogRecords();
  }

  /** As {@link CapturedTelemetry#await(Runnable)}. */
  public void await(Runnable assertions) {
    getTelemetry().await(assertions);
  }

  /** Builds an extension. Not thread-safe. */
  public static final class Builder {
    private final TestTelemetry.Builder telemetry = TestTelemetry.builder();
    private boolean global;
    private @Nullable Severity failOn;

    private Builder() {}

    /** Sets a property of the SDK, as {@link RingletSdk.Builder#property}. */
    public Builder property(String key, String value) {
      telemetry.property(key, value);
      return this;
    }

    /** Sets what else there is: processors, a sampler, views. */
    public Builder configure(Consumer<RingletSdk.Builder> setting) {
      telemetry.configure(setting);
      return this;
    }

    /** Takes a clock that the test moves, and ids that count from one. */
    public Builder deterministic() {
      telemetry.deterministic();
      return this;
    }

    /**
     * Registers the SDK with {@link GlobalOpenTelemetry} during the tests, which then cannot run in
     * parallel with others that do so.
     */
    public Builder setGlobal() {
      global = true;
      return this;
    }

    /** Lets each test fail whose telemetry has findings that are this bad or worse. */
    public Builder failOn(Severity severity) {
      failOn = Objects.requireNonNull(severity, "severity");
      return this;
    }

    /** Leaves rules of the validator out. */
    public Builder ignore(Rule... rules) {
      telemetry.ignore(rules);
      return this;
    }

    /** Creates the extension. */
    public RingletExtension build() {
      return new RingletExtension(this, true);
    }
  }
}
