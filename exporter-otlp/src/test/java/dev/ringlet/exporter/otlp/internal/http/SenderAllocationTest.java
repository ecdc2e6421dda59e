// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import static dev.ringlet.testing.Await.LONG_NANOS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.sun.management.ThreadMXBean;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.ScriptedServer;
import dev.ringlet.exporter.otlp.internal.delivery.Destination;
import dev.ringlet.exporter.otlp.internal.delivery.Route;
import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.exporter.otlp.internal.tls.CertificateRequests;
import dev.ringlet.exporter.otlp.settings.Compression;
import dev.ringlet.exporter.otlp.settings.Protocol;
import dev.ringlet.exporter.otlp.settings.RetryPolicy;
import dev.ringlet.testing.Await;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bytes that the exporting thread allocates for a request of 80 KB. */
class SenderAllocationTest {
  private static final int ROUNDS = 5;
  private static final int REQUESTS = 60;

  /** Payload, outcome, report and scope of a request, with a margin for other object layouts. */
  private static final int OWN_BYTES = 240;

  /** What zstd-jni allocates for a call on JDK 25, with a margin; nothing on 17. */
  private static final int ZSTD_BYTES = 256;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final byte[] body = body();

  private static byte[] body() {
    Random random = new Random(1);
    byte[] id = new byte[150];
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    for (int i = 0; i < 500; i++) {
      random.nextBytes(id);
      scope.addSpans(Span.newBuilder().setTraceId(ByteString.copyFrom(id)).setName("é\"" + i));
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
        .build()
        .toByteArray();
  }

  private static TransportSettings settings(String url) {
    return new TransportSettings(Endpoint.parse(url), Map.of(), 0, 1, 1 << 20);
  }

  private static Exporter chain(
      TransportSettings settings, HttpTransport transport, Compression compression) {
    HttpSender sender = new HttpSender(settings, () -> transport, null, compression, 1 << 30);
    Destination destination =
        new Destination(Signal.TRACES, settings.endpoint(), settings.protocol(), sender);
    return new Route(
        Signal.TRACES, List.of(destination), RetryPolicy.none(), LONG_NANOS, 1 << 30, null);
  }

  /** The minimum of several rounds, because the JVM allocates occasionally. */
  private long bytesPerRequest(Exporter exporter) {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < REQUESTS; i++) {
        Payload payload = new Payload(Signal.TRACES, body, 0, body.length, 500, Await.deadline());
        if (exporter.export(payload) != ExportResult.delivered()) {
          throw new AssertionError();
        }
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least / REQUESTS;
  }

  /** Returns 200 without any I/O and, as a canary, allocates a given number of bytes. */
  private static final class StubTransport implements HttpTransport {
    private final CertificateRequests requests = CertificateRequests.none();

    private final int canaryBytes;
    volatile byte[] canary;

    StubTransport(int canaryBytes) {
      this.canaryBytes = canaryBytes;
    }

    @Override
    public HttpExchange newExchange() {
      return new HttpExchange(1 << 20) {
        @Override
        void execute() {
          response.clear();
          response.head(200, "application/x-protobuf", null, null);
          response.grpcStatus("0", null, null);
          if (canaryBytes > 0) {
            canary = new byte[canaryBytes];
          }
        }
      };
    }

    @Override
    public void evictIdle() {}

    @Override
    public CertificateRequests certificateRequests() {
      return requests;
    }

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void senderAllocatesLittle(Compression compression) {
    for (Protocol protocol : Protocol.values()) {
      TransportSettings settings =
          new TransportSettings(
              protocol, Endpoint.parse("http://stub/"), Map.of(), 0, 1, 1 << 20, null, null);
      try (Exporter exporter = chain(settings, new StubTransport(0), compression)) {
        long bytes = bytesPerRequest(exporter);
        System.out.println(protocol + " " + compression + ": " + bytes + " B/request of our own");
        int zstd = compression == Compression.ZSTD ? ZSTD_BYTES : 0;
        assertThat(bytes).isLessThanOrEqualTo(OWN_BYTES + zstd);
      }
      try (Exporter exporter = chain(settings, new StubTransport(1000), compression)) {
        assertThat(bytesPerRequest(exporter)).isGreaterThan(1000); // detects the canary
      }
    }
  }

  @Test
  void requestDoesNotCopyTheBody() {
    try (ScriptedServer server = ScriptedServer.start()) {
      TransportSettings settings = settings(server.url("/v1/traces"));
      try (Exporter exporter = chain(settings, new OkHttpTransport(settings), Compression.NONE)) {
        long bytes = bytesPerRequest(exporter);
        System.out.println("OkHttp, 80 KB body: " + bytes + " B/request on the exporting thread");
        assertThat(bytes).isLessThan(body.length / 4);
      }
    }
  }
}
