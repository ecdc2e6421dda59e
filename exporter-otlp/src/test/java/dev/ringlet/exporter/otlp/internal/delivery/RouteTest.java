// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.spool.Spool;
import dev.ringlet.exporter.otlp.internal.spool.SpoolSettings;
import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.exporter.otlp.settings.Protocol;
import dev.ringlet.exporter.otlp.settings.RetryPolicy;
import dev.ringlet.internal.context.Suppression;
import dev.ringlet.internal.delivery.BuiltInExporter;
import dev.ringlet.internal.delivery.DeliveryReport;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.CapturingExporter;
import dev.ringlet.testing.LogCapture;
import io.opentelemetry.context.Context;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A route over two destinations, with and without a spool. */
class RouteTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int ITEMS = 3;

  @TempDir Path directory;

  private final LogCapture log = new LogCapture("dev.ringlet");
  private final Transport primary = new Transport(4);
  private final Transport second = new Transport(3);
  private final List<Long> waits = new CopyOnWriteArrayList<>();
  private RetryPolicy policy = RetryPolicy.none();
  private long aheadNanos;
  private Route route;
  private Spool spool;

  /** A transport of this library that notes what is asked of it. */
  private static final class Transport extends CapturingExporter implements BuiltInExporter {
    final List<String> calls = new ArrayList<>();
    private final int concurrent;

    Transport(int concurrent) {
      this.concurrent = concurrent;
    }

    void down() {
      answers(payload -> ExportResult.retry(FailureCause.TIMEOUT, -1, "down"));
    }

    @Override
    public int maxConcurrentExports() {
      return concurrent;
    }

    @Override
    public void prepare() {
      calls.add("prepare");
    }

    @Override
    public void trim() {
      calls.add("trim");
    }

    @Override
    public void disconnect() {
      calls.add("disconnect");
    }
  }

  /** Notes the waits and does not wait. */
  private final class NotingPause extends Pause {
    @Override
    long nanoTime() {
      return super.nanoTime() + aheadNanos;
    }

    @Override
    public boolean await(long nanos) {
      waits.add(nanos);
      return super.await(0);
    }
  }

  @AfterEach
  void tearDown() {
    if (route != null) {
      route.close();
    }
    log.close();
  }

  private Destination destination(Protocol protocol, String url, Transport transport) {
    return new Destination(Signal.LOGS, Endpoint.parse(url), protocol, transport);
  }

  private Route route(Spool spool) {
    return route(spool, 60 * SECOND);
  }

  private Route route(Spool spool, long timeoutNanos) {
    route =
        new Route(
            new Route.Settings(Signal.LOGS, policy, timeoutNanos, 1 << 20),
            List.of(
                destination(Protocol.GRPC, "http://first:4317/", primary),
                destination(Protocol.HTTP_PROTOBUF, "http://second:4318/v1/logs", second)),
            spool,
            new NotingPause(),
            () -> 0.5);
    return route;
  }

  private Route routeWithSpool(long maxBytes, boolean dropOldest) {
    spool =
        new Spool(
            new SpoolSettings(
                directory.resolve("spool"),
                maxBytes,
                0,
                dropOldest,
                600 * SECOND,
                false,
                false,
                1 << 10));
    route(spool);
    Await.until("the spool is available", spool::isAvailable);
    return route;
  }

  private static Payload payload(int length, long deadlineNanos) {
    return new Payload(Signal.LOGS, new byte[length + 2], 1, length, ITEMS, deadlineNanos);
  }

  private static Payload payload() {
    return payload(100, Await.deadline());
  }

  @Test
  void namesItsEndpoints() {
    route(null);
    assertThat(route)
        .hasToString(
            "OtlpExporter{logs -> grpc http://first:4317/,"
                + " http/protobuf http://second:4318/v1/logs}");
    assertThat(route.serverAddress()).isEqualTo("first");
    assertThat(route.serverPort()).isEqualTo(4317);
    assertThat(route.componentType()).isEqualTo("otlp_grpc_log_exporter");
    for (Signal signal : Signal.values()) {
      String item = signal == Signal.METRICS ? "metric" : signal.item();
      assertThat(destination(Protocol.HTTP_PROTOBUF, "http://a", primary).componentType(signal))
          .isEqualTo("otlp_http_" + item + "_exporter");
      assertThat(destination(Protocol.HTTP_JSON, "http://a", primary).componentType(signal))
          .isEqualTo("otlp_http_json_" + item + "_exporter");
    }
  }

  @Test
  void passesOnWhatIsAskedOfTheTransports() {
    route(null);
    route.prepare();
    assertThat(primary.calls).containsExactly("prepare");
    assertThat(second.calls).isEmpty(); // usually never needed
    route.trim();
    route.disconnect();
    assertThat(route.suspend(System.nanoTime())).isTrue();
    assertThat(primary.calls).containsExactly("prepare", "trim", "disconnect", "disconnect");
    assertThat(second.calls).containsExactly("trim", "disconnect", "disconnect");
    route.reconnect();
    assertThat(route.maxConcurrentExports()).isEqualTo(3);
    assertThat(route.flush(Duration.ZERO)).isTrue();
    route.close();
    assertThat(primary.isClosed()).isTrue();
    assertThat(second.isClosed()).isTrue();
  }

  @Test
  void logsTheOutcomeAtEachDestination() {
    primary.down();
    route(null).deliver(payload());
    assertThat(log.text())
        .contains("logs -> http://first:4317/ (grpc) failed, 3 items")
        .contains("logs -> http://second:4318/v1/logs (http/protobuf) ok, 3 items");
  }

  @Test
  void refusesARequestOfAnotherSignal() {
    Payload traces = new Payload(Signal.TRACES, new byte[9], 0, 9, ITEMS, Await.deadline());
    ExportResult result = route(null).export(traces);
    assertThat(result.kind()).isEqualTo(ExportResult.Kind.PERMANENT);
    assertThat(result.cause()).isEqualTo(FailureCause.INTERNAL);
    assertThat(result.message()).isEqualTo("an exporter of logs got traces");
    assertThat(route.deliver(traces).dropped(DropCause.INTERNAL_ERROR)).isEqualTo(ITEMS);
    assertThat(primary.payloads()).isEmpty();
  }

  @Test
  void anExportOfTheApplicationIsSuppressed() {
    List<Boolean> suppressed = new ArrayList<>();
    primary.answers(
        payload -> {
          suppressed.add(Suppression.isActive(Context.current()));
          return ExportResult.delivered();
        });
    assertThat(route(null).export(payload())).isSameAs(ExportResult.delivered());
    assertThat(suppressed).containsExactly(true);
    assertThat(Suppression.isActive(Context.current())).isFalse();
  }

  @Test
  void aRequestWithoutTimeIsNotSent() {
    ExportResult result = route(null).export(payload(100, System.nanoTime()));
    assertThat(result.cause()).isEqualTo(FailureCause.TIMEOUT);
    assertThat(result.message()).isEqualTo("no time left to send");
    assertThat(primary.payloads()).isEmpty();
    assertThat(second.payloads()).isEmpty();
  }

  @Test
  void anAttemptHasTheTimeOfTheRoute() {
    route(null, 60 * SECOND);
    long before = System.nanoTime();
    route.deliver(payload());
    long after = System.nanoTime();
    long deadline = primary.payloads().get(0).deadlineNanos();
    assertThat(deadline - before).isGreaterThanOrEqualTo(30 * SECOND); // half is the second's
    assertThat(deadline - after).isLessThanOrEqualTo(30 * SECOND);
  }

  @Test
  void aSpoolTakesOneOfTheConcurrentRequests() {
    routeWithSpool(1 << 20, true);
    assertThat(route.maxConcurrentExports()).isEqualTo(2);
  }

  @Test
  void aDeliveredRequestIsNotStored() {
    DeliveryReport report = routeWithSpool(1 << 20, true).deliver(payload());
    assertThat(report.delivered()).isEqualTo(ITEMS);
    assertThat(report.stored()).isZero();
    assertThat(report.isSuccess()).isTrue();
  }

  @Test
  void aRequestThatFailsIsRepeatedOnceAndStored() {
    policy = RetryPolicy.getDefault();
    primary.down();
    second.down();
    DeliveryReport report = routeWithSpool(1 << 20, true).deliver(payload());
    assertThat(report.stored()).isEqualTo(ITEMS);
    assertThat(report.isSuccess()).isTrue();
    assertThat(report.retries()).isEqualTo(1);
    assertThat(waits).containsExactly(SECOND);
    assertThat(route.flush(Await.LONG)).isTrue();
  }

  @Test
  void aRefusedRequestIsNotStored() {
    primary.answers(payload -> ExportResult.permanent(FailureCause.BAD_DATA, "no"));
    DeliveryReport report = routeWithSpool(1 << 20, true).deliver(payload());
    assertThat(report.dropped(DropCause.REFUSED)).isEqualTo(ITEMS);
    assertThat(report.stored()).isZero();
  }

  /** The network used the time up; the disk gets a second all the same. */
  @Test
  void aRequestWithoutTimeIsStored() {
    aheadNanos = Await.LONG_NANOS; // a second is not enough on every machine
    routeWithSpool(1 << 20, true);
    assertThat(route.export(payload(100, System.nanoTime()))).isSameAs(ExportResult.stored());
    assertThat(route.export(payload(100, System.nanoTime() - 100 * SECOND)))
        .isSameAs(ExportResult.stored());
  }

  @Test
  void aRequestOverTheLimitOfTheSpoolIsLost() {
    primary.down();
    second.down();
    routeWithSpool(256 << 10, true);
    ExportResult result = route.export(payload(100 << 10, Await.deadline()));
    assertThat(result.kind()).isEqualTo(ExportResult.Kind.PERMANENT);
    assertThat(result.cause()).isEqualTo(FailureCause.TOO_LARGE);
    assertThat(result.message()).isEqualTo("too large for the spool");
  }

  @Test
  void aFullSpoolIsNamedTogetherWithTheFailure() {
    primary.down();
    second.down();
    routeWithSpool(256 << 10, false);
    DeliveryReport report = DeliveryReport.stored(0);
    for (int i = 0; i < 100 && report.isSuccess(); i++) {
      report = route.deliver(payload(20 << 10, Await.deadline()));
    }
    assertThat(report.dropped(DropCause.SPOOL_FULL)).isEqualTo(ITEMS);
    assertThat(report.failure()).isEqualTo(FailureCause.TIMEOUT);
    ExportResult result = route.export(payload(20 << 10, Await.deadline()));
    assertThat(result.kind()).isEqualTo(ExportResult.Kind.PERMANENT);
    assertThat(result.message()).isEqualTo("the spool is full");
  }

  @Test
  void aClosedSpoolLeavesTheFailureAsItIs() {
    primary.down();
    second.down();
    routeWithSpool(1 << 20, true);
    route.close();
    assertThat(spool.hasEnded()).isTrue();
    DeliveryReport report = route.deliver(payload());
    assertThat(report.dropped(DropCause.RETRIES_EXHAUSTED)).isEqualTo(ITEMS);
    assertThat(report.failure()).isEqualTo(FailureCause.TIMEOUT);
  }

  @Test
  void closingStoresUntilItsDeadline() {
    primary.down();
    second.down();
    routeWithSpool(1 << 20, true);
    route.closeBy(Await.deadline());
    assertThat(route.export(payload())).isSameAs(ExportResult.stored());
    route.closeBy(System.nanoTime());
    DeliveryReport report = route.deliver(payload());
    assertThat(report.stored()).isZero();
    assertThat(report.dropped(DropCause.RETRIES_EXHAUSTED)).isEqualTo(ITEMS);
  }

  @Test
  void sendingEndsShortlyBeforeTheDeadlineOfClosing() {
    routeWithSpool(1 << 20, true);
    long left = Await.LONG_NANOS; // none of which is waited for
    long before = System.nanoTime();
    route.closeBy(before + left);
    Await.until("the transports are closed", () -> primary.isClosed() && second.isClosed());
    // A second is kept for the disk.
    assertThat(waits).hasSize(1);
    assertThat(waits.get(0)).isBetween(left / 2, left - SECOND);
  }

  @Test
  void aSuspendedSpoolHasNoFileOpenAndContinues() {
    primary.down();
    second.down();
    routeWithSpool(1 << 20, true);
    route.deliver(payload());
    // A stored request may be on its way: then it is not suspended by the deadline.
    Await.until("it is suspended", () -> route.suspend(System.nanoTime() + SECOND));
    assertThat(spool.isAvailable()).isFalse();
    assertThat(primary.calls).contains("disconnect");
    route.reconnect();
    Await.until("the spool is available again", spool::isAvailable);
    assertThat(route.counters()).isNotNull();
  }
}
