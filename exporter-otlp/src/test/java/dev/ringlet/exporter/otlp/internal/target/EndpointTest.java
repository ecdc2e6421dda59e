// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Random;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  private static final String[] PIECES = {
    "http://",
    "https://",
    "localhost",
    "a_b",
    "example.org",
    "127.0.0.1",
    "[::1]",
    "[fe80::1%25e]",
    ":",
    "4318",
    "٤٣١٨",
    "+80",
    "-1",
    "0",
    "99999999999",
    "/",
    "/v1/traces",
    "?",
    "token=a%20b",
    "%zz",
    "ä",
    "€",
    "..",
    ".",
    "-",
    "1.2.3.999",
    "0x7f.1",
    "xn--",
    "xn--a",
    "@",
    "#",
    "a b",
    "|",
    "{",
    "\\",
    "\u0000",
    "^",
    "\"",
    "a".repeat(64),
    "b.".repeat(127),
    "]",
    "[",
    "[v1.a]",
    "‥"
  };

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:٤٣١٨",
        "http://localhost:४३१८/v1/traces",
        "http://localhost:+80",
        "http://localhost:",
        "http://localhost:0",
        "http://localhost:65536",
        "http://localhost:4294967376",
        "http://localhost:99999999999999999999"
      })
  void refusesInvalidPorts(String url) {
    assertThatThrownBy(() -> Endpoint.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must have a port from 1 to 65535");
  }

  @ParameterizedTest
  @ValueSource(strings = {"xn--_cr-kva", "a.xn--_cr-kva.example", "xn--!"})
  void refusesInvalidPunycode(String host) {
    assertThatThrownBy(() -> Endpoint.parse("http://" + host))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must name a host by an ASCII name or an IP address");
  }

  @Test
  void keepsThePartsOfAnAddress() {
    Endpoint endpoint = Endpoint.parse("HTTPS://[::1]:04318/v1/ä?token=é");
    assertThat(endpoint.url()).isEqualTo("https://[::1]:04318/v1/%C3%A4?token=%C3%A9");
    assertThat(endpoint).hasToString("https://[::1]:04318/v1/%C3%A4");
    assertThat(endpoint.host()).isEqualTo("::1");
    assertThat(endpoint.port()).isEqualTo(4318);
    assertThat(endpoint.query()).isEqualTo("token=%C3%A9");
    assertThat(endpoint.withPath("/x").url()).isEqualTo("https://[::1]:04318/x");
    assertThat(Endpoint.parse("http://a").hasOriginOf(Endpoint.parse("http://A:80/x"))).isTrue();
    assertThat(Endpoint.parse("http://a").hasOriginOf(Endpoint.parse("https://a:80"))).isFalse();
  }

  /** No client refuses an address that {@link Endpoint#parse} accepts. */
  @Test
  void acceptsOnlyWhatBothClientsAccept() {
    Random random = new Random(31);
    int accepted = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text =
          new StringBuilder(random.nextBoolean() ? "http://" : "https://localhost");
      for (int n = random.nextInt(5); n >= 0; n--) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      Endpoint endpoint;
      try {
        endpoint = Endpoint.parse(text.toString());
      } catch (IllegalArgumentException refused) {
        continue;
      }
      accepted++;
      assertThat(HttpUrl.get(endpoint.url()).port()).as(endpoint.url()).isEqualTo(endpoint.port());
      URI uri = URI.create(endpoint.url());
      if (uri.getHost() != null) {
        assertThat(HttpRequest.newBuilder(uri).build().uri()).isEqualTo(uri);
      }
    }
    assertThat(accepted).isGreaterThan(1000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.1.22.255", "localhost", "a.LOCALHOST", "[::1]"})
  void knowsLoopbackByItsText(String host) {
    assertThat(Endpoint.parse("http://" + host).isLoopback()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0", "127.0.0.1.2", "127.0.0.1000", "127.0.0.x", "1127.0.0.1", "a"})
  void knowsThatOthersAreNot(String host) {
    assertThat(Endpoint.parse("http://" + host).isLoopback()).isFalse();
  }
}
