// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.fuzz.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.exporter.otlp.internal.target.ProxyAddress;
import dev.ringlet.proofs.fuzz.FuzzBytes;
import dev.ringlet.proofs.fuzz.FuzzTarget;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import okhttp3.HttpUrl;

/** Addresses of receivers and proxies: what is accepted, both HTTP clients accept too. */
public final class AddressesTarget implements FuzzTarget {
  @Override
  public void run(byte[] input) {
    FuzzBytes in = new FuzzBytes(input);
    boolean proxy = in.nextBoolean();
    String text = new String(in.rest(), StandardCharsets.UTF_8);
    if (proxy) {
      accepted(text, ProxyAddress::parse).ifPresent(AddressesTarget::proxy);
    } else {
      accepted(text, Endpoint::parse).ifPresent(AddressesTarget::endpoint);
    }
  }

  /** Only the parser may refuse an address. */
  private static <T> Optional<T> accepted(String text, Function<String, T> parser) {
    try {
      return Optional.of(parser.apply(text));
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).startsWith("must ");
      assertThat(e.getMessage()).doesNotContain("%", "?", "#").hasSizeLessThan(100);
      return Optional.empty();
    }
  }

  private static void endpoint(Endpoint endpoint) {
    assertThat(endpoint.port()).isBetween(1, 65535);
    assertThat(endpoint.path()).startsWith("/").matches("[!-~]*");
    assertThat(endpoint.toString()).doesNotContain("?");
    assertThat(clientsAccept(endpoint.url())).as(endpoint.url()).isNull();
    HttpUrl url = HttpUrl.get(endpoint.url());
    assertThat(url.port()).isEqualTo(endpoint.port());
    assertThat(url.isHttps()).isEqualTo(endpoint.isSecure());
    assertThat(Endpoint.parse(endpoint.url()).url()).isEqualTo(endpoint.url());
    Endpoint other = endpoint.withPath("/v1/traces");
    assertThat(clientsAccept(other.url())).isNull();
    assertThat(other.hasOriginOf(endpoint)).isTrue();
    assertThat(endpoint.isLoopback() && endpoint.host().isEmpty()).isFalse();
  }

  /** Null, or what the clients have to say. */
  private static String clientsAccept(String url) {
    try {
      HttpUrl.get(url);
      if (URI.create(url).getHost() != null) { // otherwise OkHttp is needed
        HttpRequest.newBuilder(URI.create(url));
      }
      return null;
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static void proxy(ProxyAddress proxy) {
    if (!proxy.isDirect()) {
      assertThat(proxy.port()).isBetween(1, 65535);
      assertThat(proxy.host()).isNotEmpty();
      assertThat(proxy.toString()).doesNotContain("@");
      proxy.secrets();
    }
  }

  @Override
  public List<byte[]> seeds() {
    return FuzzTarget.texts(
        "0http://localhost:4318/base/",
        "0https://[::1]:4317",
        "0https://api.example.com/v1?token=a%20b",
        "0http://xn--bcher-kva.example/\u00e4",
        "1http://user:pass%40word@proxy.example:3128/",
        "1none");
  }

  @Override
  public List<byte[]> words() {
    return FuzzTarget.texts("[fe80::1%25eth0]", "127.0.0.1", "xn--");
  }

  @Override
  public List<String> covered() {
    return List.of("dev.ringlet.exporter.otlp.internal.target.");
  }

  @Override
  public int maxBytes() {
    return 400;
  }
}
