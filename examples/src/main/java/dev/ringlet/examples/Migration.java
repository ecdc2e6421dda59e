// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import dev.ringlet.RingletSdk;
import dev.ringlet.common.Resource;
import dev.ringlet.metrics.Aggregation;
import dev.ringlet.metrics.InstrumentSelector;
import dev.ringlet.metrics.View;
import dev.ringlet.trace.Samplers;
import dev.ringlet.trace.SpanLimits;

/** The samples of sdk/MIGRATION.md, which a test compares with this file. */
final class Migration {
  private Migration() {}

  /** An SDK from system properties and environment variables. */
  static RingletSdk installed() {
    RingletSdk sdk = RingletSdk.install(); // registers it with GlobalOpenTelemetry
    return sdk;
  }

  /** An SDK that is set up in code. */
  static RingletSdk built() {
    RingletSdk sdk =
        RingletSdk.builder()
            .property("otel.exporter.otlp.endpoint", "http://collector:4318")
            .setResource(Resource.builder().put("service.name", "checkout").build())
            .setSampler(Samplers.parentBased(Samplers.traceIdRatio(0.1)))
            .setSpanLimits(SpanLimits.builder().setMaxNumberOfEvents(32).build())
            .addView(
                InstrumentSelector.builder().setName("http.server.*").build(),
                View.builder()
                    .setAggregation(Aggregation.base2ExponentialBucketHistogram())
                    .build())
            .buildAndRegisterGlobal();
    return sdk;
  }
}
