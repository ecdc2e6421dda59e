// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples.recipes;

import dev.ringlet.RingletSdk;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.log4j.appender.v2_17.OpenTelemetryAppender;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.message.StringMapMessage;

/**
 * Log lines of Log4j as log records with their span; {@code log4j2.xml} names the appender. Lines
 * from before {@code install} wait in the appender and are exported, too.
 */
public final class Log4jService {
  private static final Logger LOGGER = LogManager.getLogger("recipes.orders");

  private Log4jService() {}

  public static void main(String[] arguments) {
    try (RingletSdk ringlet = RingletSdk.install()) {
      run(ringlet);
    }
  }

  @SuppressWarnings("try") // the scope is only to be closed
  static void run(OpenTelemetry openTelemetry) {
    LOGGER.info("starting");
    OpenTelemetryAppender.install(openTelemetry);
    Span span = openTelemetry.getTracer("recipes.orders").spanBuilder("order").startSpan();
    try (Scope scope = span.makeCurrent()) {
      LOGGER.warn("only {} left", 2);
      LOGGER.info(new StringMapMessage().with("message", "order accepted").with("shop.items", 3));
    } finally {
      span.end();
    }
  }
}
