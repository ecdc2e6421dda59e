// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
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
import dev.ringlet.internal.delivery.DeliveryReport;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.CapturingExporter;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that a small spool does not take in one piece. */
class RouteStoredPartsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int SPOOL_BYTES = 512 << 10;

  @TempDir Path directory;

  /** Gets what is delivered. */
  private final CapturingExporter receiver = new CapturingExporter();

  private final CapturingExporter network = new CapturingExporter(this::send);
  private volatile boolean down = true;
  private Route route;

  private ExportResult send(Payload payload) {
    return down ? ExportResult.retry(FailureCause.TIMEOUT, -1, "down") : receiver.export(payload);
  }

  @BeforeEach
  void setUp() {
    Spool spool =
        new Spool(
            new SpoolSettings(
                directory.resolve("spool"), SPOOL_BYTES, 0, true, 0, false, false, 100 << 20));
    Endpoint endpoint = Endpoint.parse("http://collector:4318/");
    route =
        new Route(
            Signal.TRACES,
            List.of(new Destination(Signal.TRACES, endpoint, Protocol.HTTP_PROTOBUF, network)),
            RetryPolicy.none(),
            60 * SECOND,
            1 << 20,
            spool);
    Await.until("the spool is available", spool::isAvailable);
  }

  @AfterEach
  void tearDown() {
    route.close();
  }

  private static Payload request(int... spanBytes) {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    for (int i = 0; i < spanBytes.length; i++) {
      ByteString bytes = ByteString.copyFrom(new byte[spanBytes[i]]);
      scope.addSpans(Span.newBuilder().setName("span " + i).setTraceId(bytes));
    }
    byte[] body =
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
            .build()
            .toByteArray();
    return new Payload(Signal.TRACES, body, 0, body.length, spanBytes.length, Await.deadline());
  }

  /** The names of the spans that were delivered. */
  private List<String> arrived() {
    List<String> names = new ArrayList<>();
    receiver
        .requests(ExportTraceServiceRequest::parseFrom)
        .flatMap(request -> request.getResourceSpansList().stream())
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .forEach(span -> names.add(span.getName()));
    return names;
  }

  @Test
  void aRequestThatIsTooLargeForTheSpoolIsStoredInParts() {
    Payload request = request(50_000, 50_000, 50_000, 50_000, 50_000);
    assertThat(request.length()).isGreaterThan(route.largestRequestBytes());
    DeliveryReport report = route.deliver(request);
    assertThat(report.stored()).isEqualTo(5);
    assertThat(report.items()).isEqualTo(5);
    assertThat(report.isSuccess()).isTrue();
    route.counters().count(report);

    down = false;
    Await.until("all is exported", () -> route.counters().exported() == 5);
    assertThat(route.counters().spooled()).isZero();
    assertThat(arrived()).containsExactly("span 0", "span 1", "span 2", "span 3", "span 4");
    assertThat(receiver.payloads()).allMatch(part -> part.length() <= route.largestRequestBytes());
  }

  @Test
  void theResultIsThatAllPartsAreStored() {
    assertThat(route.export(request(100_000, 100_000))).isSameAs(ExportResult.stored());
  }

  @Test
  void onlyARecordThatIsTooLargeByItselfIsLost() {
    DeliveryReport report = route.deliver(request(1000, 200_000, 1000));
    assertThat(report.stored()).isEqualTo(2);
    assertThat(report.dropped(DropCause.TOO_LARGE)).isEqualTo(1);
    assertThat(report.items()).isEqualTo(3);
    assertThat(report.failure()).isEqualTo(FailureCause.TOO_LARGE);
  }
}
