// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.logs.RingletLoggerProvider;
import dev.ringlet.metrics.RingletMeterProvider;
import dev.ringlet.trace.RingletTracerProvider;
import dev.ringlet.trace.Sampler;
import dev.ringlet.trace.Samplers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What customizers or a configuration file have added to the providers of one SDK, apart from
 * exporters. If no SDK uses it, it is closed here; what the application has added stays open.
 */
final class AddedParts {
  private final List<Consumer<RingletTracerProvider.Builder>> tracerSettings = new ArrayList<>();
  private final List<Consumer<RingletMeterProvider.Builder>> meterSettings = new ArrayList<>();
  private final List<Consumer<RingletLoggerProvider.Builder>> loggerSettings = new ArrayList<>();

  /** Adds what {@code to} has in addition to {@code from}, of which it is a copy. */
  void add(RingletSdk.Builder from, RingletSdk.Builder to) {
    addEnd(tracerSettings, from.tracerSettings, to.tracerSettings);
    addEnd(meterSettings, from.meterSettings, to.meterSettings);
    addEnd(loggerSettings, from.loggerSettings, to.loggerSettings);
  }

  private static <T> void addEnd(List<T> added, List<T> from, List<T> to) {
    added.addAll(to.subList(from.size(), to.size()));
  }

  /** The sampler that was added last, or null; the caller closes it. */
  @Nullable Sampler sampler() {
    return SamplerSetting.last(tracerSettings);
  }

  boolean hasMeterSettings() {
    return !meterSettings.isEmpty();
  }

  /** Adds the readers to a provider that closes them. */
  void addReaders(RingletMeterProvider.Builder owner) {
    meterSettings.forEach(setting -> setting.accept(owner));
  }

  /** Closes the processors, by providers that have nothing else. */
  void closeProcessors(Closer closer) {
    if (!tracerSettings.isEmpty()) {
      closer.close(
          () -> {
            RingletTracerProvider.Builder owner = RingletTracerProvider.builder();
            tracerSettings.forEach(setting -> setting.accept(owner));
            owner.setSampler(Samplers.alwaysOn()).build().close();
          });
    }
    if (!loggerSettings.isEmpty()) {
      closer.close(
          () -> {
            RingletLoggerProvider.Builder owner = RingletLoggerProvider.builder();
            loggerSettings.forEach(setting -> setting.accept(owner));
            owner.build().close();
          });
    }
  }
}
