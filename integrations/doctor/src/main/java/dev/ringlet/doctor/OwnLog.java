// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Takes the log lines of the SDK while the command runs, so that they become lines of a report. */
final class OwnLog extends Handler implements AutoCloseable {
  private final Logger logger = Logger.getLogger("dev.ringlet");
  private final boolean passedOn = logger.getUseParentHandlers();
  private final List<String> warnings = new ArrayList<>();

  private OwnLog() {}

  static OwnLog listen() {
    OwnLog log = new OwnLog();
    log.logger.setUseParentHandlers(false);
    log.logger.addHandler(log);
    return log;
  }

  /** Returns the warnings since the last call. */
  synchronized List<String> takeWarnings() {
    List<String> taken = List.copyOf(warnings);
    warnings.clear();
    return taken;
  }

  @Override
  public synchronized void publish(LogRecord record) {
    if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
      warnings.add(record.getMessage());
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(passedOn);
  }
}
