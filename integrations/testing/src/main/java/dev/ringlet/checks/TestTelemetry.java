// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks;

import dev.ringlet.RingletSdk;
import dev.ringlet.checks.validation.Rule;
import dev.ringlet.checks.validation.TelemetryValidator;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.metrics.OnDemandMetricReader;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An SDK of its own for a test, whose telemetry stays in memory: spans and log records take the
 * real way up to the bytes of OTLP, which are decoded again. Thread-safe.
 */
public final class TestTelemetry extends CapturedTelemetry {
  private static final Duration FLUSH_LIMIT = Duration.ofSeconds(30);

  /** Those of the environment, and of the application under test, win. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "otel.service.name", "test",
          "otel.bsp.schedule.delay", "10",
          "otel.blrp.schedule.delay", "10");

  private final RingletSdk sdk;
  private final OnDemandMetricReader reader;
  private final @Nullable TestClock clock;
  private final SequentialIds ids = new SequentialIds();

  private TestTelemetry(Builder builder) {
    super(builder.validator.build());
    clock = builder.deterministic ? TestClock.create() : null;
    reader = OnDemandMetricReader.builder().build();
    RingletSdk.Builder ringlet = RingletSdk.builder().addPropertiesSupplier(() -> DEFAULTS);
    for (Signal signal : Signal.values()) {
      ringlet.property("otel." + signal.key() + ".exporter", "none");
    }
    ringlet
        .property("ringlet.shutdown.hook", "false")
        .addExporter(Signal.TRACES, new Capture())
        .addExporter(Signal.LOGS, new Capture())
        .addMetricReader(reader);
    if (clock != null) {
      ringlet.setClock(clock).setIdGenerator(ids);
    }
    builder.properties.forEach(ringlet::property);
    builder.settings.forEach(setting -> setting.accept(ringlet));
    sdk = ringlet.build();
  }

  /** Creates one with the settings of the process. */
  public static TestTelemetry create() {
    return builder().build();
  }

  /** Starts one. */
  public static Builder builder() {
    return new Builder();
  }

  /** Takes what the SDK exports. */
  private final class Capture implements Exporter {
    @Override
    public ExportResult export(Payload payload) {
      int from = payload.offset();
      accept(payload.signal(), Arrays.copyOfRange(payload.bytes(), from, from + payload.length()));
      return ExportResult.delivered();
    }

    @Override
    public void close() {}
  }

  /** Returns the SDK, for the application under test. */
  public OpenTelemetry getOpenTelemetry() {
    return sdk;
  }

  /** Returns the SDK with its methods for life cycle and health. */
  public RingletSdk getSdk() {
    return sdk;
  }

  /** Returns a tracer of the SDK. */
  public Tracer getTracer(String instrumentationScopeName) {
    return sdk.getTracer(instrumentationScopeName);
  }

  /**
   * Returns the clock.
   *
   * @throws IllegalStateException if this is not {@link Builder#deterministic}
   */
  public TestClock getClock() {
    if (clock == null) {
      throw new IllegalStateException("there is no clock to set without deterministic()");
    }
    return clock;
  }

  /** Forgets what has come in; ids that count begin at one again, and the clock goes on. */
  @Override
  public void clear() {
    super.clear();
    ids.reset();
  }

  @Override
  void flush() {
    if (!sdk.flush(FLUSH_LIMIT)) {
      throw new AssertionError("not everything arrived: " + sdk.health());
    }
    reader.collect().forEach(request -> accept(Signal.METRICS, request));
  }

  @Override
  public void close() {
    sdk.close();
  }

  /** Builds an SDK for a test. Not thread-safe. */
  public static final class Builder {
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final List<Consumer<RingletSdk.Builder>> settings = new ArrayList<>();
    private final TelemetryValidator.Builder validator = TelemetryValidator.builder();
    private boolean deterministic;

    Builder() {}

    /** Sets a property of the SDK, as {@link RingletSdk.Builder#property}. */
    public Builder property(String key, String value) {
      properties.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
      return this;
    }

    /** Sets what else there is: processors, a sampler, views. */
    public Builder configure(Consumer<RingletSdk.Builder> setting) {
      settings.add(Objects.requireNonNull(setting, "setting"));
      return this;
    }

    /** Takes a clock that the test moves, and ids that count from one. */
    public Builder deterministic() {
      deterministic = true;
      return this;
    }

    /** Leaves rules of the validator out. */
    public Builder ignore(Rule... rules) {
      validator.ignore(rules);
      return this;
    }

    /** Creates it. */
    public TestTelemetry build() {
      return new TestTelemetry(this);
    }
  }
}
