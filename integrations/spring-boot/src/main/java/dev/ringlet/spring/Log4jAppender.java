// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.spring;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.log4j.appender.v2_17.OpenTelemetryAppender;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;

/** Touches the classes of Log4j 2 and of its appender. */
final class Log4jAppender {
  private Log4jAppender() {}

  static void add() {
    if (LogManager.getContext(false) instanceof LoggerContext context && !hasOne(context)) {
      rehearse();
      OpenTelemetryAppender appender = started();
      context.getConfiguration().addAppender(appender);
      context.getConfiguration().getRootLogger().addAppender(appender, null, null);
      context.updateLoggers();
    }
  }

  /** An appender that does not fit the API throws here, and not where the application logs. */
  private static void rehearse() {
    OpenTelemetryAppender appender = started();
    appender.setOpenTelemetry(OpenTelemetry.noop());
    appender.append(
        Log4jLogEvent.newBuilder()
            .setLoggerName(Log4jAppender.class.getName())
            .setLevel(Level.INFO)
            .setMessage(new SimpleMessage("rehearsal"))
            .build());
    appender.stop();
  }

  private static OpenTelemetryAppender started() {
    OpenTelemetryAppender appender =
        OpenTelemetryAppender.builder().setName("OpenTelemetry").build();
    appender.start();
    return appender;
  }

  private static boolean hasOne(LoggerContext context) {
    return context.getConfiguration().getAppenders().values().stream()
        .anyMatch(OpenTelemetryAppender.class::isInstance);
  }

  static void install(OpenTelemetry openTelemetry) {
    OpenTelemetryAppender.install(openTelemetry);
  }
}
