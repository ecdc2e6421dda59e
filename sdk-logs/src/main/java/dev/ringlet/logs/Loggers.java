// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import dev.ringlet.common.InstrumentationScope;
import io.opentelemetry.context.Scope;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The loggers of a provider, one per scope. Any thread may call any method at any time. */
final class Loggers {
  /** Upper bound on cached loggers; beyond it each call creates an uncached one. */
  private static final int MAX_LOGGERS = 10_000;

  private static final String OWN_NAME = "dev.ringlet";

  final LogEngine engine;
  private final ConcurrentHashMap<InstrumentationScope, RingletLogger> known =
      new ConcurrentHashMap<>();
  private volatile Function<InstrumentationScope, @Nullable LoggerConfig> configurator;
  private volatile boolean warm;

  Loggers(LogEngine engine, Function<InstrumentationScope, @Nullable LoggerConfig> configurator) {
    this.engine = engine;
    this.configurator = configurator;
  }

  /**
   * Returns the logger of a scope. The configurator is called without a lock, because it may log.
   */
  RingletLogger get(InstrumentationScope scope) {
    RingletLogger logger = known.get(scope);
    if (logger != null) {
      return logger;
    }
    warmUp();
    Function<InstrumentationScope, @Nullable LoggerConfig> asked = configurator;
    RingletLogger made = RingletLogger.create(engine, scope, config(asked, scope));
    if (known.size() >= MAX_LOGGERS || CallbackScope.isExhausted()) {
      return made;
    }
    RingletLogger earlier = known.putIfAbsent(scope, made);
    if (earlier != null) {
      return earlier;
    }
    while (asked != configurator) { // another thread set it meanwhile, for the loggers known then
      asked = configurator;
      made.setConfig(config(asked, scope));
    }
    return made;
  }

  /** With the first logger, so that a start without logs loads none of their classes. */
  private void warmUp() {
    if (!warm && engine.records()) {
      warm = true; // two threads may do it at the same time, to no harm
      WarmUp.run(engine);
    }
  }

  /** Sets the configurator of existing and future loggers. */
  void setConfigurator(Function<InstrumentationScope, @Nullable LoggerConfig> configurator) {
    this.configurator = configurator;
    known.forEach((scope, logger) -> logger.setConfig(config(configurator, scope)));
  }

  @SuppressWarnings("try") // the scope is only to be closed
  private LoggerConfig config(
      Function<InstrumentationScope, @Nullable LoggerConfig> rule, InstrumentationScope scope) {
    if (isOwn(scope.getName())) {
      return LoggerConfig.disabled();
    }
    if (CallbackScope.isExhausted()) {
      return LoggerConfig.enabled();
    }
    try (Scope inside = CallbackScope.open()) {
      LoggerConfig config = engine.ask("logger configurator", rule, scope);
      return config == null ? LoggerConfig.enabled() : config;
    }
  }

  private static boolean isOwn(String name) {
    return name.startsWith(OWN_NAME)
        && (name.length() == OWN_NAME.length() || name.charAt(OWN_NAME.length()) == '.');
  }
}
