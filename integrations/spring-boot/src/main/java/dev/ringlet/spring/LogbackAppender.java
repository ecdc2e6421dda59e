// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.spring;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender;
import java.util.Iterator;
import org.slf4j.LoggerFactory;

/** Touches the classes of Logback and of its appender. */
final class LogbackAppender {
  private LogbackAppender() {}

  static void add() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context && !hasOne(context)) {
      Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
      rehearse(root);
      root.addAppender(started(context));
    }
  }

  /** An appender that does not fit the API throws here, and not where the application logs. */
  private static void rehearse(Logger root) {
    OpenTelemetryAppender appender = started(root.getLoggerContext());
    appender.setOpenTelemetry(OpenTelemetry.noop());
    appender.doAppend(
        new LoggingEvent(
            LogbackAppender.class.getName(), root, Level.INFO, "rehearsal", null, new Object[0]));
    appender.stop();
  }

  private static OpenTelemetryAppender started(LoggerContext context) {
    OpenTelemetryAppender appender = new OpenTelemetryAppender();
    appender.setName("OpenTelemetry");
    appender.setContext(context);
    appender.start();
    return appender;
  }

  private static boolean hasOne(LoggerContext context) {
    for (Logger logger : context.getLoggerList()) {
      Iterator<Appender<ILoggingEvent>> appenders = logger.iteratorForAppenders();
      while (appenders.hasNext()) {
        if (appenders.next() instanceof OpenTelemetryAppender) {
          return true;
        }
      }
    }
    return false;
  }

  static void install(OpenTelemetry openTelemetry) {
    OpenTelemetryAppender.install(openTelemetry);
  }
}
