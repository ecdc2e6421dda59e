// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.exporter.otlp.settings.RetryPolicy;
import dev.ringlet.internal.delivery.DeliveryCounters;
import dev.ringlet.internal.delivery.ForwardingExporter;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/**
 * Sends a payload again while its exporter answers {@link ExportResult.Kind#RETRY}: exponential
 * backoff with jitter, the receiver's own delay as the least wait with the jitter on top, all
 * attempts and waits within one budget of time. When it gives up it returns the last answer
 * unchanged. It does not begin a wait that would outlast the budget, and it does not repeat what
 * repeating cannot mend soon (a certificate).
 *
 * <p>The wait blocks the calling worker, which {@link #close} wakes. Thread-safe.
 */
public final class RetryingExporter extends ForwardingExporter {
  private static final double JITTER = 0.2;
  private static final byte[] NOTHING = {};
  private static final int RELIEVED_ATTEMPTS = 2;

  private final RetryPolicy policy;
  private final long timeoutNanos;
  private final Pause pause;
  private final DoubleSupplier random;

  /** For reuse, so that an export makes no garbage; null while it is in use. */
  private final AtomicReference<Payload> spare = new AtomicReference<>();

  private final AtomicLong retries = new AtomicLong();
  private volatile BooleanSupplier relief = () -> false;
  private volatile BooleanSupplier hopeless = () -> false;
  private volatile boolean hurried;
  private volatile DeliveryCounters counters = new DeliveryCounters();

  /**
   * Wraps {@code delegate}, which is closed with this.
   *
   * @param timeoutNanos the budget of one export, all attempts and waits included
   */
  public RetryingExporter(Exporter delegate, RetryPolicy policy, long timeoutNanos) {
    this(
        delegate,
        policy,
        timeoutNanos,
        new Pause(),
        () -> ThreadLocalRandom.current().nextDouble());
  }

  /** For tests: {@code random} answers from 0 to 1. */
  RetryingExporter(
      Exporter delegate,
      RetryPolicy policy,
      long timeoutNanos,
      Pause pause,
      DoubleSupplier random) {
    super(delegate);
    this.policy = policy;
    this.timeoutNanos = timeoutNanos;
    this.pause = pause;
    this.random = random;
  }

  @Override
  public ExportResult export(Payload payload) {
    long deadline = payload.deadlineNanos();
    long ownDeadline = pause.nanoTime() + timeoutNanos;
    if (ownDeadline - deadline < 0) {
      deadline = ownDeadline;
    }
    Payload attempt = spare.getAndSet(null);
    if (attempt == null || attempt.signal() != payload.signal()) {
      attempt = new Payload(payload.signal());
    }
    attempt.set(payload.bytes(), payload.offset(), payload.length(), payload.items(), deadline);
    try {
      return exportBy(deadline, attempt);
    } finally {
      spare.setRelease(attempt.set(NOTHING, 0, 0, 0, 0));
    }
  }

  private ExportResult exportBy(long deadline, Payload attempt) {
    double backoffNanos = nanos(policy.initialBackoff());
    for (int number = 1; ; number++) {
      ExportResult result = delegate.export(attempt);
      if (number == policy.maxAttempts() || !isWorthRepeating(result)) {
        return result;
      }
      if (relief.getAsBoolean() && (number >= RELIEVED_ATTEMPTS || hopeless.getAsBoolean())) {
        return result;
      }
      long wait = waitNanos(backoffNanos, result.retryAfterNanos());
      if (wait >= deadline - pause.nanoTime() || !pause.await(wait)) {
        return result;
      }
      retries.incrementAndGet();
      counters.retry();
      backoffNanos =
          Math.min(backoffNanos * policy.backoffMultiplier(), nanos(policy.maxBackoff()));
    }
  }

  private boolean isWorthRepeating(ExportResult result) {
    if (hurried && result.cause() == FailureCause.UNREACHABLE) {
      return false;
    }
    return result.kind() == ExportResult.Kind.RETRY
        && result.cause() != FailureCause.CERTIFICATE
        && result.cause() != FailureCause.CLOSED;
  }

  /** Own waits vary by a fifth both ways; the server's floor only upwards. */
  private long waitNanos(double backoffNanos, long serverNanos) {
    double varied = random.getAsDouble();
    double own = backoffNanos * (1 - JITTER + 2 * JITTER * varied);
    double floor = serverNanos <= 0 ? 0 : serverNanos * (1 + JITTER * varied);
    return (long) Math.max(own, floor);
  }

  private static long nanos(Duration duration) {
    return duration.toNanos(); // RetryPolicy allows a day at most
  }

  /**
   * Sets who keeps what this gives up. While {@code relief} is true a request is sent twice at
   * most, and only if not {@code hopeless}, so that the next one need not wait.
   */
  public void setRelief(BooleanSupplier relief, BooleanSupplier hopeless) {
    this.relief = relief;
    this.hopeless = hopeless;
  }

  /** Sets where retries are counted besides. */
  public void reportTo(DeliveryCounters counters) {
    this.counters = counters;
  }

  /** From now on does not wait for a receiver that is not there: the process wants to end. */
  public void hurry() {
    hurried = true;
  }

  /** How many times something was sent again so far. */
  public long retries() {
    return retries.get();
  }

  @Override
  public void close() {
    pause.close();
    super.close();
  }
}
