// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import dev.ringlet.RingletSdk;
import dev.ringlet.SignalHealth;
import dev.ringlet.checks.TelemetryReceiver;
import dev.ringlet.export.Signal;
import io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.MDC;

/**
 * All that is logged in the process, by java.util.logging as well, goes to Logback's root logger
 * and from there through the appender into the SDK, and the SDK's exports fail: what it and its
 * HTTP client have to say about that makes no log records.
 */
class AppenderFeedbackTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int LINES = 100;

  private final java.util.logging.Logger javaRoot = LogManager.getLogManager().getLogger("");
  private final java.util.logging.Level levelBefore = javaRoot.getLevel();
  private final LoggerContext logback = new LoggerContext();
  private final AtomicLong ownLines = new AtomicLong();
  private final Handler toLogback =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          String name = String.valueOf(record.getLoggerName());
          if (name.startsWith("dev.ringlet") || name.startsWith("okhttp3")) {
            ownLines.incrementAndGet();
            Logger logger = logback.getLogger(name);
            if (record.getLevel().intValue() < java.util.logging.Level.INFO.intValue()) {
              logger.debug(record.getMessage());
            } else {
              logger.warn(record.getMessage());
            }
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  AppenderFeedbackTest() {
    logback.setMDCAdapter(MDC.getMDCAdapter());
    root().setLevel(Level.TRACE);
    javaRoot.setLevel(java.util.logging.Level.ALL);
    javaRoot.addHandler(toLogback);
  }

  @AfterEach
  void stop() {
    javaRoot.removeHandler(toLogback);
    javaRoot.setLevel(levelBefore);
    logback.stop();
  }

  private ch.qos.logback.classic.Logger root() {
    return logback.getLogger(Logger.ROOT_LOGGER_NAME);
  }

  private void logTo(RingletSdk sdk, boolean async) {
    OpenTelemetryAppender appender = new OpenTelemetryAppender();
    appender.setContext(logback);
    appender.setOpenTelemetry(sdk);
    appender.start();
    if (async) {
      AsyncAppender front = new AsyncAppender();
      front.setContext(logback);
      front.setDiscardingThreshold(0);
      front.setMaxFlushTime(0); // however long that takes
      front.addAppender(appender);
      front.start();
      root().addAppender(front);
    } else {
      root().addAppender(appender);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http/protobuf, false",
    "http/protobuf, true",
    "grpc, false",
    "grpc, true",
  })
  void aDeadCollector(String protocol, boolean async) {
    TelemetryReceiver gone = TelemetryReceiver.start();
    gone.close();
    RingletSdk sdk =
        RingletSdk.builder()
            .property("otel.exporter.otlp.endpoint", gone.endpoint())
            .property("otel.exporter.otlp.protocol", protocol)
            .property("otel.exporter.otlp.timeout", "200ms")
            .property("otel.blrp.schedule.delay", "1ms")
            .property("otel.metrics.exporter", "none")
            .property("ringlet.close.timeout", "2s")
            .property("ringlet.shutdown.hook", "false")
            .build();
    logTo(sdk, async);
    for (int i = 0; i < LINES; i++) {
      logback.getLogger("app").info("line {}", i);
      if (i % 10 == 0) {
        sdk.flush(LONG);
      }
    }
    logback.stop(); // an asynchronous appender hands over what it holds
    sdk.close();

    assertThat(ownLines).hasPositiveValue();
    SignalHealth health = sdk.health().signal(Signal.LOGS);
    assertThat(health.produced()).isEqualTo(LINES);
    assertThat(health.totalDropped()).isEqualTo(LINES);
  }
}
