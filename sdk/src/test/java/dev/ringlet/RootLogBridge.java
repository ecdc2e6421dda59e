// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;

/**
 * What bridges for logging do: hands all that anybody in the process logs, at any level, to an SDK,
 * and counts it by the logger's name.
 */
final class RootLogBridge extends Handler implements AutoCloseable {
  private static final Map<Level, Severity> SEVERITIES =
      Map.of(
          Level.SEVERE, Severity.ERROR,
          Level.WARNING, Severity.WARN,
          Level.INFO, Severity.INFO,
          Level.FINE, Severity.DEBUG);

  /** What the collectors of tests, other tests and the JVM have to say in this process. */
  private static final Pattern OTHERS =
      Pattern.compile("(com\\.sun|sun|java|javax|jdk|org\\.junit|io\\.opentelemetry)\\.");

  private final java.util.logging.Logger root = LogManager.getLogManager().getLogger("");
  private final Level levelBefore = root.getLevel();
  private final Map<String, Long> seen = new ConcurrentHashMap<>();
  private final String scope;
  private volatile RingletSdk sdk;

  /** Names scopes as the loggers are named. */
  RootLogBridge() {
    this(null);
  }

  /** Gives all records to one scope. */
  RootLogBridge(String scope) {
    this.scope = scope;
    setLevel(Level.ALL);
    root.setLevel(Level.ALL);
    root.addHandler(this);
  }

  void bridgeTo(RingletSdk sdk) {
    this.sdk = sdk;
  }

  @Override
  public void publish(LogRecord record) {
    String name = String.valueOf(record.getLoggerName());
    if (OTHERS.matcher(name).lookingAt()) {
      return;
    }
    seen.merge(name, 1L, Long::sum);
    RingletSdk to = sdk;
    if (to != null) {
      Logger logger = to.getLogsBridge().get(scope == null ? name : scope);
      logger
          .logRecordBuilder()
          .setSeverity(SEVERITIES.getOrDefault(record.getLevel(), Severity.TRACE))
          .setBody(record.getMessage())
          .emit();
    }
  }

  /** How many records came from loggers of this name and below. */
  long seen(String prefix) {
    return new TreeMap<>(seen)
        .entrySet().stream()
            .filter(one -> one.getKey().startsWith(prefix))
            .mapToLong(Map.Entry::getValue)
            .sum();
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    root.removeHandler(this);
    root.setLevel(levelBefore);
  }
}
