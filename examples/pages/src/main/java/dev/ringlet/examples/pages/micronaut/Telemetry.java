// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples.pages.micronaut;

import dev.ringlet.RingletSdk;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.env.Environment;
import io.opentelemetry.api.OpenTelemetry;
import jakarta.inject.Singleton;

@Factory
class Telemetry {
  @Singleton
  @Bean(preDestroy = "close")
  @Replaces(OpenTelemetry.class)
  RingletSdk openTelemetry(Environment environment) {
    RingletSdk.Builder builder = RingletSdk.builder();
    environment
        .getProperty("micronaut.application.name", String.class)
        .ifPresent(name -> builder.property("otel.service.name", name));
    environment
        .getProperties("otel")
        .forEach((key, value) -> builder.property("otel." + key, value.toString()));
    return builder.build();
  }
}
