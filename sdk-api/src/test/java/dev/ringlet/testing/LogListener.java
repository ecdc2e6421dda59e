// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.testing;

import java.util.Objects;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/** Hands on what loggers of {@code java.util.logging} give it, which it may throw at. */
public final class LogListener extends Handler {
  private final Consumer<LogRecord> listener;

  public LogListener(Consumer<LogRecord> listener) {
    this.listener = Objects.requireNonNull(listener, "listener");
  }

  @Override
  public void publish(LogRecord record) {
    listener.accept(record);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
