// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import static dev.ringlet.exporter.otlp.ScriptedHttp2.frame;
import static dev.ringlet.exporter.otlp.ScriptedHttp2.grpc;
import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.ExportResult.Kind;
import dev.ringlet.export.FailureCause;
import dev.ringlet.exporter.otlp.ScriptedHttp2;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of connections and streams during a gRPC call, frame by frame. */
class GrpcConnectionFaultsTest extends ConnectionFaults<GrpcWire> {
  private final ScriptedHttp2 server = wire.server;

  GrpcConnectionFaultsTest() {
    super(new GrpcWire());
  }

  @Test
  void sendsExactlyTheBytesOnOneConnection() {
    long start = System.nanoTime();
    for (int i = 0; i < 5; i++) {
      assertFreshOneGetsThrough(i);
    }
    long passedMillis = Duration.ofNanos(System.nanoTime() - start).toMillis() + 1;
    assertThat(server.connections().connectionCount()).isEqualTo(1);
    ScriptedHttp2.Received request = server.requests().get(4);
    assertThat(request.prefix()).containsExactly(0, 0, 1, 0x86, 0xA0);
    assertThat(request.headers())
        .containsEntry(":method", "POST")
        .containsEntry(":scheme", "http")
        .containsEntry(":path", GrpcWire.METHOD)
        .containsEntry("content-type", "application/grpc")
        .containsEntry("te", "trailers")
        .containsEntry("x-api-key", "k3y")
        .containsEntry("accept-encoding", "identity") // without it OkHttp would request gzip
        .doesNotContainKeys("grpc-encoding", "content-encoding");
    assertThat(request.headers().get("grpc-timeout")).matches("[1-9][0-9]*00m");
    assertThat(Long.parseLong(request.headers().get("grpc-timeout").replace("m", "")))
        .isBetween(LONG.toMillis() - passedMillis, LONG.toMillis());
  }

  @Test
  void noResponse() {
    server.onEveryRequest(stream -> {});
    Duration timeout = assertTimesOut();
    server.onEveryRequest(ScriptedHttp2.OK);
    assertThat(server.requests().get(0).headers().get("grpc-timeout")).matches("[0-9]+m");
    assertThat(
            Long.parseLong(server.requests().get(0).headers().get("grpc-timeout").replace("m", "")))
        .isLessThanOrEqualTo(timeout.toMillis());
    ScriptedHttp2.Received fresh = server.requests().get(assertFreshOneGetsThrough());
    assertThat(server.requests())
        .filteredOn(request -> request != fresh)
        .isNotEmpty()
        .noneMatch(request -> request.connection() == fresh.connection()); // not reused
  }

  @Test
  void headersOnly() {
    server.onEveryRequest(
        stream -> stream.headers(false, ":status", "200", "content-type", "application/grpc"));
    assertTimesOut();
    server.onEveryRequest(ScriptedHttp2.OK);
    assertFreshOneGetsThrough();
  }

  @Test
  void halfOpen() {
    server.connections().setStalling(true);
    do {
      assertResult(sender().export(payload(SHORT)), Kind.RETRY, FailureCause.TIMEOUT);
    } while (server.connections().connectionCount() == 0);
    server.connections().setStalling(false);
    assertFreshOneGetsThrough();
  }

  @Test
  void connectionBrokenInTheMiddleOfTheResponse() {
    assertFreshOneGetsThrough(0);
    server.onRequest(
        stream -> {
          stream.headers(false, ":status", "200", "content-type", "application/grpc");
          stream.data(frame(new byte[0]));
          stream.connection().close();
        });
    assertResult(export(), Kind.RETRY, FailureCause.CONNECTION_LOST);
    assertFreshOneGetsThrough(2); // not treated as a stale connection
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0,
        2,
        ScriptedHttp2.REFUSED_STREAM,
        ScriptedHttp2.CANCEL,
        13,
        ScriptedHttp2.ENHANCE_YOUR_CALM
      })
  void streamReset(int code) {
    server.onRequest(stream -> stream.reset(code));
    assertResult(export(), Kind.RETRY, FailureCause.CONNECTION_LOST);
    assertThat(server.requests()).hasSize(1);
    assertFreshOneGetsThrough(1);
  }

  @Test
  void streamRefusedOnAUsedConnectionIsRepeatedAtOnce() {
    assertFreshOneGetsThrough(0);
    server.onRequest(stream -> stream.reset(ScriptedHttp2.REFUSED_STREAM));
    assertThat(export()).isSameAs(ExportResult.delivered());
    assertThat(server.requests()).hasSize(3);
    assertThat(server.connections().connectionCount()).isEqualTo(2);
    assertFreshOneGetsThrough(3);
  }

  @Test
  void goAwayAfterTheResponse() {
    server.onRequest(
        stream -> {
          stream.goAway(true, 0);
          grpc(frame(new byte[0]), "grpc-status", "0").run(stream);
        });
    assertThat(export()).isSameAs(ExportResult.delivered());
    assertFreshOneGetsThrough(1);
    assertThat(server.connections().connectionCount()).isEqualTo(2);
  }

  @Test
  void goAwayInsteadOfAResponse() {
    ScriptedHttp2.Script goAway =
        stream -> {
          stream.goAway(false, ScriptedHttp2.ENHANCE_YOUR_CALM);
          stream.connection().close();
        };
    server.onRequest(goAway);
    assertResult(export(), Kind.RETRY, FailureCause.CONNECTION_LOST);
    assertThat(server.requests()).hasSize(1);
    server.onRequest(goAway);
    assertThat(exportRetrying()).isSameAs(ExportResult.delivered());
    assertFreshOneGetsThrough(3);
  }

  @Test
  void oneStreamAtATime() throws Exception {
    server.setMaxConcurrentStreams(1);
    assertFreshOneGetsThrough(0);
    List<CompletableFuture<ExportResult>> results = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      results.add(CompletableFuture.supplyAsync(this::export));
    }
    for (CompletableFuture<ExportResult> result : results) {
      assertThat(result.get()).isSameAs(ExportResult.delivered());
    }
    assertThat(server.requests()).hasSize(9);
    assertFreshOneGetsThrough(9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", "220 mail\r\n"})
  void serverOfAnotherProtocol(String greeting) {
    server
        .connections()
        .onConnection(
            connection -> {
              connection.readBytes(24);
              connection.send(greeting);
              connection.stall();
            });
    assertResult(export(), Kind.RETRY, FailureCause.WRONG_ENDPOINT);
    assertFreshOneGetsThrough(0);
  }

  @Test
  void drippingResponse() {
    server.onEveryRequest(
        stream -> {
          stream.headers(false, ":status", "200", "content-type", "application/grpc");
          Thread thread =
              new Thread(
                  () -> {
                    try {
                      while (true) {
                        stream.data(new byte[1]);
                        Thread.sleep(20); // a slow server
                      }
                    } catch (IOException | InterruptedException gone) {
                      // the end
                    }
                  });
          thread.setDaemon(true);
          thread.start();
        });
    assertTimesOut();
    server.onEveryRequest(ScriptedHttp2.OK);
    assertFreshOneGetsThrough();
  }
}
