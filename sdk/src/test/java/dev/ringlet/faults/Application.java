// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.faults;

import static dev.ringlet.testing.Await.LONG;

import dev.ringlet.RingletSdk;
import dev.ringlet.SignalHealth;
import dev.ringlet.export.DropCause;
import dev.ringlet.export.Signal;
import dev.ringlet.testing.Await;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * An application that records spans and counts them itself, so that the books of its SDK can be
 * checked against something.
 */
final class Application implements AutoCloseable {
  /** So long that the spans which are stored meanwhile do not fill a small spool. */
  private static final long PAUSE_NANOS = 50_000_000;

  private static final int PARALLEL = 8;

  final RingletSdk sdk;
  private final Tracer tracer;
  private long ended;
  private int fresh;

  /** Starts it with further properties; nothing is sent before it is asked to flush. */
  Application(Map<String, String> properties) {
    RingletSdk.Builder builder = RingletSdk.builder();
    Map<String, String> all = new HashMap<>();
    all.put("otel.logs.exporter", "none");
    all.put("otel.metrics.exporter", "none");
    all.put("otel.bsp.schedule.delay", "600000");
    all.put("otel.java.exporter.otlp.retry.disabled", "true");
    all.put("ringlet.shutdown.hook", "false");
    all.putAll(properties);
    all.forEach(builder::property);
    sdk = builder.build();
    tracer = sdk.getTracer("faults");
  }

  /** Records spans of one name. */
  void record(String name, int spans) {
    for (int i = 0; i < spans; i++) {
      tracer.spanBuilder(name).startSpan().setAttribute("i", i).end();
    }
    ended += spans;
  }

  /** Sends all; whether everything arrived. */
  boolean flush() {
    return sdk.flush(LONG);
  }

  /**
   * Waits until every span is counted once and none is left in memory. A span that was stored is
   * taken from one counter before it is added to another.
   */
  SignalHealth balanced() {
    AtomicReference<SignalHealth> last = new AtomicReference<>();
    Await.until(
        "all " + ended + " are counted once",
        () -> {
          SignalHealth health = sdk.health().signal(Signal.TRACES);
          last.set(health);
          return health.pending() == 0
              && health.exported() + health.totalDropped() + health.spooled() == ended;
        },
        last::get);
    return last.get();
  }

  /** What was dropped before, and what is lost besides, for a cause or for none. */
  static Map<DropCause, Long> plus(SignalHealth before, DropCause cause, long lost) {
    Map<DropCause, Long> dropped = new HashMap<>(before.dropped());
    if (cause != null) {
      dropped.merge(cause, lost, Long::sum);
    }
    return dropped;
  }

  /** Records and sends until a span got through, and then asserts that it is there. */
  void freshOneGetsThrough(Predicate<String> arrived) throws InterruptedException {
    Await.until(
        "a span gets through", // which an open breaker may refuse for a while
        () -> {
          String name = "fresh " + ++fresh;
          record(name, 1);
          if (flush() && arrived.test(name)) {
            return true;
          }
          LockSupport.parkNanos(PAUSE_NANOS);
          return false;
        });
  }

  @Override
  public void close() {
    sdk.close();
  }

  /** The names of all spans in requests. */
  static List<String> names(Stream<byte[]> requests) {
    List<String> names = new ArrayList<>();
    requests.forEach(
        request -> {
          try {
            ExportTraceServiceRequest.parseFrom(request).getResourceSpansList().stream()
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .forEach(span -> names.add(span.getName()));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    return names;
  }

  /** What is tried with one fault. */
  interface Trial<T> {
    void run(T fault) throws Exception;
  }

  /** Tries all faults, several at a time, and fails with the names of those not survived. */
  static <T> void tryAll(List<T> faults, Trial<T> trial) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(PARALLEL);
    try {
      List<Future<Throwable>> trials = new ArrayList<>();
      for (T fault : faults) {
        trials.add(threads.submit(() -> outcome(fault, trial)));
      }
      AssertionError failure = null;
      for (int i = 0; i < trials.size(); i++) {
        Throwable one = trials.get(i).get();
        if (one != null) {
          failure = failure == null ? new AssertionError("not survived") : failure;
          failure.addSuppressed(new AssertionError(faults.get(i).toString(), one));
        }
      }
      if (failure != null) {
        throw failure;
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static <T> Throwable outcome(T fault, Trial<T> trial) {
    try {
      trial.run(fault);
      return null;
    } catch (Throwable t) {
      return t;
    }
  }
}
