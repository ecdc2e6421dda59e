// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedOutputStream;
import dev.ringlet.viewer.internal.check.Checks;
import dev.ringlet.viewer.internal.query.Api;
import dev.ringlet.viewer.internal.store.Limits;
import dev.ringlet.viewer.internal.store.TelemetryStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as bytes, because clients set {@code Host} and {@code Origin} themselves. */
class GuardTest {
  private final TelemetryStore store = new TelemetryStore(new Limits(1 << 20, 1_000));
  private final Checks checks = new Checks(store, System::currentTimeMillis);
  private ViewerServer server = start(null);

  private ViewerServer start(String token) {
    return new ViewerServer(
        new Api(store, checks), new OtlpIntake(store, checks), "localhost", 0, token);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String send(String head, String body) throws IOException {
    try (Socket socket = new Socket(InetAddress.getByName("localhost"), server.port())) {
      OutputStream out = socket.getOutputStream();
      String length = "Content-Length: " + body.length() + "\r\n";
      out.write(
          (head.replace("\n", "\r\n") + "\r\n" + length + "Connection: close\r\n\r\n" + body)
              .getBytes(StandardCharsets.UTF_8));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:4318, 200",
    "127.0.0.1:9, 200",
    "[::1]:4318, 200",
    "LOCALHOST, 200",
    "evil.example, 421",
    "localhost.evil.example:4318, 421",
    "192.0.2.1, 421"
  })
  void anotherHostIsRefused(String host, int status) throws IOException {
    assertThat(send("GET /api/state HTTP/1.1\nHost: " + host, "")).startsWith("HTTP/1.1 " + status);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:4318, 200",
    "http://evil.example, 403",
    "http://localhost:9999, 403",
    "null, 403"
  })
  void aPageOfAnotherOriginIsRefused(String origin, int status) throws IOException {
    String head = "POST /api/clear HTTP/1.1\nHost: localhost:4318\nOrigin: " + origin;

    assertThat(send(head, "")).startsWith("HTTP/1.1 " + status);
  }

  @Test
  void answersAllowNothingToOtherOrigins() throws IOException {
    String answer = send("GET / HTTP/1.1\nHost: localhost", "");

    assertThat(answer)
        .startsWith("HTTP/1.1 200")
        .contains("Content-Security-Policy: default-src 'none'; script-src 'self'")
        .contains("X-Content-Type-Options: nosniff")
        .doesNotContainIgnoringCase("Access-Control-Allow")
        .doesNotContain("unsafe-inline");
  }

  @Test
  void withATokenEverythingNeedsIt() throws IOException {
    server.close();
    String token = "0123456789abcdef";
    server = start(token);
    String get = "GET /api/state HTTP/1.1\nHost: viewer.example";

    assertThat(send(get, "")).startsWith("HTTP/1.1 401");
    assertThat(send(get + "\nAuthorization: Bearer 0123456789abcdeX", ""))
        .startsWith("HTTP/1.1 401");
    assertThat(send(get + "\nAuthorization: Bearer " + token, "")).startsWith("HTTP/1.1 200");
    assertThat(send(get + "\nCookie: ringlet-viewer=" + token, "")).startsWith("HTTP/1.1 200");
    assertThat(
            send(
                "POST /v1/traces HTTP/1.1\nHost: viewer.example\nContent-Type: application/json",
                "{}"))
        .startsWith("HTTP/1.1 401");
    assertThat(send("GET /?token=" + token + " HTTP/1.1\nHost: viewer.example", ""))
        .startsWith("HTTP/1.1 303")
        .contains("HttpOnly")
        .contains("SameSite=Strict")
        .contains("Location: /\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /v1/traces  | application/json       | {}        | 200
          /v1/traces  | application/json       | {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"zz"}]}]}]} | 400
          /v1/traces  | application/json       | {         | 400
          /v1/logs    | application/x-protobuf | nonsense  | 400
          /v1/metrics | text/plain             | {}        | 415
          /v1/none    | application/json       | {}        | 404
          """)
  void whatIsNoRequestIsRefused(String path, String type, String body, int status)
      throws IOException {
    String head = "POST " + path + " HTTP/1.1\nHost: localhost\nContent-Type: " + type;

    assertThat(send(head, body)).startsWith("HTTP/1.1 " + status);
  }

  @Test
  void aSpanWithoutIdsIsAPartialSuccess() throws IOException {
    String body = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":\"x\"}]}]}]}";

    assertThat(
            send("POST /v1/traces HTTP/1.1\nHost: localhost\nContent-Type: application/json", body))
        .startsWith("HTTP/1.1 200")
        .contains("\"rejectedSpans\":\"1\"");
  }

  @Test
  void idsOfJsonAreHexadecimal() throws IOException {
    String body =
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":\"x\","
            + "\"traceId\":\"0102030405060708090A0b0c0d0e0f10\",\"spanId\":\"0102030405060708\","
            + "\"kind\":2,\"startTimeUnixNano\":\"5\",\"unknownField\":1}]}]}]}";

    send("POST /v1/traces HTTP/1.1\nHost: localhost\nContent-Type: application/json", body);

    assertThat(store.traces().newestFirst())
        .singleElement()
        .satisfies(trace -> assertThat(trace.id()).hasToString("0102030405060708090a0b0c0d0e0f10"));
  }

  private String sendBytes(String head, byte[] body) throws IOException {
    try (Socket socket = new Socket(InetAddress.getByName("localhost"), server.port())) {
      OutputStream out = socket.getOutputStream();
      String length = "\r\nContent-Length: " + body.length + "\r\nConnection: close\r\n\r\n";
      out.write((head.replace("\n", "\r\n") + length).getBytes(StandardCharsets.UTF_8));
      out.write(body);
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static byte[] gzip(int zeros) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      byte[] block = new byte[1 << 16];
      for (int i = 0; i < zeros; i += block.length) {
        out.write(block);
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void compressedBodiesAreBoundedAndMayBeBroken() throws IOException {
    String head =
        "POST /v1/traces HTTP/1.1\nHost: localhost\nContent-Type: application/x-protobuf\n"
            + "Content-Encoding: ";
    byte[] bomb = gzip(RequestBody.MAX_BYTES + (1 << 16));

    assertThat(sendBytes(head + "gzip", bomb)).startsWith("HTTP/1.1 413");
    assertThat(sendBytes(head + "gzip", Arrays.copyOf(bomb, 100))).startsWith("HTTP/1.1 400");
    assertThat(sendBytes(head + "gzip", new byte[100])).startsWith("HTTP/1.1 400");
    assertThat(sendBytes(head + "br", bomb)).startsWith("HTTP/1.1 415");
  }

  @Test
  void deepBodiesAreRefused() throws IOException {
    String head = "POST /v1/logs HTTP/1.1\nHost: localhost\nContent-Type: ";
    byte[] json = "{\"x\":[".repeat(200_000).getBytes(StandardCharsets.UTF_8);
    byte[] value = {0x0a, 0x01, 'x'}; // AnyValue.string_value
    while (value.length < 100_000) {
      ByteArrayOutputStream outer = new ByteArrayOutputStream(); // AnyValue.array_value.values
      field(outer, 5, field(1, value));
      value = outer.toByteArray();
    }
    byte[] deep = field(1, field(2, field(2, field(5, value)))); // LogRecord.body

    assertThat(sendBytes(head + "application/json", json)).startsWith("HTTP/1.1 400");
    assertThat(sendBytes(head + "application/x-protobuf", deep)).startsWith("HTTP/1.1 400");
    assertThat(send("GET /api/state HTTP/1.1\nHost: localhost", "")).startsWith("HTTP/1.1 200");
  }

  private static byte[] field(int number, byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    field(out, number, content);
    return out.toByteArray();
  }

  private static void field(ByteArrayOutputStream out, int number, byte[] content)
      throws IOException {
    CodedOutputStream coded = CodedOutputStream.newInstance(out);
    coded.writeByteArray(number, content);
    coded.flush();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/page/../../../../../../etc/passwd",
        "/page/%2e%2e/%2e%2e/Assets.class",
        "/page//etc/passwd",
        "/lib/..%2f..%2fpom.properties",
        "/META-INF/MANIFEST.MF",
        "/page/"
      })
  void pathsLeadNowhereElse(String path) throws IOException {
    assertThat(send("GET " + path + " HTTP/1.1\nHost: localhost", ""))
        .matches("(?s)HTTP/1\\.1 (400|404) .*")
        .doesNotContain("root:", "\tat ");
  }

  /** Browsers close without a word when a page is left. */
  @Test
  void pagesThatLeftMakeRoomForOthers() throws IOException {
    for (int i = 0; i < 100; i++) {
      try (Socket socket = new Socket(InetAddress.getByName("localhost"), server.port())) {
        socket
            .getOutputStream()
            .write(
                "GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    .getBytes(StandardCharsets.UTF_8));
        byte[] start = socket.getInputStream().readNBytes(12);
        assertThat(new String(start, StandardCharsets.UTF_8)).isEqualTo("HTTP/1.1 200");
      }
    }
  }
}
