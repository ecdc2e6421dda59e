// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples.pages;

import dev.ringlet.RingletSdk;
import dev.ringlet.samplers.ComposableSampler;
import dev.ringlet.samplers.CompositeSampler;
import dev.ringlet.samplers.SamplingPredicates;
import java.util.List;

/** The sample of integrations/samplers/README.md. */
final class SamplersPage {
  private SamplersPage() {}

  static RingletSdk ruled() {
    ComposableSampler rules =
        ComposableSampler.ruleBasedBuilder()
            .add(
                SamplingPredicates.attributePatterns("url.path", List.of("/health*"), List.of()),
                ComposableSampler.alwaysOff())
            .add(SamplingPredicates.any(), ComposableSampler.probability(0.1))
            .build();
    RingletSdk sdk =
        RingletSdk.builder()
            .setSampler(CompositeSampler.of(ComposableSampler.parentThreshold(rules)))
            .build();
    return sdk;
  }
}
