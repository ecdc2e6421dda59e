// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.delivery;

import static dev.ringlet.testing.Await.LONG_NANOS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.context.Suppression;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.LogCapture;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The boundary around exporters of the application and of the SDK. */
class GuardedExporterTest {
  private static final byte[] BYTES = {9, 1, 2, 3, 9};

  private final Payload payload = new Payload(Signal.LOGS, BYTES, 1, 3, 7, 0);
  private final LogCapture log = new LogCapture("dev.ringlet.internal.delivery");
  private final List<String> calls = new ArrayList<>();

  @AfterEach
  void stopListening() {
    log.close();
  }

  /** An exporter of the application that notes its calls, and may throw from all of them. */
  private static class Noting implements Exporter {
    private final List<String> calls;
    private final Throwable thrown;

    Noting(List<String> calls, Throwable thrown) {
      this.calls = calls;
      this.thrown = thrown;
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable t) throws T {
      throw (T) t;
    }

    final void note(String call) {
      calls.add(call);
      if (thrown != null) {
        Noting.<RuntimeException>sneak(thrown);
      }
    }

    @Override
    public ExportResult export(Payload payload) {
      note("export");
      return ExportResult.partial(2, "");
    }

    @Override
    public boolean flush(Duration timeout) {
      note("flush " + timeout.toNanos());
      return true;
    }

    @Override
    public int maxConcurrentExports() {
      note("maxConcurrentExports");
      return 3;
    }

    @Override
    public void disconnect() {
      note("disconnect");
    }

    @Override
    public void close() {
      note("close on " + Thread.currentThread().getName());
    }
  }

  /** An exporter of the SDK. */
  private static class Own extends Noting implements BuiltInExporter {
    private final DeliveryCounters counters = new DeliveryCounters();

    Own(List<String> calls, Throwable thrown) {
      super(calls, thrown);
    }

    @Override
    public DeliveryReport deliver(Payload payload) {
      note("deliver");
      return DeliveryReport.lost(DropCause.REFUSED, payload.items(), FailureCause.BAD_DATA);
    }

    @Override
    public DeliveryCounters counters() {
      return counters;
    }

    @Override
    public void prepare() {
      note("prepare");
    }

    @Override
    public void trim() {
      note("trim");
    }

    @Override
    public boolean suspend(long deadlineNanos) {
      note("suspend " + deadlineNanos);
      return false;
    }

    @Override
    public void reconnect() {
      note("reconnect");
    }

    @Override
    public void closeBy(long deadlineNanos) {
      note("closeBy " + deadlineNanos);
    }

    @Override
    public String componentType() {
      return "own_exporter";
    }

    @Override
    public String serverAddress() {
      return "host";
    }

    @Override
    public int serverPort() {
      return 4318;
    }
  }

  private static void callEverything(GuardedExporter guarded) {
    guarded.prepare();
    guarded.trim();
    guarded.reconnect();
    guarded.closeBy(5);
    guarded.suspend(6);
    guarded.flush(7);
    guarded.flush(-7);
  }

  @Test
  void asksAnExporterOfTheApplicationOnlyWhatItsContractHas() {
    Noting exporter = new Noting(calls, null);
    GuardedExporter guarded = new GuardedExporter(exporter);
    callEverything(guarded);
    assertThat(calls).containsExactly("disconnect", "flush 7", "flush 0");
    assertThat(guarded.suspend(6)).isTrue();
    assertThat(guarded.flush(1)).isTrue();
    assertThat(guarded.maxConcurrentExports()).isEqualTo(3);
    assertThat(guarded.componentType()).isEqualTo(Noting.class.getName());
    assertThat(guarded.serverAddress()).isNull();
    assertThat(guarded.serverPort()).isZero();
    assertThat(guarded.counters().requests()).isZero();
    DeliveryReport report = guarded.deliver(payload);
    assertThat(report.delivered()).isEqualTo(5);
    assertThat(report.dropped(DropCause.REJECTED)).isEqualTo(2);
    assertThat(log.records()).isEmpty();
  }

  @Test
  void asksAnExporterOfTheSdkForMore() {
    Own exporter = new Own(calls, null);
    GuardedExporter guarded = new GuardedExporter(exporter);
    callEverything(guarded);
    assertThat(calls)
        .containsExactly(
            "prepare", "trim", "reconnect", "closeBy 5", "suspend 6", "flush 7", "flush 0");
    assertThat(guarded.suspend(6)).isFalse();
    assertThat(guarded.componentType()).isEqualTo("own_exporter");
    assertThat(guarded.serverAddress()).isEqualTo("host");
    assertThat(guarded.serverPort()).isEqualTo(4318);
    assertThat(guarded.counters()).isSameAs(exporter.counters());
    assertThat(guarded.deliver(payload).dropped(DropCause.REFUSED)).isEqualTo(7);
  }

  @Test
  void onlyAnExporterOfTheApplicationGetsACopy() {
    List<Payload> payloads = new ArrayList<>();
    Exporter ofApplication =
        new Noting(calls, null) {
          @Override
          public ExportResult export(Payload payload) {
            payloads.add(payload);
            return ExportResult.delivered();
          }
        };
    new GuardedExporter(ofApplication).deliver(payload);
    assertThat(payloads.get(0).bytes()).containsExactly(1, 2, 3);
    Exporter ofSdk =
        new Own(calls, null) {
          @Override
          public DeliveryReport deliver(Payload payload) {
            payloads.add(payload);
            return DeliveryReport.stored(7);
          }
        };
    new GuardedExporter(ofSdk).deliver(payload);
    assertThat(payloads.get(1).bytes()).isSameAs(BYTES);
  }

  @Test
  void survivesWhateverAnExporterThrows() {
    for (Throwable thrown : List.of(new Exception("test"), new OutOfMemoryError("test"))) {
      for (Exporter exporter : List.of(new Noting(calls, thrown), new Own(calls, thrown))) {
        GuardedExporter guarded = new GuardedExporter(exporter);
        callEverything(guarded);
        assertThat(guarded.suspend(1)).isFalse();
        assertThat(guarded.flush(1)).isFalse();
        assertThat(guarded.deliver(payload)).isNull();
        assertThat(guarded.maxConcurrentExports()).isOne();
        guarded.close();
      }
    }
    assertThat(log.messages(Level.WARNING))
        .contains(
            Noting.class.getName() + " failed to export: java.lang.Exception: test",
            Noting.class.getName() + " failed to close: java.lang.OutOfMemoryError: test",
            Noting.class.getName()
                + " failed to name its maxConcurrentExports: java.lang.Exception: test",
            "own_exporter failed to prepare: java.lang.Exception: test");
  }

  @Test
  void namesAnExporterThatReturnsNull() {
    Exporter exporter =
        new Noting(calls, null) {
          @Override
          public ExportResult export(Payload payload) {
            return null;
          }
        };
    assertThat(new GuardedExporter(exporter).deliver(payload)).isNull();
    assertThat(log.messages(Level.WARNING))
        .containsExactly(exporter.getClass().getName() + " returned null from export");
  }

  @Test
  void keepsAnInterruptThatAnExporterHasTurnedIntoAnException() {
    GuardedExporter guarded = new GuardedExporter(new Noting(calls, new InterruptedException()));
    assertThat(guarded.flush(1)).isFalse();
    assertThat(Thread.interrupted()).isTrue();
    guarded = new GuardedExporter(new Noting(calls, new Exception()));
    assertThat(guarded.flush(1)).isFalse();
    assertThat(Thread.interrupted()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"-1,1", "0,1", "1,1", "2,2", "16,16", "17,16", "2147483647,16"})
  void limitsTheNumberOfConcurrentExports(int asked, int given) {
    Exporter exporter =
        new Noting(calls, null) {
          @Override
          public int maxConcurrentExports() {
            return asked;
          }
        };
    assertThat(new GuardedExporter(exporter).maxConcurrentExports()).isEqualTo(given);
  }

  @Test
  void marksTheContextOfItsCallsAsItsOwn() {
    GuardedExporter[] guarded = new GuardedExporter[2];
    Exporter exporter =
        new Noting(calls, null) {
          @Override
          public ExportResult export(Payload payload) {
            calls.add("export " + guarded[0].isInside() + " " + guarded[1].isInside());
            return ExportResult.delivered();
          }

          @Override
          public boolean flush(Duration timeout) {
            calls.add("flush " + guarded[0].isInside());
            return true;
          }

          @Override
          public void close() {
            calls.add("close " + Suppression.isActive(Context.current()));
          }
        };
    guarded[0] = new GuardedExporter(exporter);
    guarded[1] = new GuardedExporter(exporter);
    guarded[0].deliver(payload);
    guarded[0].flush(1);
    guarded[0].close();
    assertThat(calls).containsExactly("export true false", "flush true", "close true");
    assertThat(guarded[0].isInside()).isFalse();
  }

  @Test
  void closesOnce() {
    GuardedExporter guarded = new GuardedExporter(new Noting(calls, null));
    guarded.close();
    guarded.close();
    guarded.closeAsync("closer");
    guarded.awaitClosed(System.nanoTime() + LONG_NANOS);
    assertThat(calls).containsExactly("close on " + Thread.currentThread().getName());
  }

  @Test
  void closesOnAThreadOfItsOwnThatMayHang() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    List<Thread> closers = new ArrayList<>();
    Exporter exporter =
        new Noting(calls, null) {
          @Override
          public void close() {
            closers.add(Thread.currentThread());
            try {
              gate.await();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
            calls.add("closed");
          }
        };
    GuardedExporter guarded = new GuardedExporter(exporter);
    guarded.closeAsync("a closer");
    guarded.close();
    guarded.awaitClosed(System.nanoTime() - 1);
    assertThat(calls).isEmpty();
    gate.countDown();
    guarded.awaitClosed(System.nanoTime() + LONG_NANOS);
    assertThat(calls).containsExactly("closed");
    assertThat(closers).extracting(Thread::getName).containsExactly("a closer");
    Await.until("the closer ends", () -> !closers.get(0).isAlive());
  }

  @Test
  void theDefaultsOfAnExporterOfTheSdkSendAndDisconnect() {
    BuiltInExporter exporter =
        new BuiltInExporter() {
          @Override
          public ExportResult export(Payload payload) {
            return ExportResult.partial(3, "");
          }

          @Override
          public void disconnect() {
            calls.add("disconnect");
          }

          @Override
          public void close() {}
        };
    assertThat(exporter.deliver(payload).delivered()).isEqualTo(4);
    assertThat(exporter.counters().requests()).isZero();
    assertThat(exporter.suspend(0)).isTrue();
    assertThat(calls).containsExactly("disconnect");
    assertThat(exporter.componentType()).isEqualTo(exporter.getClass().getName());
    assertThat(exporter.serverAddress()).isNull();
    assertThat(exporter.serverPort()).isZero();
  }
}
