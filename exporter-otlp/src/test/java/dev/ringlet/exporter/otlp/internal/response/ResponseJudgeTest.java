// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.response;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.ExportResult.Kind;
import dev.ringlet.export.FailureCause;
import dev.ringlet.exporter.otlp.settings.Protocol;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseJudgeTest {
  private static ServerResponse response(int status) {
    ServerResponse response = new ServerResponse(100);
    response.head(status, null, null, null);
    return response;
  }

  @Test
  void eachProtocolHasItsJudge() {
    for (Protocol protocol : Protocol.values()) {
      assertThat(ResponseJudge.of(protocol))
          .isInstanceOf(protocol == Protocol.GRPC ? GrpcResponses.class : HttpResponses.class);
    }
  }

  @Test
  void onlyFourStatusesAndThatOfAProxyAreRetryable() {
    Set<Integer> retryable = Set.of(407, 429, 502, 503, 504);
    for (int status = 100; status < 1000; status++) {
      ExportResult result = new HttpResponses().judge(response(status), 1, 0);
      Kind expected = retryable.contains(status) ? Kind.RETRY : Kind.PERMANENT;
      if (status >= 200 && status < 300) {
        assertThat(result).isSameAs(ExportResult.delivered());
      } else {
        assertThat(result.kind()).as("%d", status).isEqualTo(expected);
        assertThat(result.message()).startsWith("HTTP " + status);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"199, false", "300, true", "308, true", "399, true", "400, false"})
  void aRedirectIsNamed(int status, boolean named) {
    assertThat(new HttpResponses().judge(response(status), 1, 0).message())
        .isEqualTo("HTTP " + status + (named ? "; redirects are not followed" : ""));
  }

  @ParameterizedTest
  @CsvSource({
    "100, BAD_RESPONSE", "302, BAD_RESPONSE", "399, BAD_RESPONSE", "400, BAD_DATA",
    "401, NOT_AUTHORIZED", "402, BAD_DATA", "403, NOT_AUTHORIZED", "404, WRONG_ENDPOINT",
    "405, WRONG_ENDPOINT", "406, BAD_DATA", "407, NOT_AUTHORIZED", "408, TIMEOUT",
    "410, BAD_DATA", "413, TOO_LARGE", "415, WRONG_ENDPOINT", "422, BAD_DATA",
    "425, BAD_DATA", "429, THROTTLED", "499, BAD_DATA", "500, SERVER_ERROR",
    "501, SERVER_ERROR", "502, SERVER_ERROR", "503, THROTTLED", "504, SERVER_ERROR",
    "505, SERVER_ERROR", "599, SERVER_ERROR", "600, BAD_RESPONSE", "999, BAD_RESPONSE"
  })
  void causeOfStatus(int status, FailureCause cause) {
    assertThat(new HttpResponses().judge(response(status), 1, 0).cause()).isEqualTo(cause);
  }

  private static ServerResponse response(int status, String type, String body) {
    ServerResponse response = new ServerResponse(10_000);
    response.head(status, type, null, null);
    for (byte b : body.getBytes(StandardCharsets.UTF_8)) {
      response.room();
      response.bytes()[response.length()] = b;
      response.advance(1);
    }
    return response;
  }

  static Stream<Arguments> plainText() {
    return Stream.of(
        Arguments.of(
            "text/plain; charset=utf-8",
            "json encoding isn't supported. Use protobuf encoding\n",
            ": json encoding isn't supported. Use protobuf encoding"),
        Arguments.of("text/plain", "invalid type\r\nsecond line", ": invalid type"),
        Arguments.of("text/plain", "\n \tbusy\tnow", ": busy now"),
        Arguments.of("text/plain", "a \u202e and \u0085b", ": a   and  b"),
        Arguments.of(null, "typeless", ": typeless"),
        Arguments.of("application/json", "{\"error\":\"x\"}", ": {\"error\":\"x\"}"),
        Arguments.of("application/json", "{\"message\":\"why\"}", ": why"),
        Arguments.of("application/x-protobuf", "plain after all", ": plain after all"),
        Arguments.of("text/html", "<html>no</html>", ""),
        Arguments.of(null, " <html>no</html>", ""),
        Arguments.of(null, "\b\u0003", ""),
        Arguments.of("text/plain", "colour \u001b[31m", ""),
        Arguments.of("text/plain", "", ""));
  }

  @ParameterizedTest
  @MethodSource("plainText")
  void showsTheFirstLineOfPlainText(String type, String body, String shown) {
    for (int status : new int[] {400, 404, 500, 503}) {
      assertThat(new HttpResponses().judge(response(status, type, body), 1, 0).message())
          .isEqualTo("HTTP " + status + shown);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Client sent an HTTP request to an HTTPS server.\n",
        "<html>\n<head><title>400 The plain HTTP request was sent to HTTPS port</title></head>"
      })
  void reportsAServerThatExpectsTls(String body) {
    ExportResult result = new HttpResponses().judge(response(400, null, body), 1, 0);
    assertThat(result.kind()).isEqualTo(Kind.PERMANENT);
    assertThat(result.cause()).isEqualTo(FailureCause.WRONG_ENDPOINT);
    assertThat(result.message()).contains("TLS");
  }

  @Test
  void cutsALongLineAndMarksIt() {
    String message =
        new HttpResponses().judge(response(400, "text/plain", "é".repeat(5000)), 1, 0).message();
    assertThat(message).startsWith("HTTP 400: éé").endsWith("é…").hasSizeBetween(500, 530);
  }

  static Stream<Arguments> exceptions() {
    return Stream.of(
        Arguments.of(new ConnectException("refused"), FailureCause.UNREACHABLE),
        Arguments.of(new NoRouteToHostException(), FailureCause.UNREACHABLE),
        Arguments.of(new PortUnreachableException(), FailureCause.UNREACHABLE),
        Arguments.of(new UnknownHostException("nowhere"), FailureCause.UNREACHABLE),
        Arguments.of(new IOException(new ConnectException("inside")), FailureCause.UNREACHABLE),
        Arguments.of(new SocketTimeoutException("timeout"), FailureCause.TIMEOUT),
        Arguments.of(new InterruptedIOException("timeout"), FailureCause.TIMEOUT),
        Arguments.of(new SocketException("Connection reset"), FailureCause.CONNECTION_LOST),
        Arguments.of(new EOFException(), FailureCause.CONNECTION_LOST),
        Arguments.of(new IOException("unexpected end"), FailureCause.CONNECTION_LOST),
        Arguments.of(
            new ProtocolException("unexpected end of stream"), FailureCause.CONNECTION_LOST),
        Arguments.of(
            new ProtocolException("Unexpected status line: x"), FailureCause.WRONG_ENDPOINT),
        Arguments.of(
            new SSLException("Unsupported or unrecognized SSL message"),
            FailureCause.WRONG_ENDPOINT),
        Arguments.of(new SSLHandshakeException("bad certificate"), FailureCause.CERTIFICATE),
        Arguments.of(new SSLPeerUnverifiedException("host"), FailureCause.CERTIFICATE),
        Arguments.of(
            new SSLException("x", new CertificateException("expired")), FailureCause.CERTIFICATE),
        Arguments.of(
            new SSLHandshakeException("Remote host terminated").initCause(new EOFException()),
            FailureCause.CONNECTION_LOST));
  }

  @ParameterizedTest
  @MethodSource("exceptions")
  void networkFailuresAreRetryable(Throwable thrown, FailureCause cause) {
    ExportResult result = Failures.classify(thrown);
    assertThat(result.kind()).isEqualTo(Kind.RETRY);
    assertThat(result.cause()).isEqualTo(cause);
    assertThat(result.retryAfterNanos()).isNegative();
  }

  @Test
  void internalFailuresArePermanent() {
    for (Throwable thrown : List.of(new IllegalStateException("s3cret"), new OutOfMemoryError())) {
      ExportResult result = Failures.classify(thrown);
      assertThat(result.kind()).isEqualTo(Kind.PERMANENT);
      assertThat(result.cause()).isEqualTo(FailureCause.INTERNAL);
      assertThat(result.message()).isEqualTo(thrown.getClass().getName());
    }
  }

  /** A limit of the system or of a container; it may be lifted. */
  @Test
  void aLackOfThreadsIsRetryable() {
    String message = "unable to create native thread: possibly out of memory or limits reached";
    ExportResult result = Failures.classify(new OutOfMemoryError(message));
    assertThat(result.kind()).isEqualTo(Kind.RETRY);
    assertThat(result.cause()).isEqualTo(FailureCause.INTERNAL);
    assertThat(result.message()).isEqualTo("OutOfMemoryError: " + message);
    assertThat(Failures.classify(new OutOfMemoryError("Java heap space")).kind())
        .isEqualTo(Kind.PERMANENT);
  }

  @Test
  void toleratesACycleOfCauses() {
    IOException a = new IOException("a");
    a.initCause(new IOException("b", a));
    assertThat(Failures.classify(a).cause()).isEqualTo(FailureCause.CONNECTION_LOST);
  }

  @ParameterizedTest // the three formats of RFC 9110, section 5.6.7, and invalid dates
  @CsvSource({
    "'Sun, 06 Nov 1994 08:49:37 GMT', 37",
    "'Sunday, 06-Nov-94 08:49:37 GMT', 37",
    "'Sun Nov  6 08:49:37 1994', 37",
    "'Sun Nov 06 08:49:37 1994', 37",
    "'06 Nov 1994', -1",
    "'Sun, 06 Nov 1994 25:49:37 GMT', -1",
    "'Sun, 06 Nov 1994 08:49:37 GMT plus some text that goes on and on and on and on', -1"
  })
  void retryAfterDates(String value, long seconds) {
    long wallMillis = Instant.parse("1994-11-06T08:49:00Z").toEpochMilli();
    long expected = seconds < 0 ? -1 : Duration.ofSeconds(seconds).toNanos();
    assertThat(RetryAfter.nanos(List.of(value), "", wallMillis)).isEqualTo(expected);
  }

  @Test
  void localClockReplacesAMalformedDate() {
    long wallMillis = Instant.parse("1994-11-06T08:49:00Z").toEpochMilli();
    List<String> values = List.of("Sun, 06 Nov 1994 08:49:37 GMT");
    assertThat(RetryAfter.nanos(values, "yesterday", wallMillis))
        .isEqualTo(Duration.ofSeconds(37).toNanos());
  }

  private static final String PARTIAL_JSON =
      "{\"partialSuccess\":{\"rejectedSpans\":3,\"errorMessage\":\"why\"}}";

  /** {@code partial_success { rejected: 3, error_message: "why" }}. */
  private static final String PARTIAL_PROTOBUF = "\n\007\b\003\022\003why";

  static Stream<Arguments> successes() {
    return Stream.of(
        Arguments.of("application/x-protobuf", PARTIAL_PROTOBUF, Kind.PARTIAL, false),
        Arguments.of("Application/X-Protobuf; x", PARTIAL_PROTOBUF, Kind.PARTIAL, false),
        Arguments.of(null, PARTIAL_PROTOBUF, Kind.PARTIAL, false),
        Arguments.of("application/json", PARTIAL_JSON, Kind.PARTIAL, false),
        Arguments.of(null, PARTIAL_JSON, Kind.PARTIAL, false),
        Arguments.of("application/x-protobuf", PARTIAL_JSON, Kind.DELIVERED, true),
        Arguments.of("application/json", PARTIAL_PROTOBUF, Kind.DELIVERED, true),
        Arguments.of("text/plain", PARTIAL_JSON, Kind.DELIVERED, true),
        Arguments.of("text/plain", PARTIAL_PROTOBUF, Kind.DELIVERED, true),
        Arguments.of("text/plain", "", Kind.DELIVERED, false),
        Arguments.of("application/json", "", Kind.DELIVERED, false),
        Arguments.of("application/json", "{}", Kind.DELIVERED, false),
        Arguments.of("application/json", "{", Kind.DELIVERED, true),
        Arguments.of(null, "", Kind.DELIVERED, false),
        Arguments.of("text/html", "<html>", Kind.RETRY, true));
  }

  @ParameterizedTest
  @MethodSource("successes")
  void whatASuccessSays(String type, String body, Kind kind, boolean isOdd) {
    for (int status : new int[] {200, 202, 299}) {
      ServerResponse response = response(status, type, body);
      ExportResult result = new HttpResponses().judge(response, 5, 0);
      assertThat(result.kind()).isEqualTo(kind);
      assertThat(new HttpResponses().isOddSuccess(response)).isEqualTo(isOdd);
      if (kind == Kind.PARTIAL) {
        assertThat(result.rejectedItems()).isEqualTo(3);
        assertThat(result.message()).isEqualTo("why");
      }
    }
  }

  @Test
  void aBodyThatBrokeOffIsNoReasonToSendAgain() {
    ServerResponse response = response(200, null, PARTIAL_JSON);
    response.body(ServerResponse.Body.BROKEN);
    assertThat(new HttpResponses().judge(response, 5, 0)).isSameAs(ExportResult.delivered());
    assertThat(new HttpResponses().isOddSuccess(response)).isTrue();
    response.body(ServerResponse.Body.TOO_LARGE);
    ExportResult result = new HttpResponses().judge(response, 5, 0);
    assertThat(result.kind()).isEqualTo(Kind.PERMANENT);
    assertThat(result.message()).isEqualTo("HTTP 200 with a response of more than 10000 bytes");
  }

  @Test
  void opensCompressedBodies() {
    ServerResponse response = response(200, null, PARTIAL_JSON);
    response.head(200, null, "br", null);
    new HttpResponses().open(response);
    assertThat(response.body()).isEqualTo(ServerResponse.Body.BROKEN);
  }

  @Test
  void retryAfterOfARetryableStatusIsPassedOn() {
    ServerResponse response = response(503);
    response.retryAfter(List.of("7"));
    assertThat(new HttpResponses().judge(response, 1, 0).retryAfterNanos())
        .isEqualTo(Duration.ofSeconds(7).toNanos());
  }

  static Stream<Arguments> descriptions() {
    String frame = "000012040000000000";
    return Stream.of(
        Arguments.of(new IOException("reset\nby peer"), "IOException: reset by peer"),
        Arguments.of(new EOFException(), "EOFException"),
        Arguments.of(new EOFException("  "), "EOFException"),
        Arguments.of(new IOException("outer", new IOException("inner")), "IOException: outer"),
        Arguments.of(new UnresolvedAddressException(), "UnresolvedAddressException"),
        Arguments.of(
            new ConnectException("x").initCause(new UnresolvedAddressException()),
            "UnresolvedAddressException"),
        Arguments.of(
            new IOException("y", new ProtocolException("content=" + frame)), ForeignProtocol.HTTP2),
        Arguments.of(new IOException("receiving [\000\000\022\004\000"), ForeignProtocol.HTTP2),
        Arguments.of(
            new IOException("receiving [\000\000\022\005\000"), "IOException: receiving ["));
  }

  @ParameterizedTest
  @MethodSource("descriptions")
  void theMostUsefulExceptionIsDescribed(Throwable thrown, String expected) {
    assertThat(Failures.classify(thrown).message()).isEqualTo(expected);
  }

  @Test
  void whatAServerOfHttp2BeginsWith() {
    for (String text :
        new String[] {
          "content=00001204000000000", "content=000012050000000000", "content=100012040000000000",
          "receiving [\001\000\022\004\000", "receiving [\000\001\022\004\000",
              "receiving [\000\000\022\004",
          "", "HTTP/1.1 200"
        }) {
      assertThat(ForeignProtocol.isHttp2(new IOException(text))).as(text).isFalse();
    }
    assertThat(ForeignProtocol.isHttp2(new IOException())).isFalse();
    assertThat(ForeignProtocol.isHttp2(new IOException("x content=000006040000000000 y"))).isTrue();
  }

  @Test
  void refusalsOfAProxy() {
    for (String login :
        new String[] {
          "Failed to authenticate with proxy",
          "Proxy Authentication required",
          "Tunnel failed, got: 407"
        }) {
      assertThat(Failures.classify(new IOException(login)).cause())
          .isEqualTo(FailureCause.NOT_AUTHORIZED);
    }
    for (String other :
        new String[] {"Unexpected response code for CONNECT: 502", "Tunnel failed, got: 503"}) {
      assertThat(Failures.classify(new IOException(other)).cause())
          .isEqualTo(FailureCause.UNREACHABLE);
    }
    assertThat(Failures.classify(new IOException("got: 407")).cause())
        .isEqualTo(FailureCause.CONNECTION_LOST);
  }

  @Test
  void versionsThatDoNotFitAreNamed() {
    ExportResult result = Failures.classify(new NoSuchMethodError("okio"));
    assertThat(result.kind()).isEqualTo(Kind.PERMANENT);
    assertThat(result.message()).startsWith("NoSuchMethodError: okio; are the versions of okhttp");
  }

  private static Throwable wrapped(int times, Exception inner) {
    Exception outer = inner;
    for (int i = 0; i < times; i++) {
      outer = new IOException("outer", outer);
    }
    return outer;
  }

  @Test
  void causesAreFollowedEightLevelsDeep() {
    Throwable found = wrapped(7, new UnresolvedAddressException());
    assertThat(Failures.classify(found).cause()).isEqualTo(FailureCause.UNREACHABLE);
    assertThat(Failures.classify(found).message()).isEqualTo("UnresolvedAddressException");
    Throwable tooDeep = wrapped(8, new UnresolvedAddressException());
    assertThat(Failures.classify(tooDeep).cause()).isEqualTo(FailureCause.CONNECTION_LOST);
    assertThat(Failures.classify(tooDeep).message()).isEqualTo("IOException: outer");
  }

  static Stream<Arguments> foreignServers() {
    return Stream.of(
        Arguments.of(new IOException("Invalid status line: \"x\""), FailureCause.WRONG_ENDPOINT),
        Arguments.of(new IOException("content=000012040000000000"), FailureCause.WRONG_ENDPOINT),
        Arguments.of(new SSLException("Received close_notify"), FailureCause.CONNECTION_LOST),
        Arguments.of(new IOException("unrecognized SSL message"), FailureCause.CONNECTION_LOST),
        Arguments.of(new ProtocolException(), FailureCause.WRONG_ENDPOINT),
        Arguments.of(new SSLHandshakeException("x"), FailureCause.CERTIFICATE),
        Arguments.of(
            new IOException("x", new SSLHandshakeException("y")), FailureCause.CERTIFICATE),
        Arguments.of(
            new SSLHandshakeException("x").initCause(new SocketTimeoutException()),
            FailureCause.TIMEOUT));
  }

  @ParameterizedTest
  @MethodSource("foreignServers")
  void aServerOfAnotherProtocolIsTheWrongEndpoint(Throwable thrown, FailureCause cause) {
    assertThat(Failures.classify(thrown).cause()).isEqualTo(cause);
  }
}
