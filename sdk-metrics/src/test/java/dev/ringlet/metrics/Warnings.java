// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Listens to a logger until it is closed. */
final class Warnings extends Handler implements AutoCloseable {
  private final Logger logger;
  private final List<String> messages;

  Warnings(String logger, List<String> messages) {
    this.logger = Logger.getLogger(logger);
    this.messages = messages;
    this.logger.addHandler(this);
  }

  @Override
  public synchronized void publish(LogRecord record) {
    messages.add(record.getMessage());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
