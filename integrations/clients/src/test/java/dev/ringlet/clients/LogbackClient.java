// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.clients;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.api.config.IncludeExclude;
import io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.MarkerFactory;

/** Both appenders: records with markers, pairs, MDC and exceptions, one before the installation. */
@SuppressWarnings("try") // scopes are only to be closed
final class LogbackClient implements Client {
  @Override
  public void run(OpenTelemetry openTelemetry) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    OpenTelemetryAppender appender = new OpenTelemetryAppender();
    appender.setContext(context);
    appender.setCaptureExperimentalAttributes(true);
    appender.setCaptureCodeAttributes(true);
    appender.setCaptureMarkerAttribute(true);
    appender.setKeyValuePairAttributesIncluded("*");
    appender.setLoggerContextAttributesIncluded("*");
    appender.setMdcAttributes(IncludeExclude.builder().setIncluded(List.of("*")).build());
    appender.start();
    ListAppender<ILoggingEvent> seen = new ListAppender<>();
    seen.start();
    var mdc = new io.opentelemetry.instrumentation.logback.mdc.v1_0.OpenTelemetryAppender();
    mdc.setContext(context);
    mdc.addAppender(seen);
    mdc.start();
    Logger logger = context.getLogger("shop.orders");
    logger.setLevel(Level.TRACE);
    logger.addAppender(appender);
    logger.addAppender(mdc);

    logger.info("before the installation");
    OpenTelemetryAppender.install(openTelemetry);
    logger.trace("trace");
    logger.debug("debug {}", 1);
    logger.warn(MarkerFactory.getMarker("AUDIT"), "with a marker");
    logger.atError().addKeyValue("items", 3).addKeyValue("paid", true).log("with pairs");
    logger.error("lone surrogate \ud800", new IllegalStateException("broken"));
    MDC.put("user", "anna");
    Span span = openTelemetry.getTracer("client").spanBuilder("order").startSpan();
    try (Scope scope = span.makeCurrent()) {
      logger.info("inside");
      String id = seen.list.get(seen.list.size() - 1).getMDCPropertyMap().get("span_id");
      span.setAttribute("id.is.in.mdc", span.getSpanContext().getSpanId().equals(id));
    } finally {
      span.end();
      MDC.clear();
    }
  }
}
