// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.spring;

import io.opentelemetry.api.OpenTelemetry;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * The OpenTelemetry appenders of Logback and Log4j 2, where they are on the class path. The logging
 * system is one for the process, so its appenders belong to the context that was started last.
 */
final class LogAppenders {
  private static final Logger LOGGER = Logger.getLogger(LogAppenders.class.getName());
  private static final AtomicReference<OpenTelemetry> CONNECTED = new AtomicReference<>();

  private static final String API_VERSION =
      String.valueOf(OpenTelemetry.class.getPackage().getImplementationVersion());

  private static final List<String> LOGBACK_CLASSES =
      List.of(
          "ch.qos.logback.classic.LoggerContext",
          "io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender");
  private static final List<String> LOG4J_CLASSES =
      List.of(
          "org.apache.logging.log4j.core.LoggerContext",
          "io.opentelemetry.instrumentation.log4j.appender.v2_17.OpenTelemetryAppender");

  /** All that are looked for by name. */
  static final List<String> CLASSES =
      Stream.concat(LOGBACK_CLASSES.stream(), LOG4J_CLASSES.stream()).toList();

  private static final boolean LOGBACK = arePresent(LOGBACK_CLASSES);
  private static final boolean LOG4J = arePresent(LOG4J_CLASSES);

  private LogAppenders() {}

  private static boolean arePresent(List<String> classes) {
    for (String name : classes) {
      if (!ClassUtils.isPresent(name, LogAppenders.class.getClassLoader())) {
        return false;
      }
    }
    return true;
  }

  /**
   * Gives the root logger an appender, unless the logging configuration has one, or the Java agent
   * takes the lines.
   */
  static void add(Environment environment) {
    if (OwnSettings.isOn(environment, "otel.sdk.disabled", false) || JavaAgent.isActive()) {
      return;
    }
    if (LOGBACK && isEnabled(environment, "logback")) {
      guarded("opentelemetry-logback-appender-1.0", LogbackAppender::add);
    }
    if (LOG4J && isEnabled(environment, "log4j")) {
      guarded("opentelemetry-log4j-appender-2.17", Log4jAppender::add);
    }
  }

  private static boolean isEnabled(Environment environment, String library) {
    return OwnSettings.isOn(
        environment, "otel.instrumentation." + library + "-appender.enabled", true);
  }

  /**
   * Connects the appenders to {@code openTelemetry}, including the lines that they have kept since
   * the start.
   */
  static void connect(OpenTelemetry openTelemetry) {
    CONNECTED.set(openTelemetry);
    install(openTelemetry);
  }

  /** Disconnects the appenders from {@code openTelemetry}, unless another context uses them. */
  static void disconnect(OpenTelemetry openTelemetry) {
    if (CONNECTED.compareAndSet(openTelemetry, null)) {
      install(OpenTelemetry.noop());
    }
  }

  private static void install(OpenTelemetry openTelemetry) {
    if (LOGBACK) {
      guarded("opentelemetry-logback-appender-1.0", () -> LogbackAppender.install(openTelemetry));
    }
    if (LOG4J) {
      guarded("opentelemetry-log4j-appender-2.17", () -> Log4jAppender.install(openTelemetry));
    }
  }

  /** An appender for another version of the API must not stop the application. */
  private static void guarded(String artifact, Runnable task) {
    try {
      task.run();
    } catch (LinkageError | RuntimeException e) {
      LOGGER.log(
          Level.WARNING,
          e,
          () ->
              artifact
                  + " is on the class path but cannot be used, so logs are not exported; opentelemetry-api "
                  + API_VERSION
                  + " needs the release of it that was made for this version");
    }
  }
}
