// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.common.Resource;
import dev.ringlet.internal.batch.RecordSink;
import dev.ringlet.internal.log.ThrottledLogger;
import dev.ringlet.internal.record.RecordPool;
import dev.ringlet.internal.time.AnchoredClock;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.LoggerProvider;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.logging.Level;

/**
 * Makes loggers. Follows the OpenTelemetry specification, "Logs SDK", section "LoggerProvider".
 *
 * <p>Any thread may call any method at any time. After {@link #close} records go nowhere.
 *
 * <p>Loggers named {@code dev.ringlet} and below are always off: they carry what the SDK itself has
 * to say, and a report on a failed export must not become something to export. For the same reason
 * nothing is taken that is logged on the SDK's own threads and inside of exporters, and what a
 * processor logs while it is called for what it logged.
 */
public final class RingletLoggerProvider implements LoggerProvider, AutoCloseable {
  /** Loggers beyond so many are made anew at each request; nobody sane comes near. */
  private static final int MAX_LOGGERS = 10_000;

  private static final String OWN_NAME = "dev.ringlet";

  private final LogEngine engine;
  private final ConcurrentHashMap<InstrumentationScope, RingletLogger> loggers =
      new ConcurrentHashMap<>();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final ThrottledLogger logger = new ThrottledLogger(RingletLoggerProvider.class);
  private volatile Function<InstrumentationScope, LoggerConfig> configurator;

  private RingletLoggerProvider(Builder builder) {
    configurator = builder.configurator;
    engine = new LogEngine(builder, builder.processors.toArray(new LogRecordProcessor[0]));
  }

  /** Starts a provider. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Logger get(String instrumentationScopeName) {
    return loggerBuilder(instrumentationScopeName).build();
  }

  @Override
  public RingletLoggerBuilder loggerBuilder(String instrumentationScopeName) {
    return new RingletLoggerBuilder(this, instrumentationScopeName);
  }

  boolean records() {
    return engine.records();
  }

  RingletLogger logger(InstrumentationScope scope) {
    RingletLogger known = loggers.get(scope);
    if (known != null) {
      return known;
    }
    RingletLogger made = newLogger(scope);
    if (loggers.size() >= MAX_LOGGERS || CallbackScope.isExhausted()) {
      return made;
    }
    RingletLogger earlier = loggers.putIfAbsent(scope, made);
    return earlier == null ? made : earlier;
  }

  private RingletLogger newLogger(InstrumentationScope scope) {
    return new RingletLogger(engine, scope, config(configurator, scope));
  }

  /** What a logger is to take; the rule is asked without a lock, for it may want a logger too. */
  @SuppressWarnings("try") // the scope is only to be closed
  private LoggerConfig config(
      Function<InstrumentationScope, LoggerConfig> rule, InstrumentationScope scope) {
    String name = scope.getName();
    if (name.startsWith(OWN_NAME)
        && (name.length() == OWN_NAME.length() || name.charAt(OWN_NAME.length()) == '.')) {
      return LoggerConfig.disabled();
    }
    if (CallbackScope.isExhausted()) {
      return LoggerConfig.enabled();
    }
    try (Scope inside = CallbackScope.open()) {
      LoggerConfig config = rule.apply(scope);
      return config == null ? LoggerConfig.enabled() : config;
    } catch (Throwable t) {
      engine.onUserError("logger configurator", t);
      return LoggerConfig.enabled();
    }
  }

  /**
   * Sets which records are wanted of which logger, for those that exist and those that come.
   * Follows the specification's "LoggerConfigurator".
   *
   * @param configurator asked once for each logger; null from it means all records
   */
  public void setLoggerConfigurator(Function<InstrumentationScope, LoggerConfig> configurator) {
    Objects.requireNonNull(configurator, "configurator");
    this.configurator = configurator;
    loggers.forEach((scope, one) -> one.setConfig(config(configurator, scope)));
  }

  /**
   * Lets processors finish and sends all records that were emitted.
   *
   * @return whether everything is where it should be, before the timeout
   */
  public boolean flush(Duration timeout) {
    return engine.flush(timeout);
  }

  /** Closes with a limit of ten seconds. */
  @Override
  public void close() {
    close(Duration.ofSeconds(10));
  }

  /** Sends what is left and stops; what could not be sent by the timeout is counted as lost. */
  public void close(Duration timeout) {
    if (closing.compareAndSet(false, true)) {
      engine.closeProcessors();
    } else {
      logger.log(Level.FINE, "close", () -> "Closed more than once");
    }
    engine.closeSink(timeout);
  }

  /** Exceptions of processors and other code of the application that were caught. */
  public long caughtErrors() {
    return engine.userErrors();
  }

  /** Collects what a provider is made of. Not thread-safe. */
  public static final class Builder {
    private final List<LogRecordProcessor> processors = new ArrayList<>();
    private AnchoredClock clock;
    private Function<InstrumentationScope, LoggerConfig> configurator =
        scope -> LoggerConfig.enabled();
    LogLimits limits = LogLimits.getDefault();
    Resource resource = Resource.getDefault();
    RecordPool pool;
    RecordSink sink;

    private Builder() {}

    AnchoredClock anchoredClock() {
      return clock;
    }

    /** Sets where encoded records go and what they are made with; for the wiring of our own SDK. */
    @SuppressWarnings("exports") // its callers are modules that see these types
    public Builder setPipeline(AnchoredClock clock, RecordPool pool, RecordSink sink) {
      this.clock = Objects.requireNonNull(clock, "clock");
      this.pool = Objects.requireNonNull(pool, "pool");
      this.sink = sink;
      return this;
    }

    /** Sets the limits of log records. */
    public Builder setLogLimits(LogLimits limits) {
      this.limits = Objects.requireNonNull(limits, "limits");
      return this;
    }

    /** Sets what log records belong to. */
    public Builder setResource(Resource resource) {
      this.resource = Objects.requireNonNull(resource, "resource");
      return this;
    }

    /** Adds a processor behind those added before. */
    public Builder addLogRecordProcessor(LogRecordProcessor processor) {
      processors.add(Objects.requireNonNull(processor, "processor"));
      return this;
    }

    /** Sets which records are wanted of which logger; all by default. */
    public Builder setLoggerConfigurator(
        Function<InstrumentationScope, LoggerConfig> configurator) {
      this.configurator = Objects.requireNonNull(configurator, "configurator");
      return this;
    }

    /** Makes the provider. */
    public RingletLoggerProvider build() {
      Objects.requireNonNull(pool, "pool");
      return new RingletLoggerProvider(this);
    }
  }
}
