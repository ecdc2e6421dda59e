// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.delivery;

import static dev.ringlet.testing.Await.LONG_NANOS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.testing.LogCapture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

class RequestSenderTest {

  private final List<FailureCause> failures = new ArrayList<>();

  private RequestSender sender(Function<Payload, DeliveryReport> deliver) {
    RequestSender sender =
        new RequestSender(
            Signal.TRACES,
            new BuiltInExporter() {
              @Override
              public ExportResult export(Payload payload) {
                throw new AssertionError("deliver is what is called");
              }

              @Override
              public DeliveryReport deliver(Payload payload) {
                return deliver.apply(payload);
              }

              @Override
              public void close() {}
            },
            LONG_NANOS);
    sender.setListener((failure, nanos) -> failures.add(failure));
    return sender;
  }

  private static boolean send(RequestSender sender, int items) {
    Request request = sender.newRequest();
    request.lend(new byte[3], 3, items);
    return sender.send(request);
  }

  @Test
  void countsEachItemByTheReport() {
    RequestSender sender =
        sender(
            payload ->
                DeliveryReport.of(ExportResult.partial(2, ""), 5)
                    .plus(DeliveryReport.stored(3))
                    .plus(DeliveryReport.lost(DropCause.TOO_LARGE, 4, FailureCause.TOO_LARGE))
                    .withRetries(1));
    assertThat(send(sender, 12)).isFalse();
    DeliveryCounters counters = sender.counters();
    assertThat(counters.exported()).isEqualTo(3);
    assertThat(counters.spooled()).isEqualTo(3);
    assertThat(counters.dropped(DropCause.REJECTED)).isEqualTo(2);
    assertThat(counters.dropped(DropCause.TOO_LARGE)).isEqualTo(4);
    assertThat(counters.retries()).isOne();
    assertThat(sender.openItems()).isZero();
    assertThat(failures).containsExactly(FailureCause.TOO_LARGE);
  }

  @Test
  void anExporterThatThrowsOrReportsNothingLosesTheRequestAlone() {
    for (Function<Payload, DeliveryReport> bad :
        List.<Function<Payload, DeliveryReport>>of(
            payload -> {
              throw new OutOfMemoryError("test");
            },
            payload -> null)) {
      failures.clear();
      RequestSender sender = sender(bad);
      assertThat(send(sender, 7)).isFalse();
      assertThat(sender.counters().dropped(DropCause.INTERNAL_ERROR)).isEqualTo(7);
      assertThat(sender.counters().failedRequests()).isOne();
      assertThat(sender.openItems()).isZero();
      assertThat(failures).containsExactly(FailureCause.INTERNAL);
    }
  }

  @Test
  void whatIsAbandonedIsCountedOnce() {
    RequestSender[] sender = new RequestSender[1];
    sender[0] =
        sender(
            payload -> {
              sender[0].abandon();
              return DeliveryReport.of(ExportResult.delivered(), 9);
            });
    assertThat(send(sender[0], 9)).isTrue();
    assertThat(sender[0].counters().dropped(DropCause.SHUTDOWN)).isEqualTo(9);
    assertThat(sender[0].counters().exported()).isZero();
  }

  @Test
  void requestDuringASuspensionReconnectsItsExporterAndLeavesTheTaskForTheNext() {
    List<String> calls = new ArrayList<>();
    RequestSender[] sender = new RequestSender[1];
    Suspendable exporter = new Suspendable(calls, () -> send(sender[0], 1));
    sender[0] = new RequestSender(Signal.TRACES, exporter, LONG_NANOS);
    assertThat(sender[0].suspend(System.nanoTime(), () -> calls.add("task"))).isTrue();
    assertThat(calls).containsExactly("suspend", "task", "reconnect", "deliver");

    send(sender[0], 1);
    send(sender[0], 1);
    assertThat(calls.subList(4, calls.size()))
        .containsExactly("task", "reconnect", "deliver", "deliver");
  }

  @Test
  void isNotIdleWhileARequestIsOpen() {
    RequestSender sender =
        new RequestSender(Signal.TRACES, new Suspendable(new ArrayList<>(), () -> {}), LONG_NANOS);
    Request request = sender.newRequest();
    request.lend(new byte[3], 3, 1);
    assertThat(sender.suspend(System.nanoTime(), () -> {})).isFalse();
    sender.send(request);
    assertThat(sender.suspend(System.nanoTime(), () -> {})).isTrue();
  }

  /** Notes what is called; does something while it is suspended. */
  private record Suspendable(List<String> calls, Runnable meanwhile) implements BuiltInExporter {
    @Override
    public ExportResult export(Payload payload) {
      calls.add("deliver");
      return ExportResult.delivered();
    }

    @Override
    public DeliveryReport deliver(Payload payload) {
      return DeliveryReport.of(export(payload), payload.items());
    }

    @Override
    public boolean suspend(long deadlineNanos) {
      calls.add("suspend");
      meanwhile.run();
      return true;
    }

    @Override
    public void reconnect() {
      calls.add("reconnect");
    }

    @Override
    public void close() {}
  }

  @Test
  void abandoningOneRequestLeavesTheOthers() {
    RequestSender sender =
        sender(payload -> DeliveryReport.of(ExportResult.delivered(), payload.items()));
    Request lost = sender.newRequest();
    lost.lend(new byte[9], 9, 4);
    Request sent = sender.newRequest();
    sent.lend(new byte[9], 9, 5);
    sender.abandon(lost);
    assertThat(sender.send(sent)).isTrue();
    assertThat(sender.counters().dropped(DropCause.SHUTDOWN)).isEqualTo(4);
    assertThat(sender.counters().exported()).isEqualTo(5);
    assertThat(sender.openItems()).isZero();
  }

  /** Takes note of the deadlines that it gets, and of being closed. */
  private static final class Deadlines implements BuiltInExporter {
    private final List<Long> ofExports = new ArrayList<>();
    private final List<Long> ofClose = new ArrayList<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile boolean flushed;

    @Override
    public ExportResult export(Payload payload) {
      ofExports.add(payload.deadlineNanos());
      return ExportResult.delivered();
    }

    @Override
    public boolean flush(Duration timeout) {
      return flushed;
    }

    @Override
    public void trim() {
      calls.add("trim");
    }

    @Override
    public void prepare() {
      calls.add("prepare");
    }

    @Override
    public void reconnect() {
      calls.add("reconnect");
    }

    @Override
    public void closeBy(long deadlineNanos) {
      ofClose.add(deadlineNanos);
    }

    @Override
    public int maxConcurrentExports() {
      return 4;
    }

    @Override
    public String componentType() {
      return "deadlines";
    }

    @Override
    public String serverAddress() {
      return "host";
    }

    @Override
    public int serverPort() {
      return 80;
    }

    @Override
    public void close() {
      calls.add("close on " + Thread.currentThread().getName());
    }
  }

  @Test
  void aRequestEndsByTheEarlierOfItsTimeoutAndTheClose() {
    Deadlines exporter = new Deadlines();
    RequestSender sender = new RequestSender(Signal.TRACES, exporter, LONG_NANOS);
    assertThat(sender.isClosing()).isFalse();
    long before = System.nanoTime();
    send(sender, 1);
    assertThat(exporter.ofExports.get(0))
        .isBetween(before + LONG_NANOS, System.nanoTime() + LONG_NANOS);

    sender.closeBy(before + 3 * LONG_NANOS);
    assertThat(sender.isClosing()).isTrue();
    assertThat(sender.nanosToClose())
        .isBetween(before + 3 * LONG_NANOS - System.nanoTime(), 3 * LONG_NANOS);
    before = System.nanoTime();
    send(sender, 1);
    assertThat(exporter.ofExports.get(1))
        .as("the timeout is earlier")
        .isBetween(before + LONG_NANOS, System.nanoTime() + LONG_NANOS);

    long hurried = before + 7;
    sender.closeBy(hurried);
    sender.closeBy(before + LONG_NANOS);
    send(sender, 1);
    assertThat(exporter.ofExports.get(2)).isEqualTo(hurried);
    assertThat(sender.nanosToClose()).isNegative();
    assertThat(exporter.ofClose).hasSize(3);
    assertThat(exporter.ofClose.get(2)).as("the later close changes nothing").isEqualTo(hurried);
  }

  @Test
  void asksItsExporter() {
    Deadlines exporter = new Deadlines();
    RequestSender sender = new RequestSender(Signal.TRACES, exporter, LONG_NANOS);
    assertThat(sender.componentType()).isEqualTo("deadlines");
    assertThat(sender.serverAddress()).isEqualTo("host");
    assertThat(sender.serverPort()).isEqualTo(80);
    assertThat(sender.maxConcurrentExports()).isEqualTo(4);
    assertThat(sender.flushExporter(1)).isFalse();
    exporter.flushed = true;
    assertThat(sender.flushExporter(1)).isTrue();
    sender.prepare();
    sender.trim();
    sender.close();
    sender.closeAsync();
    sender.awaitClosed(System.nanoTime() + LONG_NANOS);
    assertThat(exporter.calls)
        .containsExactly("prepare", "trim", "close on " + Thread.currentThread().getName());
  }

  @Test
  void closesItsExporterOnAThreadThatIsNamedAfterTheSignal() {
    Deadlines exporter = new Deadlines();
    RequestSender sender = new RequestSender(Signal.TRACES, exporter, LONG_NANOS);
    sender.closeAsync();
    sender.awaitClosed(System.nanoTime() + LONG_NANOS);
    assertThat(exporter.calls).containsExactly("close on ringlet-traces-close");
  }

  @Test
  void resumesWithoutTheTaskThatWaitsForTheNextRequest() {
    Deadlines exporter = new Deadlines();
    RequestSender sender = new RequestSender(Signal.TRACES, exporter, LONG_NANOS);
    sender.suspend(System.nanoTime(), () -> exporter.calls.add("task"));
    sender.resume();
    send(sender, 1);
    assertThat(exporter.calls).containsExactly("reconnect");
  }

  @Test
  void aTaskOrAListenerThatThrowsLosesNothing() {
    Deadlines exporter = new Deadlines();
    RequestSender sender = new RequestSender(Signal.TRACES, exporter, LONG_NANOS);
    sender.setListener(
        (failure, nanos) -> {
          throw new IllegalStateException("a listener");
        });
    sender.suspend(
        System.nanoTime(),
        () -> {
          throw new IllegalStateException("a task");
        });
    try (LogCapture log = new LogCapture("dev.ringlet.internal.delivery")) {
      assertThat(send(sender, 3)).isTrue();
      assertThat(log.messages(Level.WARNING))
          .containsExactly(
              "deadlines failed to reconnect: java.lang.IllegalStateException: a task",
              "deadlines failed to measure an export: java.lang.IllegalStateException: a listener");
    }
    assertThat(exporter.calls).containsExactly("reconnect");
    assertThat(sender.counters().exported()).isEqualTo(3);
  }

  @Test
  void tellsItsListenerHowLongARequestTook() {
    List<Long> times = new ArrayList<>();
    RequestSender sender =
        sender(
            payload -> {
              long begin = System.nanoTime();
              while (System.nanoTime() - begin < 1_000) {
                Thread.onSpinWait();
              }
              return DeliveryReport.of(ExportResult.delivered(), 1);
            });
    sender.setListener((failure, nanos) -> times.add(nanos));
    long before = System.nanoTime();
    send(sender, 1);
    assertThat(times)
        .singleElement()
        .satisfies(nanos -> assertThat(nanos).isBetween(1_000L, System.nanoTime() - before));
  }

  @Test
  void knowsAThreadInsideItsExport() {
    List<Boolean> inside = new ArrayList<>();
    RequestSender[] sender = new RequestSender[1];
    sender[0] =
        sender(
            payload -> {
              inside.add(sender[0].isInsideExport());
              return DeliveryReport.of(ExportResult.delivered(), 1);
            });
    send(sender[0], 1);
    inside.add(sender[0].isInsideExport());
    assertThat(inside).containsExactly(true, false);
  }

  @Test
  void aRequestThatWasGivenUpBeforeItsExportIsNotSent() {
    Deadlines exporter = new Deadlines();
    RequestSender sender = new RequestSender(Signal.TRACES, exporter, LONG_NANOS);
    Request request = sender.newRequest();
    request.lend(new byte[3], 3, 4);
    Request other = sender.newRequest();
    other.lend(new byte[3], 3, 5);
    assertThat(sender.openItems()).isEqualTo(9);
    sender.abandon();
    assertThat(sender.send(request)).isFalse();
    assertThat(exporter.ofExports).isEmpty();
    assertThat(sender.counters().dropped(DropCause.SHUTDOWN)).isEqualTo(9);
  }
}
