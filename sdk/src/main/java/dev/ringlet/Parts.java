// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.export.Signal;
import dev.ringlet.internal.delivery.Delivery;
import dev.ringlet.internal.threads.Together;
import dev.ringlet.internal.threads.Workers;
import dev.ringlet.logs.RingletLoggerProvider;
import dev.ringlet.metrics.RingletMeterProvider;
import dev.ringlet.trace.RingletTracerProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The providers of an SDK, one per signal. They are flushed and closed at the same time, so that a
 * dead receiver of one signal does not use up the time of the others.
 */
final class Parts {
  /** One provider. */
  record Part(
      String name,
      Predicate<Duration> flush,
      Consumer<Duration> close,
      LongSupplier caughtErrors) {}

  private final List<Part> parts = new ArrayList<>();

  static Parts of(
      @Nullable RingletTracerProvider tracerProvider,
      @Nullable RingletMeterProvider meterProvider,
      @Nullable RingletLoggerProvider loggerProvider,
      ExportPipelines pipelines) {
    Parts parts = new Parts();
    parts.addTracerProvider(tracerProvider);
    parts.addMeterProvider(meterProvider);
    parts.addLoggerProvider(loggerProvider);
    parts.addProfiles(pipelines.deliveryOf(Signal.PROFILES));
    return parts;
  }

  void add(Part part) {
    parts.add(part);
  }

  void addTracerProvider(@Nullable RingletTracerProvider provider) {
    if (provider != null) {
      add(new Part("traces", provider::flush, provider::close, provider::caughtErrors));
    }
  }

  void addMeterProvider(@Nullable RingletMeterProvider provider) {
    if (provider != null) {
      add(new Part("metrics", provider::flush, provider::close, provider::caughtErrors));
    }
  }

  void addLoggerProvider(@Nullable RingletLoggerProvider provider) {
    if (provider != null) {
      add(new Part("logs", provider::flush, provider::close, provider::caughtErrors));
    }
  }

  void addProfiles(@Nullable Delivery profiles) {
    if (profiles != null) {
      add(
          new Part(
              "profiles",
              timeout -> profiles.flush(Workers.nanos(timeout)),
              timeout -> profiles.close(Workers.nanos(timeout)),
              () -> 0));
    }
  }

  boolean flush(Duration timeout) {
    return Together.all("ringlet-flush", parts, part -> part.flush().test(timeout));
  }

  void close(Duration timeout) {
    Together.all(
        "ringlet-close",
        parts,
        part -> {
          part.close().accept(timeout);
          return true;
        });
  }

  long caughtErrors() {
    return parts.stream().mapToLong(part -> part.caughtErrors().getAsLong()).sum();
  }
}
