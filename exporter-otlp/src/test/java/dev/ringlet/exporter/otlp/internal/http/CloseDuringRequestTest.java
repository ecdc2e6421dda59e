// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.exporter.otlp.internal.tls.CertificateRequests;
import dev.ringlet.exporter.otlp.settings.Compression;
import dev.ringlet.testing.Await;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A sender that is closed while its only connection carries a request. */
class CloseDuringRequestTest {
  private final TransportSettings settings =
      new TransportSettings(Endpoint.parse("http://localhost:1/"), Map.of(), 0, 1, 1000);
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean busy;
  private volatile boolean connected;
  private boolean cancelled = true;

  /** As OkHttp with HTTP/2: a connection remains when its request is cancelled. */
  private final class Transport implements HttpTransport {
    private final CertificateRequests requests = CertificateRequests.none();

    @Override
    public HttpExchange newExchange() {
      return new HttpExchange(1000) {
        @Override
        void execute() throws IOException {
          busy = true;
          connected = true;
          started.countDown();
          try {
            assertThat(closed.await(Await.LONG_NANOS, TimeUnit.NANOSECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new IOException(e);
          } finally {
            busy = false;
          }
          if (cancelled) {
            throw new IOException("cancelled");
          }
          response.head(200, "application/x-protobuf", null, null);
        }
      };
    }

    @Override
    public void evictIdle() {
      connected &= busy;
    }

    @Override
    public CertificateRequests certificateRequests() {
      return requests;
    }

    @Override
    public void close() {
      evictIdle();
    }
  }

  private ExportResult closeDuringExport() throws Exception {
    HttpSender sender = new HttpSender(settings, Transport::new, null, Compression.NONE, 1000);
    Payload payload = new Payload(Signal.TRACES, new byte[9], 0, 9, 1, Await.deadline());
    CompletableFuture<ExportResult> result =
        CompletableFuture.supplyAsync(() -> sender.export(payload));
    assertThat(started.await(Await.LONG_NANOS, TimeUnit.NANOSECONDS)).isTrue();
    sender.close();
    assertThat(connected).isTrue();
    closed.countDown();
    return result.get(Await.LONG_NANOS, TimeUnit.NANOSECONDS);
  }

  @Test
  void theConnectionOfACancelledRequestIsClosed() throws Exception {
    assertThat(closeDuringExport().cause()).isEqualTo(FailureCause.CLOSED);
    assertThat(connected).isFalse();
  }

  @Test
  void theConnectionOfARequestThatWasAnsweredIsClosed() throws Exception {
    cancelled = false;
    assertThat(closeDuringExport()).isSameAs(ExportResult.delivered());
    assertThat(connected).isFalse();
  }
}
