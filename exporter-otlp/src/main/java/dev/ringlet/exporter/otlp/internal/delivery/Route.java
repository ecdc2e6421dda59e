// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.delivery;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.spool.SignalSpool;
import dev.ringlet.exporter.otlp.internal.spool.Spool;
import dev.ringlet.exporter.otlp.settings.RetryPolicy;
import dev.ringlet.internal.context.Suppression;
import dev.ringlet.internal.delivery.BuiltInExporter;
import dev.ringlet.internal.delivery.DeliveryCounters;
import dev.ringlet.internal.delivery.DeliveryReport;
import dev.ringlet.internal.ids.Ids;
import dev.ringlet.internal.threads.Workers;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * Delivers the requests of one signal. A request over the size limit is split. Each part is sent to
 * the first destination that works, retried after retryable failures, and stored in the spool, if
 * there is one, when retries fail; split further if the spool does not take it in one piece. The
 * report has the outcome of each item.
 *
 * <p>A request that a receiver refuses as too large is lost, as the OTLP specification requires,
 * and later requests have half its size at most, or 1 MiB. Thread-safe.
 */
public final class Route implements BuiltInExporter {
  /** A timeout that is none: longer than any process lives, and still safe to add to a clock. */
  public static final long FOREVER_NANOS = Long.MAX_VALUE / 4;

  static final int LEAST_REQUEST_BYTES = 64 << 10;

  /** The limit that many proxies have, to which larger requests are reduced at once. */
  private static final int PROXY_BODY_BYTES = 1 << 20;

  /** Without a timeout, a receiver that does not respond would hold up all that is stored. */
  private static final long STORED_NANOS = 30_000_000_000L;

  private static final long LEAST_STORE_NANOS = 1_000_000_000L;
  private static final String TOO_LARGE_TO_STORE = "too large for the spool";
  private static final long MIN_MARGIN_NANOS = 100_000_000L;
  private static final long MAX_MARGIN_NANOS = 1_000_000_000L;

  private final Signal signal;
  private final Destinations destinations;
  private final RetryPolicy policy;
  private final long timeoutNanos;
  private final AtomicInteger maxRequestBytes;
  private final SignalSpool spool; // null without one
  private final DeliveryCounters counters = new DeliveryCounters();
  private final Pause clock;
  private final DoubleSupplier random;
  private volatile boolean closing;
  private volatile long closeDeadlineNanos;

  /**
   * Creates a route over destinations, the primary first, and closes them with itself.
   *
   * @param timeoutNanos limit for one part of a request, including all attempts and waits
   * @param maxRequestBytes the largest message that is sent, before compression
   * @param spool where to store undelivered requests, or null; its sender uses one of the
   *     concurrent requests of the destinations
   */
  public Route(
      Signal signal,
      List<Destination> destinations,
      RetryPolicy policy,
      long timeoutNanos,
      int maxRequestBytes,
      Spool spool) {
    this(
        new Settings(signal, policy, timeoutNanos, maxRequestBytes),
        destinations,
        spool,
        new Pause(),
        Ids::randomFraction);
  }

  /** The settings of one route. */
  record Settings(Signal signal, RetryPolicy policy, long timeoutNanos, int maxRequestBytes) {}

  /** For tests: {@code random} returns values from 0 to 1. */
  Route(
      Settings settings,
      List<Destination> destinations,
      Spool spool,
      Pause clock,
      DoubleSupplier random) {
    signal = settings.signal();
    policy = settings.policy();
    timeoutNanos = settings.timeoutNanos();
    maxRequestBytes = new AtomicInteger(settings.maxRequestBytes());
    this.destinations = new Destinations(destinations, clock, random);
    this.clock = clock;
    this.random = random;
    if (spool == null) {
      this.spool = null;
    } else {
      String label = signal.key() + ' ' + destinations.get(0).endpoint();
      long storedNanos = timeoutNanos < FOREVER_NANOS ? timeoutNanos : STORED_NANOS;
      this.spool = spool.register(signal, label, this.destinations, storedNanos);
      this.spool.reportTo(counters);
    }
  }

  @Override
  public int largestRequestBytes() {
    int sent = Math.min(maxRequestBytes.get(), destinations.primary().largestRequestBytes());
    return spool == null ? sent : Math.min(sent, spool.maxRequestBytes());
  }

  @Override
  public void prepare() {
    destinations.primary().prepare();
  }

  /** For an application that calls the exporter itself; the SDK calls {@link #deliver}. */
  @Override
  @SuppressWarnings("try") // the scope is only to be closed
  public ExportResult export(Payload payload) {
    try (Scope own = Suppression.open()) {
      return outcomeOf(payload).result();
    }
  }

  @Override
  public DeliveryReport deliver(Payload payload) {
    return outcomeOf(payload).report();
  }

  /**
   * The outcome of a request or a part of it.
   *
   * @param result the result; of several parts the first failure
   * @param report the outcome of each item
   */
  private record Outcome(ExportResult result, DeliveryReport report) {
    static Outcome of(ExportResult result, int items) {
      return new Outcome(result, DeliveryReport.of(result, items));
    }

    Outcome plus(Outcome other) {
      ExportResult first = result.isSuccess() ? other.result : result;
      if (first.isSuccess()) {
        boolean stored =
            result.kind() == ExportResult.Kind.STORED
                && other.result.kind() == ExportResult.Kind.STORED;
        first = stored ? ExportResult.stored() : ExportResult.delivered();
      }
      return new Outcome(first, report.plus(other.report));
    }

    Outcome withRetries(int retries) {
      return retries == 0 ? this : new Outcome(result, report.withRetries(retries));
    }
  }

  private Outcome outcomeOf(Payload payload) {
    if (payload.signal() != signal) {
      String message = "an exporter of " + signal.key() + " got " + payload.signal().key();
      return Outcome.of(ExportResult.permanent(FailureCause.INTERNAL, message), payload.items());
    }
    int limit = maxRequestBytes.get();
    if (payload.length() <= limit) {
      return deliverPart(payload);
    }
    String tooLarge = "not sent: a record is over the limit of " + limit + " bytes for a request";
    return inParts(payload, limit, tooLarge, this::deliverPart);
  }

  /**
   * Splits a request, and does the same with each part.
   *
   * @param message about records that are too large for any part
   */
  private Outcome inParts(
      Payload payload, int limit, String message, Function<Payload, Outcome> each) {
    RequestSplitter splitter = new RequestSplitter(signal, payload.bytes(), limit);
    List<RequestSplitter.Part> parts;
    try {
      parts = splitter.split(payload.offset(), payload.length());
    } catch (IllegalArgumentException notOtlp) {
      parts = List.of();
    }
    int tooLarge = parts.isEmpty() ? payload.items() : splitter.tooLargeItems();
    Outcome sum = null;
    if (tooLarge > 0 || parts.isEmpty()) {
      sum = Outcome.of(ExportResult.permanent(FailureCause.TOO_LARGE, message), tooLarge);
    }
    int left = payload.items() - tooLarge;
    for (RequestSplitter.Part part : parts) {
      int items = Math.min(left, part.items());
      left -= items;
      byte[] bytes = part.bytes();
      Outcome outcome =
          each.apply(new Payload(signal, bytes, 0, bytes.length, items, payload.deadlineNanos()));
      sum = sum == null ? outcome : sum.plus(outcome);
    }
    return sum;
  }

  private Outcome deliverPart(Payload payload) {
    Payload part = payload.withDeadline(clock.nanoTime() + timeoutNanos);
    RetrySchedule schedule = new RetrySchedule(policy, random, part.deadlineNanos());
    ExportResult result = send(part, schedule);
    if (result.cause() == FailureCause.TOO_LARGE) {
      sendLessFromNowOn(payload.length());
    }
    if (spool != null && result.kind() == ExportResult.Kind.RETRY) {
      return store(payload, result).withRetries(schedule.retries());
    }
    if (spool != null && result.isSuccess()) {
      spool.delivered();
    }
    return Outcome.of(result, payload.items()).withRetries(schedule.retries());
  }

  private void sendLessFromNowOn(int refusedBytes) {
    int limit = maxRequestBytes.get();
    int next = refusedBytes > PROXY_BODY_BYTES ? PROXY_BODY_BYTES : refusedBytes / 2;
    if (refusedBytes <= limit && next >= LEAST_REQUEST_BYTES) {
      maxRequestBytes.compareAndSet(limit, next);
    }
  }

  private ExportResult send(Payload part, RetrySchedule schedule) {
    while (true) {
      ExportResult result = destinations.send(part);
      if (result.kind() != ExportResult.Kind.RETRY) {
        return result;
      }
      boolean stored = spool != null && spool.isAvailable();
      RetrySchedule.Circumstances circumstances =
          new RetrySchedule.Circumstances(stored, closing, stored ? destinations.nanosToWait() : 0);
      long wait = schedule.nanosToWait(result, circumstances, clock.nanoTime());
      if (wait < 0 || !clock.await(wait)) {
        return result;
      }
      schedule.repeat();
    }
  }

  private Outcome store(Payload payload, ExportResult result) {
    int limit = spool.maxRequestBytes();
    return payload.length() <= limit
        ? storePart(payload, result)
        : inParts(payload, limit, TOO_LARGE_TO_STORE, part -> storePart(part, result));
  }

  private Outcome storePart(Payload payload, ExportResult result) {
    long now = clock.nanoTime();
    long deadline = payload.deadlineNanos();
    if (deadline - now < LEAST_STORE_NANOS) {
      deadline = now + LEAST_STORE_NANOS; // the network has used the time up, and the disk is quick
    }
    int items = payload.items();
    if (closing) {
      if (closeDeadlineNanos - now <= 0) {
        return Outcome.of(result, items); // it is counted as lost by now
      }
      deadline = closeDeadlineNanos - deadline < 0 ? closeDeadlineNanos : deadline;
    }
    return switch (spool.store(payload, deadline)) {
      case STORED -> Outcome.of(ExportResult.stored(), items);
      case TOO_LARGE ->
          Outcome.of(ExportResult.permanent(FailureCause.TOO_LARGE, TOO_LARGE_TO_STORE), items);
      case FULL ->
          new Outcome(
              ExportResult.permanent(result.cause(), "the spool is full"),
              DeliveryReport.lost(DropCause.SPOOL_FULL, items, result.cause()));
      case FAILED -> Outcome.of(result, items);
    };
  }

  @Override
  public DeliveryCounters counters() {
    return counters;
  }

  @Override
  public String componentType() {
    return destinations.primary().componentType(signal);
  }

  @Override
  public String serverAddress() {
    return destinations.primary().endpoint().host();
  }

  @Override
  public int serverPort() {
    return destinations.primary().endpoint().port();
  }

  @Override
  public void trim() {
    destinations.trim();
  }

  @Override
  public void disconnect() {
    destinations.disconnect();
  }

  /** The spool first: it uses connections. */
  @Override
  public boolean suspend(long deadlineNanos) {
    boolean closed = spool == null || spool.suspend(deadlineNanos);
    disconnect();
    return closed;
  }

  @Override
  public void reconnect() {
    if (spool != null) {
      spool.resume();
    }
  }

  @Override
  public void closeBy(long deadlineNanos) {
    closeDeadlineNanos = deadlineNanos;
    closing = true;
    if (spool != null) {
      long left = deadlineNanos - clock.nanoTime();
      long margin = Math.max(MIN_MARGIN_NANOS, Math.min(MAX_MARGIN_NANOS, left / 4));
      Workers.newThread(() -> cutShort(left - margin), "ringlet-" + signal.key() + "-cut").start();
    }
  }

  /** Ends all sending shortly before the deadline, so that the rest can be stored in time. */
  private void cutShort(long nanos) {
    if (clock.await(nanos)) {
      clock.close();
      destinations.close();
    }
  }

  /** Waits until stored requests are synced; false if one waits whose sync failed or hangs. */
  @Override
  public boolean flush(Duration timeout) {
    if (spool == null) {
      return true;
    }
    return spool.isAvailable()
        ? spool.sync(Workers.deadlineAfter(Workers.nanos(timeout)))
        : !spool.hasUnsynced();
  }

  @Override
  public int maxConcurrentExports() {
    int allowed = destinations.maxConcurrentExports();
    return spool == null ? allowed : Math.max(1, allowed - 1);
  }

  @Override
  public void close() {
    clock.close();
    destinations.close();
    if (spool != null) {
      spool.close();
    }
  }

  /** Names signal, protocols and addresses. */
  @Override
  public String toString() {
    return "OtlpExporter{" + signal.key() + " -> " + destinations + "}";
  }
}
