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
 * Provides loggers. Follows the OpenTelemetry specification, "Logs SDK", section "LoggerProvider".
 *
 * <pre>
 *   RingletLoggerProvider provider =
 *       RingletLoggerProvider.builder().addExporter(exporter).build();
 * </pre>
 *
 * <p>Without an exporter and without a processor nothing is recorded.
 *
 * <p>Any thread may call any method at any time. After {@link #close} nothing is recorded.
 *
 * <p>Loggers named {@code dev.ringlet} and below are always disabled: they have the SDK's own
 * messages, and the report of a failed export must not be exported. For the same reason log records
 * are dropped on the SDK's own threads, inside of exporters, and in a processor that processes a
 * record of its own.
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
   * Sets the configurator of existing and future loggers. Follows the specification,
   * "LoggerConfigurator".
   *
   * @param configurator called once for each logger, or twice if two threads get it first; null and
   *     an exception mean all records
   */
  public void setLoggerConfigurator(
      Function<InstrumentationScope, @Nullable LoggerConfig> configurator) {
    loggers.setConfigurator(Objects.requireNonNull(configurator, "configurator"));
  }

  /**
   * Flushes the processors, then exports all emitted log records.
   *
   * @return whether everything completed before the timeout
   */
  public boolean flush(Duration timeout) {
    return engine.flush(timeout);
  }

  /** Closes with a limit of ten seconds. */
  @Override
  public void close() {
    close(Duration.ofSeconds(10));
  }

  /**
   * Closes the processors, exports the remaining records and stops; records that could not be sent
   * by the timeout are counted as lost. Processors have a thread of their own, so that one that
   * hangs neither delays this method beyond the timeout nor takes the exporters' half of it.
   */
  public void close(Duration timeout) {
    if (closing.compareAndSet(false, true)) {
      engine.close(timeout);
    } else {
      logger.log(Level.FINE, "close", () -> "close() was called more than once");
      engine.closeSink(timeout);
    }
  }

  /** Returns the number of caught exceptions of processors and other application code. */
  public long caughtErrors() {
    return engine.userErrors() + engine.pool.userErrors();
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
     * worker of its own, so a slow or dead one delays no other. Batches have the defaults of the
     * specification; {@code RingletSdk} has all settings.
     */
    public Builder addExporter(Exporter exporter) {
      exporters.add(Objects.requireNonNull(exporter, "exporter"));
      return this;
    }

    /** Sets the clock; the system clock by default. */
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

    /** Adds a processor after the existing ones. */
    public Builder addLogRecordProcessor(LogRecordProcessor processor) {
      processors.add(Objects.requireNonNull(processor, "processor"));
      return this;
    }

    /** Adds a processor before the existing ones. */
    public Builder addLogRecordProcessorFirst(LogRecordProcessor processor) {
      processors.add(0, Objects.requireNonNull(processor, "processor"));
      return this;
    }

    /**
     * Sets the configurator of loggers; by default all records are taken.
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
