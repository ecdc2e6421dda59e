// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples.pages.quarkus;

import dev.ringlet.RingletSdk;
import io.opentelemetry.api.OpenTelemetry;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

@Singleton
class Telemetry {
  @Produces
  @Singleton
  OpenTelemetry openTelemetry() {
    return RingletSdk.builder().property("otel.service.name", "hello").build();
  }

  void close(@Disposes OpenTelemetry openTelemetry) {
    ((RingletSdk) openTelemetry).close();
  }
}
