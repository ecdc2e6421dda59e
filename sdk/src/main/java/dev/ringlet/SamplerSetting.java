// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.trace.RingletTracerProvider;
import dev.ringlet.trace.Sampler;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sets the sampler of a provider. */
record SamplerSetting(Sampler sampler) implements Consumer<RingletTracerProvider.Builder> {
  @Override
  public void accept(RingletTracerProvider.Builder traces) {
    traces.setSampler(sampler);
  }

  /** The sampler that a provider with these settings has, or null if they set none. */
  static @Nullable Sampler last(List<Consumer<RingletTracerProvider.Builder>> settings) {
    Sampler last = null;
    for (Consumer<RingletTracerProvider.Builder> setting : settings) {
      last = setting instanceof SamplerSetting one ? one.sampler : last;
    }
    return last;
  }

  /** Closes a sampler that no provider has. */
  static void close(Sampler unused) {
    try {
      unused.close();
    } catch (RuntimeException e) {
      // A provider ignores it, too.
    }
  }
}
