// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Everything that is logged below some names while it is open, at every level. */
public final class LogCapture implements AutoCloseable {
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();
  private final List<Logger> loggers;
  private final Handler handler = new LogListener(records::add);

  /** Captures what is logged below the names, and keeps it from the console. */
  public LogCapture(String... names) {
    loggers = List.of(names).stream().map(Logger::getLogger).toList();
    for (Logger logger : loggers) {
      logger.addHandler(handler);
      logger.setUseParentHandlers(false);
      logger.setLevel(Level.ALL);
    }
  }

  /** All records, in order. */
  public List<LogRecord> records() {
    return List.copyOf(records);
  }

  /** Messages of one level, in order. */
  public List<String> messages(Level level) {
    return records.stream()
        .filter(record -> record.getLevel() == level)
        .map(new SimpleFormatter()::formatMessage)
        .toList();
  }

  /** Everything, with stack traces, as it would stand in a file. */
  public String text() {
    StringBuilder text = new StringBuilder();
    records.forEach(record -> text.append(new SimpleFormatter().format(record)));
    return text.toString();
  }

  @Override
  public void close() {
    for (Logger logger : loggers) {
      logger.removeHandler(handler);
      logger.setUseParentHandlers(true);
      logger.setLevel(null);
    }
  }
}
