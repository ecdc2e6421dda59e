// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.ExportResult.Kind;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.delivery.Destination;
import dev.ringlet.exporter.otlp.internal.delivery.Route;
import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.exporter.otlp.settings.Protocol;
import dev.ringlet.exporter.otlp.settings.RetryPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/**
 * What the fault tests share: they send a request, check the result, and then deliver a new
 * payload. Long timeouts only end a test that hangs.
 */
@Timeout(180)
abstract class SenderFaults<W extends Wire> {
  /** A timeout that a request does not survive, at first. */
  static final Duration SHORT = Duration.ofMillis(250);

  static final int ITEMS = 12;
  static final RetryPolicy QUICK =
      new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(2), 1.5);

  final byte[] body = new byte[100_000];

  final W wire;

  SenderFaults(W wire) {
    this.wire = wire;
    new Random(7).nextBytes(body);
  }

  @AfterEach
  void close() {
    wire.close();
  }

  final HttpSender sender() {
    return wire.sender();
  }

  final List<byte[]> received() {
    return wire.received();
  }

  final Payload payload(Duration timeout) {
    return new Payload(
        Signal.TRACES, body, 0, body.length, ITEMS, System.nanoTime() + timeout.toNanos());
  }

  final ExportResult export() {
    return sender().export(payload(LONG));
  }

  final ExportResult exportRetrying() {
    return retrying(sender(), QUICK, LONG).export(payload(LONG));
  }

  /** Returns an exporter that retries with {@code sender} and closes it. */
  static Exporter retrying(Exporter sender, RetryPolicy policy, Duration timeout) {
    Destination destination =
        new Destination(
            Signal.TRACES,
            Endpoint.parse("http://localhost:4318/"),
            Protocol.HTTP_PROTOBUF,
            sender);
    return new Route(Signal.TRACES, List.of(destination), policy, timeout.toNanos(), 1 << 30, null);
  }

  /** Exports with too little time until the server has seen a request; returns the last timeout. */
  final Duration assertTimesOut() {
    Duration timeout = SHORT.dividedBy(2);
    do {
      timeout = timeout.multipliedBy(2);
      assertResult(sender().export(payload(timeout)), Kind.RETRY, FailureCause.TIMEOUT);
    } while (received().isEmpty());
    return timeout;
  }

  /** Delivers a new payload; the server then has received exactly {@code before} + 1 requests. */
  final void assertFreshOneGetsThrough(int before) {
    assertThat(received()).hasSize(before);
    Arrays.fill(body, 10, 20, (byte) before);
    assertThat(export()).isSameAs(ExportResult.delivered());
    assertThat(received()).hasSize(before + 1);
    assertThat(received().get(before)).isEqualTo(body);
  }

  /** Delivers a new payload, while cancelled requests may still arrive; returns its index. */
  final int assertFreshOneGetsThrough() {
    Arrays.fill(body, 10, 20, (byte) 0x77);
    assertThat(export()).isSameAs(ExportResult.delivered());
    List<byte[]> all = received();
    int[] fresh =
        IntStream.range(0, all.size()).filter(i -> Arrays.equals(all.get(i), body)).toArray();
    assertThat(fresh).hasSize(1);
    return fresh[0];
  }

  static void assertResult(ExportResult result, Kind kind, FailureCause cause) {
    assertThat(result.kind()).as(result.toString()).isEqualTo(kind);
    assertThat(result.cause()).as(result.toString()).isEqualTo(cause);
    assertThat(result.isSuccess()).isEqualTo(kind == Kind.PARTIAL || kind == Kind.DELIVERED);
  }

  static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }
}
