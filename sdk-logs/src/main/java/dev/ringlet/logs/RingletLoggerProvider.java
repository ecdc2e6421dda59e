// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import dev.ringlet.common.Clock;
import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.common.Resource;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.engine.Pipeline;
import dev.ringlet.internal.log.ThrottledLogger;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.LoggerProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/**
 * Makes loggers. Follows the OpenTelemetry specification, "Logs SDK", section "LoggerProvider".
 *
 * <pre>
 *   RingletLoggerProvider provider =
 *       RingletLoggerProvider.builder().addExporter(exporter).build();
 * </pre>
 *
 * <p>Without an exporter and without a processor log records are recorded nowhere.
 *
 * <p>Any thread may call any method at any time. After {@link #close} log records go nowhere.
 *
 * <p>Loggers named {@code dev.ringlet} and below are always off: they carry the SDK's own messages,
 * and a report on a failed export must not become something to export. For the same reason log
 * records are not taken on the SDK's own threads and inside of exporters, nor from a processor that
 * is called for a record of its own.
 */
public final class RingletLoggerProvider implements LoggerProvider, AutoCloseable {
  private final LogEngine engine;
  private final Loggers loggers;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final ThrottledLogger logger = new ThrottledLogger(RingletLoggerProvider.class);

  private RingletLoggerProvider(Builder builder) {
    engine =
        new LogEngine(builder.pipeline(), builder.resource, builder.limits, builder.processors);
    loggers = new Loggers(engine, builder.configurator);
    if (engine.records()) {
      WarmUp.run(engine);
    }
  }

  /** Returns a new builder. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Logger get(@Nullable String instrumentationScopeName) {
    return loggerBuilder(instrumentationScopeName).build();
  }

  @Override
  public RingletLoggerBuilder loggerBuilder(@Nullable String instrumentationScopeName) {
    return new RingletLoggerBuilder(loggers, instrumentationScopeName);
  }

  /**
   * Sets which records are wanted of which logger, for those that exist and those that come.
   * Follows the specification's "LoggerConfigurator".
   *
   * @param configurator asked once for each logger, or twice where two threads get it first; null
   *     from it means all records, as does an exception
   */
  public void setLoggerConfigurator(
      Function<InstrumentationScope, @Nullable LoggerConfig> configurator) {
    loggers.setConfigurator(Objects.requireNonNull(configurator, "configurator"));
  }

  /**
   * Flushes the processors, then exports all log records that were emitted.
   *
   * @return whether all of it was done before the timeout
   */
  public boolean flush(Duration timeout) {
    return engine.flush(timeout);
  }

  /** Closes with a limit of ten seconds. */
  @Override
  public void close() {
    close(Duration.ofSeconds(10));
  }

  /** Exports what is left and stops; what could not be sent by the timeout is counted as lost. */
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

  /** Configures a provider. Not thread-safe. No argument may be null. */
  public static final class Builder {
    private static final long DELAY_NANOS = 1_000_000_000L;

    private final List<LogRecordProcessor> processors = new ArrayList<>();
    private final List<Exporter> exporters = new ArrayList<>();
    private Function<InstrumentationScope, @Nullable LoggerConfig> configurator =
        scope -> LoggerConfig.enabled();
    private Clock clock = Clock.system();
    private LogLimits limits = LogLimits.getDefault();
    private Resource resource = Resource.getDefault();

    private Builder() {}

    /**
     * Adds an exporter of log records, which the provider closes. Each exporter has a queue and a
     * worker of its own, so that one that is slow or dead delays no other. Batches have the
     * defaults of the specification; {@code RingletSdk} has all settings.
     */
    public Builder addExporter(Exporter exporter) {
      exporters.add(Objects.requireNonNull(exporter, "exporter"));
      return this;
    }

    /** Sets the clock; that of the system by default. */
    public Builder setClock(Clock clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /** Sets the limits of log records. */
    public Builder setLogLimits(LogLimits limits) {
      this.limits = Objects.requireNonNull(limits, "limits");
      return this;
    }

    /** Sets the resource. */
    public Builder setResource(Resource resource) {
      this.resource = Objects.requireNonNull(resource, "resource");
      return this;
    }

    /** Adds a processor behind those added before. */
    public Builder addLogRecordProcessor(LogRecordProcessor processor) {
      processors.add(Objects.requireNonNull(processor, "processor"));
      return this;
    }

    /** Adds a processor in front of those added before. */
    public Builder addLogRecordProcessorFirst(LogRecordProcessor processor) {
      processors.add(0, Objects.requireNonNull(processor, "processor"));
      return this;
    }

    /**
     * Sets which records are wanted of which logger; all by default.
     *
     * @see RingletLoggerProvider#setLoggerConfigurator
     */
    public Builder setLoggerConfigurator(
        Function<InstrumentationScope, @Nullable LoggerConfig> configurator) {
      this.configurator = Objects.requireNonNull(configurator, "configurator");
      return this;
    }

    /** Creates the provider and starts its worker. */
    public RingletLoggerProvider build() {
      return new RingletLoggerProvider(this);
    }

    private Pipeline pipeline() {
      return Pipeline.to(exporters, clock, resource, Signal.LOGS, "blrp", DELAY_NANOS);
    }
  }
}
