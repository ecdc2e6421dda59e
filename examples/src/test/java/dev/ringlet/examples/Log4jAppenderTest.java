// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.log4j.appender.v2_17.OpenTelemetryAppender;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogBuilder;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.NullConfiguration;
import org.apache.logging.log4j.message.StringMapMessage;
import org.apache.logging.log4j.message.StructuredDataMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * OpenTelemetry's appender for Log4j makes the same of each event on Ringlet and on the official
 * SDK.
 */
class Log4jAppenderTest {
  private static final List<Level> LEVELS =
      List.of(
          Level.TRACE,
          Level.DEBUG,
          Level.INFO,
          Level.WARN,
          Level.ERROR,
          Level.FATAL,
          Level.forName("NOTICE", 350));

  private final LoggerContext log4j = new LoggerContext("appender test");

  Log4jAppenderTest() {
    log4j.start(new NullConfiguration());
    log4j.getConfiguration().getRootLogger().setLevel(Level.ALL);
  }

  @AfterEach
  void stop() {
    log4j.stop();
    ThreadContext.clearAll();
  }

  private void attach(String name, OpenTelemetry sdk, boolean all) {
    OpenTelemetryAppender appender =
        newBuilder()
            .setName(name)
            .setOpenTelemetry(sdk)
            .setCaptureExperimentalAttributes(all)
            .setCaptureCodeAttributes(all)
            .setMapMessageAttributesIncluded(all ? "*" : null)
            .setCaptureMarkerAttribute(all)
            .setCaptureTemplate(all)
            .setCaptureArguments(all)
            .setContextDataAttributesIncluded(all ? "*" : null)
            .build();
    appender.start();
    log4j.getConfiguration().getRootLogger().addAppender(appender, null, null);
    log4j.updateLoggers();
  }

  private static OpenTelemetryAppender.Builder<?> newBuilder() {
    return OpenTelemetryAppender.builder();
  }

  @Test
  void asItComes() {
    try (AppenderPair pair = new AppenderPair()) {
      attach("official", pair.official(), false);
      attach("ringlet", pair.ringlet(), false);
      assertThat(AppenderPair.keys(pair.run(this::event)))
          .contains("exception.stacktrace")
          .doesNotContain("user");
    }
  }

  @Test
  void withEverythingCaptured() {
    try (AppenderPair pair = new AppenderPair()) {
      attach("official", pair.official(), true);
      attach("ringlet", pair.ringlet(), true);
      List<LogRecord> records = pair.run(this::event);
      assertThat(AppenderPair.keys(records))
          .contains("exception.stacktrace", "exception.message", "thread.name", "user")
          .contains("log4j.marker", "from thread context", "log.body.template");
      assertThat(records).anyMatch(one -> one.getSpanId().isEmpty());
      assertThat(records).anyMatch(one -> !one.getSpanId().isEmpty());
      assertThat(records.stream().map(LogRecord::getSeverityNumberValue).distinct())
          .contains(1, 5, 9, 13, 17, 21);
    }
  }

  @SuppressWarnings("try") // the scope is there to be closed
  private void event(AppenderDraw draw, AppenderPair pair) {
    if (draw.oneIn(3)) {
      ThreadContext.put(draw.oneIn(2) ? "from thread context" : draw.key(), draw.text());
    } else if (draw.oneIn(3)) {
      ThreadContext.clearAll();
    }
    String name = draw.of(List.of("app", "app.part", "com.example.Öl", "a b"));
    LogBuilder event = log4j.getLogger(name).atLevel(draw.of(LEVELS));
    if (draw.oneIn(4)) {
      event.withMarker(
          new MarkerManager.Log4jMarker("marker" + draw.text())
              .addParents(new MarkerManager.Log4jMarker("parent")));
    }
    if (draw.oneIn(4)) {
      event.withThrowable(draw.exception());
    }
    try (Scope scope = draw.context(pair).makeCurrent()) {
      if (draw.oneIn(6)) {
        event.log(new StringMapMessage().with("user", draw.text()).with("message", draw.text()));
      } else if (draw.oneIn(6)) {
        StructuredDataMessage message = new StructuredDataMessage("id@1", draw.text(), "type");
        message.put("user", "name");
        event.log(message);
      } else {
        event.log(draw.text(), draw.arguments());
      }
    }
  }
}
