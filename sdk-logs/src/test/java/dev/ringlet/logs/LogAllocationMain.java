// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import dev.ringlet.testing.Allocations;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;

/** Prints the bytes that one way to log allocates, in a process of its own. */
final class LogAllocationMain {
  private static final AttributeKey<String> USER = AttributeKey.stringKey("user.name");
  private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
  private static final AttributeKey<Long> ATTEMPTS = AttributeKey.longKey("login.attempts");

  /** Whatever is stored here has escaped. */
  static volatile Object escaped;

  private LogAllocationMain() {}

  public static void main(String[] args) {
    System.out.println(Allocations.bytesPerOperation(scenario(args[0])));
  }

  private static Runnable scenario(String name) {
    RingletLoggerProvider provider = new LogSink(false).provider().build();
    Logger logger = provider.get("test");
    switch (name) {
      case "api" -> {
        return () -> emit(logger);
      }
      case "canary" -> {
        return () -> {
          emit(logger);
          escaped = new byte[16];
        };
      }
      case "off" -> {
        provider.setLoggerConfigurator(scope -> LoggerConfig.disabled());
        return () -> emit(logger);
      }
      case "recorder" -> {
        LogRecorder recorder = provider.loggerBuilder("test").buildRecorder();
        return () -> recorded(recorder);
      }
      case "message" -> {
        LogRecorder messages = provider.loggerBuilder("test").buildRecorder();
        return () -> messages.emit(Severity.INFO, "User signed in");
      }
      default -> throw new IllegalArgumentException(name);
    }
  }

  private static void emit(Logger logger) {
    LogRecordBuilder builder = logger.logRecordBuilder();
    escaped = builder;
    builder
        .setSeverity(Severity.INFO)
        .setSeverityText("INFO")
        .setBody("User signed in")
        .setAttribute(USER, "ada")
        .setAttribute(PATH, "/login")
        .setAttribute(ATTEMPTS, 2L)
        .emit();
  }

  private static void recorded(LogRecorder recorder) {
    long record = recorder.begin(Severity.INFO);
    recorder.setBody(record, "User signed in");
    recorder.setSeverityText(record, "INFO");
    recorder.setEventName(record, "signed.in");
    recorder.put(record, "user.name", "ada");
    recorder.put(record, "attempts", 2L);
    recorder.put(record, "ratio", 0.5);
    recorder.put(record, "first", true);
    recorder.emit(record);
  }
}
