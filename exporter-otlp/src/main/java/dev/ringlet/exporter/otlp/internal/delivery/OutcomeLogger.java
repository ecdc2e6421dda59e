// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.delivery;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.exporter.otlp.settings.Protocol;
import dev.ringlet.internal.log.ThrottledLogger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;

/**
 * Logs the outcome of exports: one line for the first success and for a success after failures, and
 * a throttled warning with the likely cause for each kind of failure. Thread-safe.
 */
public final class OutcomeLogger {
  private static final long REPEAT_NANOS = 60_000_000_000L;

  private enum State {
    NEW,
    WORKING,
    FAILING
  }

  private final Signal signal;
  private final Protocol protocol;
  private final Endpoint endpoint;
  private final Diagnosis diagnosis;
  private final ThrottledLogger logger;
  private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
  private final AtomicLongArray toldAt = new AtomicLongArray(FailureCause.values().length);

  /** {@code owner} names the logger. */
  public OutcomeLogger(Signal signal, Protocol protocol, Endpoint endpoint, Class<?> owner) {
    this.signal = signal;
    this.protocol = protocol;
    this.endpoint = endpoint;
    diagnosis = new Diagnosis(signal, protocol, endpoint);
    logger = new ThrottledLogger(owner);
  }

  /** Logs the result of one request, if it is due. */
  public void log(ExportResult result, int items) {
    if (!result.isSuccess()) {
      failed(items, result);
      return;
    }
    if (state.getPlain() != State.WORKING) {
      succeeded(items);
    }
    if (result.kind() == ExportResult.Kind.PARTIAL) {
      rejected(result);
    }
  }

  private void succeeded(int items) {
    State before = state.getAndSet(State.WORKING);
    if (before != State.WORKING) {
      String ok = before == State.NEW ? " ok, " : " ok again, ";
      logger.log(Level.INFO, ok, () -> route() + ok + count(items));
    }
  }

  private void rejected(ExportResult result) {
    String text = result.message().isEmpty() ? "" : ": " + result.message();
    logger.log(
        Level.WARNING,
        FailureCause.REJECTED.name(),
        () -> route() + " ok, but the receiver rejected " + count(result.rejectedItems()) + text);
  }

  private void failed(int items, ExportResult result) {
    if (result.cause() == FailureCause.CLOSED) {
      return;
    }
    State before = state.getAndUpdate(s -> s == State.WORKING ? State.FAILING : s);
    if (!isNews(result.cause(), before == State.WORKING)) {
      return;
    }
    logger.log(
        Level.WARNING,
        result.cause().name(),
        () -> {
          String details = result.message().isEmpty() ? "" : " (" + result.message() + ")";
          return route()
              + " failed, "
              + count(items)
              + ": "
              + diagnosis.of(result, before != State.NEW)
              + details;
        });
  }

  /** The same failure, without a success in between, is logged once a minute. */
  private boolean isNews(FailureCause cause, boolean worked) {
    long now = System.nanoTime() | 1; // 0 means never
    long before = toldAt.get(cause.ordinal());
    boolean news = worked || before == 0 || now - before >= REPEAT_NANOS;
    return news && toldAt.compareAndSet(cause.ordinal(), before, now);
  }

  private static String count(long items) {
    return items + (items == 1 ? " item" : " items");
  }

  private String route() {
    return signal.key() + " -> " + endpoint + " (" + protocol.key() + ")";
  }
}
