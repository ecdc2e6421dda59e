// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.ScriptedHttp2;
import dev.ringlet.exporter.otlp.ScriptedServer;
import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.exporter.otlp.internal.target.ProxyAddress;
import dev.ringlet.exporter.otlp.settings.Compression;
import dev.ringlet.exporter.otlp.settings.Protocol;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Routes to a receiver: names with several addresses or none, and proxies. */
@Timeout(180)
class NetworkPathsTest {
  private static TransportSettings settings(Protocol protocol, String url, String proxy) {
    return new TransportSettings(
        protocol,
        Endpoint.parse(url),
        Map.of(),
        Duration.ofSeconds(30).toNanos(),
        1,
        1000,
        null,
        proxy == null ? null : ProxyAddress.parse(proxy));
  }

  private static HttpSender sender(TransportSettings settings, HttpTransport transport) {
    return new HttpSender(settings, () -> transport, null, Compression.NONE, 1000);
  }

  private static ExportResult export(HttpSender sender, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    return sender.export(new Payload(Signal.TRACES, new byte[9], 0, 9, 1, deadline));
  }

  private static ExportResult export(HttpSender sender) {
    return export(sender, Duration.ofSeconds(60));
  }

  private static InetAddress address(int last) throws UnknownHostException {
    return InetAddress.getByAddress("many.example", new byte[] {127, 0, 0, (byte) last});
  }

  @ParameterizedTest
  @EnumSource(names = {"GRPC", "HTTP_PROTOBUF"})
  void deadAddressesOfANameAreSkipped(Protocol protocol) {
    try (ScriptedServer http = ScriptedServer.start();
        ScriptedHttp2 grpc = new ScriptedHttp2()) {
      boolean isGrpc = protocol == Protocol.GRPC;
      int port = isGrpc ? grpc.connections().port() : http.port();
      TransportSettings settings = settings(protocol, "http://many.example:" + port + "/x", null);
      NameLookups.Resolver five =
          name -> new InetAddress[] {address(6), address(5), address(4), address(3), address(1)};
      HttpSender sender = sender(settings, new OkHttpTransport(settings, null, five));
      assertThat(export(sender)).isSameAs(ExportResult.delivered());
      assertThat(export(sender)).isSameAs(ExportResult.delivered());
      assertThat(isGrpc ? grpc.requests().size() : http.requests().size()).isEqualTo(2);
      assertThat(isGrpc ? grpc.connections().connectionCount() : http.connectionCount())
          .isEqualTo(1);
      sender.close();
    }
  }

  @Test
  void nameIsLookedUpAgainForANewConnection() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      AtomicInteger last = new AtomicInteger(9); // nothing listens there
      TransportSettings settings =
          settings(Protocol.HTTP_PROTOBUF, "http://many.example:" + server.port() + "/x", null);
      NameLookups.Resolver moving = name -> new InetAddress[] {address(last.get())};
      HttpSender sender = sender(settings, new OkHttpTransport(settings, null, moving));
      assertThat(export(sender).cause()).isEqualTo(FailureCause.UNREACHABLE);
      last.set(1);
      assertThat(export(sender)).isSameAs(ExportResult.delivered());
      sender.close();
    }
  }

  @Test
  void unknownNameAndSlowLookup() {
    try (ScriptedServer server = ScriptedServer.start()) {
      CountDownLatch end = new CountDownLatch(1);
      AtomicInteger lookups = new AtomicInteger();
      NameLookups.Resolver resolver =
          name -> {
            switch (lookups.incrementAndGet()) {
              case 1 -> throw new UnknownHostException(name);
              case 2 -> {
                awaitQuietly(end);
                return new InetAddress[] {address(1)};
              }
              default -> {
                return new InetAddress[] {address(1)};
              }
            }
          };
      TransportSettings settings =
          settings(Protocol.HTTP_PROTOBUF, "http://many.example:" + server.port() + "/x", null);
      HttpSender sender = sender(settings, new OkHttpTransport(settings, null, resolver));
      ExportResult unknown = export(sender);
      assertThat(unknown.kind()).isEqualTo(ExportResult.Kind.RETRY);
      assertThat(unknown.cause()).isEqualTo(FailureCause.UNREACHABLE);
      ExportResult slow = export(sender, Duration.ofMillis(200));
      assertThat(slow.kind()).isEqualTo(ExportResult.Kind.RETRY);
      end.countDown();
      assertThat(export(sender)).isSameAs(ExportResult.delivered());
      assertThat(server.requests()).hasSize(1);
      sender.close();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static Stream<Function<TransportSettings, HttpTransport>> transports() {
    return Stream.of(OkHttpTransport::new, JdkHttpTransport::new);
  }

  @ParameterizedTest
  @MethodSource("transports")
  void proxyGetsTheCredentials(Function<TransportSettings, HttpTransport> transport) {
    try (ScriptedServer proxy = ScriptedServer.start()) {
      String address = "http://me:pw@127.0.0.1:" + proxy.port();
      TransportSettings settings =
          settings(Protocol.HTTP_PROTOBUF, "http://far.example:4318/v1/traces", address);
      HttpSender sender = sender(settings, transport.apply(settings));
      proxy.onRequest(
          ScriptedServer.answer(407, "Proxy-Authenticate: Basic realm=\"x\"\r\n", new byte[0]));
      ExportResult refused = export(sender);
      assertThat(refused.kind()).isEqualTo(ExportResult.Kind.RETRY);
      assertThat(refused.cause()).isEqualTo(FailureCause.NOT_AUTHORIZED);
      assertThat(export(sender)).isSameAs(ExportResult.delivered());
      assertThat(proxy.requests()).hasSize(2);
      for (ScriptedServer.Received request : proxy.requests()) {
        assertThat(request.line()).isEqualTo("POST http://far.example:4318/v1/traces HTTP/1.1");
        assertThat(request.headers()).containsEntry("proxy-authorization", "Basic bWU6cHc=");
      }
      sender.close();
    }
  }

  @Test
  void jdkClientRejectsProxyCredentialsForATunnel() {
    TransportSettings settings =
        settings(Protocol.HTTP_PROTOBUF, "https://far.example/", "http://me:s3cret@h:1");
    assertThat(settings.obstacleForJdk()).contains("proxy").doesNotContain("s3cret");
  }
}
