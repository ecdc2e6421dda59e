// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.clients;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.log4j.appender.v2_17.OpenTelemetryAppender;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;
import org.apache.logging.log4j.message.StringMapMessage;
import org.apache.logging.log4j.message.StructuredDataMessage;

/** Records with maps, structured data, context data, markers and exceptions. */
@SuppressWarnings("try") // scopes are only to be closed
final class Log4jClient implements Client {
  @Override
  public void run(OpenTelemetry openTelemetry) {
    ConfigurationBuilder<BuiltConfiguration> builder =
        ConfigurationBuilderFactory.newConfigurationBuilder();
    builder.setPackages("io.opentelemetry.instrumentation.log4j.appender.v2_17");
    builder.add(
        builder
            .newAppender("otel", "OpenTelemetry")
            .addAttribute("captureExperimentalAttributes", true)
            .addAttribute("captureMapMessageAttributes", true)
            .addAttribute("captureMarkerAttribute", true)
            .addAttribute("captureContextDataAttributes", "*"));
    builder.add(builder.newRootLogger(Level.TRACE).add(builder.newAppenderRef("otel")));
    Configurator.initialize(builder.build(false));
    Logger logger = LogManager.getLogger("shop.orders");

    logger.info("before the installation");
    OpenTelemetryAppender.install(openTelemetry);
    logger.trace("trace");
    logger.debug("debug {}", 1);
    logger.warn(MarkerManager.getMarker("AUDIT"), "with a marker");
    logger.info(new StringMapMessage(Map.of("items", "3", "message", "a map")));
    StructuredDataMessage data = new StructuredDataMessage("order", "structured", "audit");
    data.put("amount", "9");
    logger.info(data);
    logger.fatal("broken", new IllegalStateException("broken"));
    ThreadContext.put("user", "anna");
    Span span = openTelemetry.getTracer("client").spanBuilder("order").startSpan();
    try (Scope scope = span.makeCurrent()) {
      logger.info("inside");
    } finally {
      span.end();
      ThreadContext.clearAll();
    }
  }
}
