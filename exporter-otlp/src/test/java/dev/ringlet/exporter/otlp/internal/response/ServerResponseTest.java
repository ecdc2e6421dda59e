// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.response;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.exporter.otlp.internal.response.ServerResponse.Body;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerResponseTest {
  private static ServerResponse of(int maxBytes, String encoding, byte[] body) {
    ServerResponse response = new ServerResponse(maxBytes);
    response.head(200, "application/grpc", encoding, null);
    fill(response, body);
    return response;
  }

  private static void fill(ServerResponse response, byte[] body) {
    for (int at = 0; at < body.length; ) {
      int count = Math.min(response.room(), body.length - at);
      assertThat(count).isPositive();
      System.arraycopy(body, at, response.bytes(), response.length(), count);
      at += count;
      if (!response.advance(count)) {
        return;
      }
    }
  }

  private static byte[] content(ServerResponse response) {
    return Arrays.copyOf(response.bytes(), response.length());
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    return bytes;
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] framed(int flag, int length, byte[] message) {
    byte[] frame = new byte[5 + message.length];
    frame[0] = (byte) flag;
    frame[1] = (byte) (length >>> 24);
    frame[2] = (byte) (length >>> 16);
    frame[3] = (byte) (length >>> 8);
    frame[4] = (byte) length;
    System.arraycopy(message, 0, frame, 5, message.length);
    return frame;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 512, 513, 1024, 5000})
  void bodiesUpToTheLimit(int length) {
    ServerResponse response = of(length, null, bytes(length));
    assertThat(response.body()).isEqualTo(Body.COMPLETE);
    assertThat(content(response)).isEqualTo(bytes(length));

    ServerResponse larger = of(length, null, bytes(length + 1));
    assertThat(larger.body()).isEqualTo(Body.TOO_LARGE);
    assertThat(larger.length()).isZero();
    assertThat(larger.bytes().length).isLessThanOrEqualTo(Math.max(512, length + 1));
  }

  @Test
  void clearingResetsAllAndReleasesALargeBuffer() {
    ServerResponse response = of(1 << 20, "gzip", bytes(64 * 1024));
    response.head(503, "a", "b", "c");
    response.retryAfter(List.of("5", "6"));
    response.grpcStatus("1", "m", "d");
    byte[] kept = response.bytes();
    response.clear();
    assertThat(response.bytes()).isSameAs(kept);
    assertThat(response.length()).isZero();
    assertThat(response.status()).isZero();
    assertThat(response.retryAfter()).isEmpty();
    assertThat(
            List.of(
                response.contentType(),
                response.date(),
                response.grpcStatus(),
                response.grpcMessage(),
                response.grpcDetails()))
        .containsOnly("");
    fill(response, bytes(64 * 1024 + 1));
    response.body(Body.BROKEN);
    response.clear();
    assertThat(response.body()).isEqualTo(Body.COMPLETE);
    assertThat(response.bytes()).hasSize(512);
    response.decode(); // the encoding is gone
    fill(response, bytes(3));
    response.decode();
    assertThat(content(response)).isEqualTo(bytes(3));
  }

  @Test
  void compressedBodies() throws IOException {
    for (int length : new int[] {0, 1, 511, 512, 5000}) {
      for (String encoding : new String[] {"gzip", "GZIP"}) {
        ServerResponse response = of(5000, encoding, gzip(bytes(length)));
        response.decode();
        assertThat(response.body()).isEqualTo(Body.COMPLETE);
        assertThat(content(response)).isEqualTo(bytes(length));
      }
    }
    ServerResponse larger = of(4999, "gzip", gzip(new byte[5000]));
    larger.decode();
    assertThat(larger.body()).isEqualTo(Body.TOO_LARGE);
    for (String encoding : new String[] {"identity", "Identity", ""}) {
      ServerResponse plain = of(100, encoding, bytes(9));
      plain.decode();
      assertThat(content(plain)).isEqualTo(bytes(9));
    }
    for (String encoding : new String[] {"br", "deflate", "gzip, gzip"}) {
      ServerResponse unknown = of(100, encoding, bytes(9));
      unknown.decode();
      assertThat(unknown.body()).isEqualTo(Body.BROKEN);
      assertThat(unknown.length()).isZero();
    }
    ServerResponse noGzip = of(100, "gzip", bytes(9));
    noGzip.decode();
    assertThat(noGzip.body()).isEqualTo(Body.BROKEN);
    byte[] whole = gzip(bytes(50));
    for (int cut = 1; cut < whole.length; cut++) {
      ServerResponse cutShort = of(100, "gzip", Arrays.copyOf(whole, cut));
      cutShort.decode();
      assertThat(cutShort.body()).as("%d bytes", cut).isEqualTo(Body.BROKEN);
    }
  }

  @Test
  void framesOfGrpc() throws IOException {
    for (int length : new int[] {0, 1, 300}) {
      ServerResponse response = of(400, null, framed(0, length, bytes(length)));
      response.unframe();
      assertThat(response.body()).isEqualTo(Body.COMPLETE);
      assertThat(content(response)).isEqualTo(bytes(length));
    }
    ServerResponse nothing = of(400, null, new byte[0]);
    nothing.unframe();
    assertThat(nothing.body()).isEqualTo(Body.COMPLETE);
    ServerResponse two = of(400, null, framed(0, 3, bytes(20)));
    two.unframe();
    assertThat(content(two)).isEqualTo(bytes(3));
    ServerResponse packed = of(400, "gzip", framed(1, gzip(bytes(300)).length, gzip(bytes(300))));
    packed.unframe();
    assertThat(content(packed)).isEqualTo(bytes(300));
    ServerResponse flagOnly = of(400, "identity", framed(1, 3, bytes(3)));
    flagOnly.unframe();
    assertThat(flagOnly.body()).isEqualTo(Body.BROKEN);
    ServerResponse plain = of(400, "gzip", framed(0, 3, bytes(3)));
    plain.unframe();
    assertThat(content(plain)).isEqualTo(bytes(3));
  }

  @Test
  void lengthsAndFlagsThatLie() {
    for (int flag : new int[] {2, 3, -1, -128}) {
      ServerResponse response = of(400, "gzip", framed(flag, 3, bytes(3)));
      response.unframe();
      assertThat(response.body()).isEqualTo(Body.BROKEN);
    }
    for (int short4 = 1; short4 < 5; short4++) {
      ServerResponse response = of(400, null, new byte[short4]);
      response.unframe();
      assertThat(response.body()).isEqualTo(Body.BROKEN);
    }
    ServerResponse oneMore = of(400, null, framed(0, 4, bytes(3)));
    oneMore.unframe();
    assertThat(oneMore.body()).isEqualTo(Body.BROKEN);
    ServerResponse atTheLimit = of(400, null, framed(0, 400, bytes(3)));
    atTheLimit.unframe();
    assertThat(atTheLimit.body()).isEqualTo(Body.BROKEN);
    for (int length : new int[] {401, Integer.MAX_VALUE, -1, Integer.MIN_VALUE}) {
      ServerResponse response = of(400, null, framed(0, length, bytes(3)));
      response.unframe();
      assertThat(response.body()).as("%d", length).isEqualTo(Body.TOO_LARGE);
    }
  }

  @Test
  void theLimitIsSaidWhereItIsPassed() {
    ServerResponse response = new ServerResponse(2);
    response.room();
    assertThat(response.advance(1)).isTrue();
    assertThat(response.advance(1)).isTrue();
    assertThat(response.room()).isEqualTo(1);
    assertThat(response.advance(1)).isFalse();
    response.retryAfter(List.of("5", "6"));
    assertThat(response.retryAfter()).containsExactly("5", "6");
  }

  @Test
  void typesIgnoreCase() {
    ServerResponse response = new ServerResponse(1);
    response.head(200, "Text/HTML; charset=x", null, "then");
    assertThat(response.isType("text/html")).isTrue();
    assertThat(response.isType("text/plain")).isFalse();
    assertThat(response.date()).isEqualTo("then");
    assertThat(response.maxBytes()).isEqualTo(1);
  }
}
