// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.response.ForeignProtocol;
import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.exporter.otlp.settings.Protocol;
import dev.ringlet.testing.LogCapture;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lines of the log for each outcome, without a server. */
class OutcomeLoggerTest {
  private static final String PLAIN = "http://collector:4000/v1/logs";
  private static final String SECURE = "https://collector:4000/v1/logs";
  private static final ExportResult OK = ExportResult.delivered();

  private final LogCapture log = new LogCapture("dev.ringlet");

  @AfterEach
  void tearDown() {
    log.close();
  }

  private static OutcomeLogger logger(Protocol protocol, String endpoint) {
    return new OutcomeLogger(
        Signal.LOGS, protocol, Endpoint.parse(endpoint), OutcomeLoggerTest.class);
  }

  private static ExportResult retry(FailureCause cause, String message) {
    return ExportResult.retry(cause, -1, message);
  }

  /** The diagnosis of a failure, without the route before it. */
  private static String diagnosis(
      Protocol protocol, String endpoint, boolean worked, ExportResult result) {
    return new Diagnosis(Signal.LOGS, protocol, Endpoint.parse(endpoint)).of(result, worked);
  }

  private static String diagnosis(ExportResult result) {
    return diagnosis(Protocol.HTTP_PROTOBUF, PLAIN, true, result);
  }

  @Test
  void logsTheFirstSuccessAndTheFirstAfterAFailure() {
    OutcomeLogger logger = logger(Protocol.GRPC, PLAIN);
    logger.log(OK, 1);
    logger.log(OK, 2);
    logger.log(retry(FailureCause.THROTTLED, "busy"), 2);
    logger.log(OK, 3);
    logger.log(OK, 4);
    String route = "logs -> " + PLAIN + " (grpc)";
    assertThat(log.messages(Level.INFO))
        .containsExactly(route + " ok, 1 item", route + " ok again, 3 items");
    assertThat(log.messages(Level.WARNING))
        .containsExactly(
            route + " failed, 2 items: the receiver is overloaded; requests are sent later (busy)");
  }

  /** A line about a recovery is for an operator that has seen the endpoint work. */
  @Test
  void aFirstSuccessAfterFailuresIsNotARecovery() {
    OutcomeLogger logger = logger(Protocol.HTTP_JSON, PLAIN);
    logger.log(retry(FailureCause.SERVER_ERROR, ""), 0);
    logger.log(OK, 7);
    String route = "logs -> " + PLAIN + " (http/json)";
    assertThat(log.messages(Level.INFO)).containsExactly(route + " ok, 7 items");
    assertThat(log.messages(Level.WARNING))
        .containsExactly(route + " failed, 0 items: the receiver has an internal error");
  }

  @Test
  void theSameFailureIsLoggedOnceUntilASuccess() {
    OutcomeLogger logger = logger(Protocol.GRPC, PLAIN);
    for (int i = 0; i < 5; i++) {
      logger.log(retry(FailureCause.THROTTLED, "first"), 1);
      logger.log(retry(FailureCause.TIMEOUT, "other"), 1);
    }
    assertThat(log.messages(Level.WARNING)).hasSize(2);
    logger.log(OK, 1);
    logger.log(retry(FailureCause.THROTTLED, "again"), 1);
    logger.log(retry(FailureCause.THROTTLED, "and again"), 1);
    assertThat(log.messages(Level.WARNING)).hasSize(3);
    assertThat(log.messages(Level.WARNING).get(2)).endsWith("(again)");
  }

  @Test
  void closingIsNoFailure() {
    OutcomeLogger logger = logger(Protocol.GRPC, PLAIN);
    logger.log(retry(FailureCause.CLOSED, "closed"), 1);
    logger.log(OK, 1);
    logger.log(retry(FailureCause.CLOSED, "closed"), 1);
    logger.log(OK, 1);
    assertThat(log.records()).hasSize(1);
  }

  @Test
  void rejectedItemsAreAWarningOfASuccess() {
    OutcomeLogger logger = logger(Protocol.GRPC, PLAIN);
    logger.log(ExportResult.partial(1, "too old"), 9);
    logger.log(ExportResult.partial(3, ""), 9);
    String route = "logs -> " + PLAIN + " (grpc) ok, but the receiver rejected ";
    assertThat(log.messages(Level.WARNING))
        .containsExactly(route + "1 item: too old", route + "3 items");
    assertThat(log.messages(Level.INFO)).hasSize(1);
  }

  @Test
  void aLostConnectionIsAboutTheProtocolUntilTheEndpointWorked() {
    String broke = "the connection broke before a response arrived";
    ExportResult lost = retry(FailureCause.CONNECTION_LOST, "");
    assertThat(diagnosis(lost)).isEqualTo(broke);
    for (Protocol protocol : Protocol.values()) {
      String name = protocol == Protocol.GRPC ? "gRPC" : "HTTP";
      assertThat(diagnosis(protocol, PLAIN, false, lost))
          .isEqualTo(broke + "; does the server support OTLP over " + name + " without TLS?");
      assertThat(diagnosis(protocol, SECURE, false, lost))
          .isEqualTo(broke + "; does the server support OTLP over " + name + " with TLS?");
    }
    assertThat(diagnosis(Protocol.GRPC, PLAIN, false, retry(FailureCause.SERVER_ERROR, "")))
        .isEqualTo("the receiver has an internal error");
    OutcomeLogger logger = logger(Protocol.GRPC, PLAIN);
    logger.log(lost, 1);
    logger.log(OK, 1);
    logger.log(lost, 1);
    assertThat(log.messages(Level.WARNING).get(0)).contains("does the server support");
    assertThat(log.messages(Level.WARNING).get(1)).endsWith(broke);
  }

  @Test
  void eachCauseHasARemedy() {
    assertThat(diagnosis(retry(FailureCause.UNREACHABLE, "UnknownHostException: x")))
        .isEqualTo("the host name is unknown");
    assertThat(diagnosis(retry(FailureCause.UNREACHABLE, "UnresolvedAddressException")))
        .isEqualTo("the host name is unknown");
    assertThat(diagnosis(retry(FailureCause.UNREACHABLE, "refused")))
        .isEqualTo("the address does not accept connections; is the receiver running?");
    assertThat(diagnosis(retry(FailureCause.TIMEOUT, "")))
        .isEqualTo("no response within the timeout");
    assertThat(diagnosis(Protocol.GRPC, SECURE, true, retry(FailureCause.TIMEOUT, "")))
        .isEqualTo("no response within the timeout; does that port use TLS?");
    assertThat(diagnosis(ExportResult.permanent(FailureCause.BAD_DATA, "")))
        .isEqualTo("the receiver refuses the data");
    assertThat(diagnosis(ExportResult.permanent(FailureCause.TOO_LARGE, "")))
        .isEqualTo("the request is too large; reduce the batch size");
    assertThat(diagnosis(ExportResult.permanent(FailureCause.NOT_AUTHORIZED, "")))
        .isEqualTo("not authorised; check the credentials in the headers");
    assertThat(diagnosis(retry(FailureCause.BAD_RESPONSE, "")))
        .startsWith("the response is not from an OTLP receiver; ");
    assertThat(diagnosis(ExportResult.permanent(FailureCause.INTERNAL, "")))
        .isEqualTo("the exporter failed");
  }

  @ParameterizedTest
  @CsvSource({
    "the server requested a client certificate and, requires a client certificate",
    "PKIX path building failed: x, is not trusted here",
    "Trust anchor for certification path not found, is not trusted here",
    "validity check failed, has expired or is not valid yet",
    "NotAfter: certificate expired, has expired or is not valid yet",
    "Hostname x not verified, belongs to another host name",
    "No subject alternative names, belongs to another host name",
    "Received fatal alert: x, ended the TLS handshake",
    "something else, the TLS handshake failed"
  })
  void certificatesAreDescribedByTheWordsOfTheFailure(String message, String expected) {
    assertThat(diagnosis(retry(FailureCause.CERTIFICATE, message))).contains(expected);
  }

  @Test
  void aForeignServerIsRecognised() {
    ExportResult tls = ExportResult.permanent(FailureCause.WRONG_ENDPOINT, ForeignProtocol.TLS);
    ExportResult http2 = retry(FailureCause.WRONG_ENDPOINT, ForeignProtocol.HTTP2);
    ExportResult odd = retry(FailureCause.WRONG_ENDPOINT, "odd");
    for (Protocol protocol : Protocol.values()) {
      boolean grpc = protocol == Protocol.GRPC;
      assertThat(diagnosis(protocol, PLAIN, false, tls))
          .isEqualTo("the receiver expects TLS; set an endpoint with https://");
      assertThat(diagnosis(protocol, PLAIN, false, http2)).startsWith("this looks like a gRPC");
      assertThat(diagnosis(protocol, SECURE, false, odd))
          .isEqualTo("the server uses another protocol, perhaps without TLS");
      assertThat(diagnosis(protocol, PLAIN, false, odd))
          .startsWith(
              grpc
                  ? "the server does not support HTTP/2; "
                  : "the server uses another protocol, perhaps gRPC or TLS");
    }
  }

  @Test
  void aRefusedPathIsNamed() {
    ExportResult refused = ExportResult.permanent(FailureCause.WRONG_ENDPOINT, "HTTP 404");
    assertThat(diagnosis(refused))
        .isEqualTo(
            "the server responds, but does not accept logs at this path;"
                + " is it an OTLP receiver?");
    assertThat(diagnosis(Protocol.HTTP_JSON, "http://collector:4000/v1/traces", true, refused))
        .isEqualTo("the path is wrong or missing; it usually ends in /v1/logs");
    assertThat(diagnosis(Protocol.GRPC, PLAIN, true, refused))
        .isEqualTo("the server responds, but does not accept logs over gRPC");
  }

  @Test
  void thePortOfTheOtherProtocolIsNoticedWhereTheAddressMayBeWrong() {
    List<FailureCause> aboutTheAddress =
        List.of(
            FailureCause.UNREACHABLE,
            FailureCause.CONNECTION_LOST,
            FailureCause.TIMEOUT,
            FailureCause.WRONG_ENDPOINT,
            FailureCause.BAD_RESPONSE);
    for (FailureCause cause : FailureCause.values()) {
      for (Protocol protocol : Protocol.values()) {
        for (int port : new int[] {4317, 4318, 4319}) {
          String hint =
              protocol == Protocol.GRPC
                  ? "; 4318 looks like the HTTP port, OTLP over gRPC is usually on 4317"
                  : "; 4317 looks like the gRPC port, OTLP over HTTP is usually on 4318";
          String text = diagnosis(protocol, "http://collector:" + port, true, retry(cause, ""));
          boolean wrongPort = port == (protocol == Protocol.GRPC ? 4318 : 4317);
          assertThat(text.endsWith(hint))
              .as("%s over %s to %d", cause, protocol, port)
              .isEqualTo(wrongPort && aboutTheAddress.contains(cause));
          assertThat(text.contains("looks like the"))
              .isEqualTo(wrongPort && aboutTheAddress.contains(cause));
        }
      }
    }
  }
}
