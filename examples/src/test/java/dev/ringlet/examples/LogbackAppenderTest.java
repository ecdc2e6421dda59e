// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.MDC;
import org.slf4j.Marker;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * OpenTelemetry's appender for Logback makes the same of each event on Ringlet and on the official
 * SDK.
 */
class LogbackAppenderTest {
  private final LoggerContext logback = new LoggerContext();

  LogbackAppenderTest() {
    logback.setMDCAdapter(MDC.getMDCAdapter());
    logback.putProperty("of the context", "value");
    root().setLevel(Level.TRACE);
  }

  @AfterEach
  void stop() {
    logback.stop();
    MDC.clear();
  }

  private ch.qos.logback.classic.Logger root() {
    return logback.getLogger(Logger.ROOT_LOGGER_NAME);
  }

  private OpenTelemetryAppender attach(
      OpenTelemetry sdk, Consumer<OpenTelemetryAppender> settings) {
    OpenTelemetryAppender appender = new OpenTelemetryAppender();
    appender.setContext(logback);
    settings.accept(appender);
    if (sdk != null) {
      appender.setOpenTelemetry(sdk);
    }
    appender.start();
    root().addAppender(appender);
    return appender;
  }

  private static void captureAll(OpenTelemetryAppender appender) {
    appender.setCaptureExperimentalAttributes(true);
    appender.setCaptureCodeAttributes(true);
    appender.setCaptureMarkerAttribute(true);
    appender.setKeyValuePairAttributesIncluded("*");
    appender.setLoggerContextAttributesIncluded("*");
    appender.setCaptureTemplate(true);
    appender.setCaptureArguments(true);
    appender.setMdcAttributesIncluded("*");
  }

  @Test
  void asItComes() {
    try (AppenderPair pair = new AppenderPair()) {
      attach(pair.official(), appender -> {});
      attach(pair.ringlet(), appender -> {});
      assertThat(AppenderPair.keys(pair.run(this::event)))
          .contains("exception.stacktrace")
          .doesNotContain("user");
    }
  }

  @Test
  void withEverythingCaptured() {
    try (AppenderPair pair = new AppenderPair()) {
      attach(pair.official(), LogbackAppenderTest::captureAll);
      attach(pair.ringlet(), LogbackAppenderTest::captureAll);
      List<LogRecord> records = pair.run(this::event);
      assertThat(AppenderPair.keys(records))
          .contains("exception.stacktrace", "exception.message", "thread.name", "user")
          .contains("of the context", "code.function", "log.body.template")
          .contains("log.body.parameters", "logback.marker", "from mdc");
      assertThat(records).anyMatch(one -> one.getSpanId().isEmpty());
      assertThat(records).anyMatch(one -> !one.getSpanId().isEmpty());
      assertThat(records.stream().map(LogRecord::getSeverityNumberValue).distinct())
          .containsExactlyInAnyOrder(1, 5, 9, 13, 17);
    }
  }

  @Test
  void whatWasLoggedBeforeTheSdkWasThere() {
    try (AppenderPair pair = new AppenderPair()) {
      // Not the arguments: the appender lets out what their toString() throws when it catches up.
      OpenTelemetryAppender official =
          attach(null, appender -> appender.setMdcAttributesIncluded("*"));
      OpenTelemetryAppender ringlet =
          attach(null, appender -> appender.setMdcAttributesIncluded("*"));
      for (int i = 0; i < 20; i++) {
        event(new AppenderDraw(i), pair);
      }
      official.setOpenTelemetry(pair.official());
      ringlet.setOpenTelemetry(pair.ringlet());
      logback.getLogger("late").info("after");
      assertThat(pair.compare()).hasSizeGreaterThan(15);
    }
  }

  @Test
  void aDifferenceIsSeen() {
    try (AppenderPair pair = new AppenderPair()) {
      attach(pair.official(), appender -> {});
      attach(pair.ringlet(), appender -> appender.setMdcAttributesIncluded("from mdc"));
      MDC.put("from mdc", "value");
      logback.getLogger("app").info("text");
      assertThatThrownBy(pair::compare)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("from mdc");
    }
  }

  @SuppressWarnings("try") // the scope is there to be closed
  private void event(AppenderDraw draw, AppenderPair pair) {
    if (draw.oneIn(3)) {
      MDC.put(draw.oneIn(2) ? "from mdc" : draw.key(), draw.text());
    } else if (draw.oneIn(3)) {
      MDC.clear();
    }
    String name = draw.of(List.of("app", "app.part", "com.example.Öl", "a b"));
    LoggingEventBuilder event =
        logback.getLogger(name).atLevel(draw.of(List.of(org.slf4j.event.Level.values())));
    event.setMessage(draw.text());
    for (Object argument : draw.arguments()) {
      event.addArgument(argument);
    }
    while (draw.oneIn(2)) {
      event.addKeyValue(draw.key(), draw.object());
    }
    while (draw.oneIn(4)) {
      event.addMarker(marker(draw));
    }
    if (draw.oneIn(4)) {
      event.setCause(draw.exception());
    }
    try (Scope scope = draw.context(pair).makeCurrent()) {
      event.log();
    }
  }

  private static Marker marker(AppenderDraw draw) {
    BasicMarkerFactory factory = new BasicMarkerFactory();
    Marker marker = factory.getMarker(draw.text());
    if (draw.oneIn(2)) {
      marker.add(factory.getMarker("inner"));
    }
    return marker;
  }
}
