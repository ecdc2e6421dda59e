// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.common.InstrumentationScope;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The tracers of a provider, one per scope. Any thread may call any method at any time. */
final class Tracers {
  /** Upper bound on cached tracers; beyond it each call creates an uncached one. */
  private static final int MAX_TRACERS = 10_000;

  final SpanEngine engine;
  private final ConcurrentHashMap<InstrumentationScope, RingletTracer> known =
      new ConcurrentHashMap<>();
  private volatile Function<InstrumentationScope, @Nullable TracerConfig> configurator;

  Tracers(SpanEngine engine, Function<InstrumentationScope, @Nullable TracerConfig> configurator) {
    this.engine = engine;
    this.configurator = configurator;
  }

  /**
   * Returns the tracer of a scope. It is enabled until the configurator has been called. That
   * happens without a lock and after the tracer is registered, because the configurator may request
   * it, too.
   */
  RingletTracer get(InstrumentationScope scope) {
    RingletTracer tracer = known.get(scope);
    if (tracer != null) {
      return tracer;
    }
    RingletTracer made = RingletTracer.create(new SpanOrigin(engine, scope));
    RingletTracer earlier = known.size() < MAX_TRACERS ? known.putIfAbsent(scope, made) : null;
    if (earlier != null) {
      return earlier;
    }
    Function<InstrumentationScope, @Nullable TracerConfig> asked;
    do {
      asked = configurator;
      made.setEnabled(isEnabled(asked, scope));
    } while (asked != configurator); // set meanwhile, for those known then
    return made;
  }

  /** Sets the configurator of existing and future tracers. */
  void setConfigurator(Function<InstrumentationScope, @Nullable TracerConfig> configurator) {
    this.configurator = configurator;
    known.forEach((scope, tracer) -> tracer.setEnabled(isEnabled(configurator, scope)));
  }

  private boolean isEnabled(
      Function<InstrumentationScope, @Nullable TracerConfig> rule, InstrumentationScope scope) {
    TracerConfig config = engine.ask("tracer configurator", rule, scope);
    return config == null || config.isEnabled();
  }
}
