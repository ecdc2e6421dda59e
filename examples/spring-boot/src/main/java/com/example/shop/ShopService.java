// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package com.example.shop;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.server.observation.OpenTelemetryServerRequestObservationConvention;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * A web service on Spring Boot. Nothing but the POM names Ringlet: spans of requests come from
 * Micrometer's observations, meters from its registry, lines from Logback; what the business wants
 * to know is recorded through the API.
 */
@SpringBootApplication
@RestController
public class ShopService {
  private static final Logger LOGGER = LoggerFactory.getLogger(ShopService.class);

  private final Tracer tracer;
  private final Counter orders;

  /** Takes what the starter and Micrometer offer. */
  public ShopService(OpenTelemetry openTelemetry, MeterRegistry meters) {
    tracer = openTelemetry.getTracer("com.example.shop");
    orders = Counter.builder("shop.orders").baseUnit("{order}").register(meters);
  }

  /** Starts the service. */
  public static void main(String[] arguments) {
    SpringApplication.run(ShopService.class, arguments);
  }

  /** Names of OpenTelemetry for the spans of requests, in place of Micrometer's own. */
  @Bean
  OpenTelemetryServerRequestObservationConvention requestConvention() {
    return new OpenTelemetryServerRequestObservationConvention();
  }

  @GetMapping("/order/{item}")
  String order(@PathVariable String item) {
    LOGGER.info("order of {}", item);
    orders.increment();
    return item + ": " + price(item);
  }

  @SuppressWarnings("try") // the scope is only to be closed
  private int price(String item) {
    Span span = tracer.spanBuilder("price").setAttribute("shop.item", item).startSpan();
    try (Scope scope = span.makeCurrent()) {
      return item.length();
    } finally {
      span.end();
    }
  }
}
