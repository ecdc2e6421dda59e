// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.ScriptedServer;
import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.exporter.otlp.settings.Compression;
import dev.ringlet.testing.Await;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The arguments of the JVM's proxy selector. */
@Timeout(180)
class OriginProxiesTest {
  private final ProxySelector before = ProxySelector.getDefault();
  private final List<String> seen = new CopyOnWriteArrayList<>();

  private final class Recorder extends ProxySelector {
    @Override
    public List<Proxy> select(URI uri) {
      seen.add(uri.toString());
      return List.of(Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
      seen.add(uri.toString());
    }
  }

  @AfterEach
  void restore() {
    ProxySelector.setDefault(before);
  }

  static Stream<Arguments> clients() {
    return Stream.<Function<TransportSettings, HttpTransport>>of(
            OkHttpTransport::new, JdkHttpTransport::new)
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("clients")
  void noPathAndNoQuery(Function<TransportSettings, HttpTransport> client) {
    ProxySelector.setDefault(new Recorder());
    try (ScriptedServer server = ScriptedServer.start()) {
      TransportSettings settings =
          new TransportSettings(
              Endpoint.parse(server.url("/v1/traces?token=s3cret")), Map.of(), 0, 1, 1000);
      try (HttpSender sender =
          new HttpSender(settings, () -> client.apply(settings), null, Compression.NONE, 1000)) {
        long deadline = Await.deadline();
        Payload payload = new Payload(Signal.TRACES, new byte[9], 0, 9, 1, deadline);
        assertThat(sender.export(payload)).isSameAs(ExportResult.delivered());
      }
      assertThat(server.requests().get(0).line()).contains("token=s3cret");
      assertThat(seen).contains(server.url("/")).noneMatch(uri -> uri.contains("traces"));
    }
  }
}
