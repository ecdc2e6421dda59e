// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import static dev.ringlet.exporter.otlp.ScriptedServer.answer;
import static dev.ringlet.exporter.otlp.ScriptedServer.silence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.ExportResult.Kind;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.ScriptedServer;
import dev.ringlet.exporter.otlp.settings.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of connections and of time during an HTTP request. */
abstract class HttpConnectionFaults extends ConnectionFaults<HttpWire> {
  private final ScriptedServer server = wire.server;

  HttpConnectionFaults(HttpWire wire) {
    super(wire);
  }

  @Test
  void sendsExactlyTheBytesOnOneConnection() {
    for (int i = 0; i < 5; i++) {
      assertFreshOneGetsThrough(i);
    }
    assertThat(server.connectionCount()).isEqualTo(1);
    ScriptedServer.Received request = server.requests().get(4);
    assertThat(request.line()).isEqualTo("POST /v1/traces HTTP/1.1");
    assertThat(request.headers())
        .containsEntry("content-type", "application/x-protobuf")
        .containsEntry("content-length", "100000")
        .containsEntry("x-api-key", "k3y")
        .doesNotContainKeys("upgrade", "expect", "transfer-encoding", "content-encoding");
  }

  @Test
  void serverThatStartsLater() {
    int port = server.port();
    server.refuse();
    assertResult(export(), Kind.RETRY, FailureCause.UNREACHABLE);
    server.close();
    try (ScriptedServer later = ScriptedServer.start(port)) {
      assertThat(export()).isSameAs(ExportResult.delivered());
      assertThat(later.requests()).hasSize(1);
    }
  }

  @Test
  void noResponse() {
    server.onEveryRequest(silence());
    assertTimesOut();
    server.onEveryRequest(answer(200));
    assertFreshOneGetsThrough();
  }

  @Test
  void noTimeLeft() {
    assertResult(sender().export(payload(Duration.ZERO)), Kind.RETRY, FailureCause.TIMEOUT);
    assertFreshOneGetsThrough(0);
  }

  @Test
  void halfOpen() {
    server.setStalling(true);
    byte[] large = new byte[32 * 1024 * 1024]; // more than the socket buffers hold
    do {
      long deadline = System.nanoTime() + SHORT.toNanos();
      Payload payload = new Payload(Signal.TRACES, large, 0, large.length, ITEMS, deadline);
      assertResult(sender().export(payload), Kind.RETRY, FailureCause.TIMEOUT);
    } while (server.connectionCount() == 0);
    server.setStalling(false);
    assertFreshOneGetsThrough(0); // the large body cannot arrive late
  }

  @Test
  void connectionClosedWhileIdle() {
    assertFreshOneGetsThrough(0);
    server.resetConnections();
    assertFreshOneGetsThrough(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000\u0000\u0012\u0004\u0000\u0000\u0000\u0000\u0000\u0000\u0003\u0000\u0000\u0000\u0064",
        "SSH-2.0-OpenSSH_9.2\r\n"
      })
  void anotherProtocol(String greeting) {
    server.onRequest(
        connection -> {
          connection.send(greeting);
          connection.close();
        });
    ExportResult result = export();
    assertThat(result.kind()).isEqualTo(Kind.RETRY);
    assertThat(result.cause()).isIn(FailureCause.WRONG_ENDPOINT, FailureCause.CONNECTION_LOST);
    assertThat(result.message().codePoints()).allMatch(c -> c >= ' ');
    assertFreshOneGetsThrough(1);
  }

  @Test
  void responseBeforeTheBodyWasRead() {
    server.onConnection(
        connection -> {
          connection.send("HTTP/1.1 413 Text\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
          connection.readBytes(body.length); // otherwise a reset could discard the response
          connection.close();
        });
    assertResult(export(), Kind.PERMANENT, FailureCause.TOO_LARGE);
    assertFreshOneGetsThrough(0);
  }

  @Test
  void drippingResponse() {
    server.onEveryRequest(
        connection -> {
          connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\na");
          connection.stall();
        });
    ExportResult result;
    Duration timeout = SHORT;
    do {
      result = sender().export(payload(timeout));
      timeout = timeout.multipliedBy(2);
    } while (result.cause() == FailureCause.TIMEOUT); // not even the head arrived in time
    assertThat(result).isSameAs(ExportResult.delivered());
    server.onEveryRequest(answer(200));
    assertFreshOneGetsThrough();
  }

  @Test
  void drippingHead() {
    server.onEveryRequest(
        connection -> {
          connection.send("HTTP/1.1 200 OK\r\nContent-");
          connection.stall();
        });
    assertTimesOut();
    server.onEveryRequest(answer(200));
    assertFreshOneGetsThrough();
  }

  @Test
  void interruptLosesNothingAndIsRestored() {
    Thread.currentThread().interrupt();
    assertThat(export()).isSameAs(ExportResult.delivered());
    assertThat(Thread.interrupted()).isTrue();

    Thread exporting = Thread.currentThread();
    server.onRequest(
        connection -> {
          exporting.interrupt();
          connection.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        });
    assertThat(exportRetrying()).isSameAs(ExportResult.delivered());
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void closeEndsAWaitBetweenAttempts() throws Exception {
    Duration wait = Duration.ofMinutes(10);
    RetryPolicy slow = new RetryPolicy(5, wait, wait, 1);
    Duration budget = wait.multipliedBy(2);
    Exporter retrying = retrying(sender(), slow, budget);
    CountDownLatch arrived = new CountDownLatch(1);
    server.onRequest(
        connection -> {
          answer(503).run(connection);
          arrived.countDown();
        });
    CompletableFuture<ExportResult> result =
        CompletableFuture.supplyAsync(() -> retrying.export(payload(budget)));
    arrived.await();
    retrying.close();
    assertThat(result.get().kind()).isEqualTo(Kind.RETRY);
  }

  @Test
  void concurrentExportsShareTheSlots() throws Exception {
    CountDownLatch two = new CountDownLatch(2);
    ScriptedServer.Script together =
        connection -> {
          two.countDown();
          try {
            two.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          connection.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        };
    server.onRequest(together, together);
    assertThat(sender().maxConcurrentExports()).isEqualTo(2);
    // One thread each: the common pool has only one on a machine with two processors.
    Executor threads = task -> new Thread(task).start();
    CompletableFuture<?>[] results = new CompletableFuture<?>[8];
    for (int i = 0; i < results.length; i++) {
      results[i] =
          CompletableFuture.supplyAsync(this::export, threads)
              .thenAccept(r -> assertThat(r).isSameAs(ExportResult.delivered()));
    }
    CompletableFuture.allOf(results).get();
    assertFreshOneGetsThrough(8);
  }
}
