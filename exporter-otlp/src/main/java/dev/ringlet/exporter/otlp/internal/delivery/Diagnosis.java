// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.delivery;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.response.ForeignProtocol;
import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.exporter.otlp.internal.target.SignalPaths;
import dev.ringlet.exporter.otlp.settings.Protocol;
import java.util.Locale;

/** Describes the likely cause of a failure and its remedy. */
final class Diagnosis {
  private static final int GRPC_PORT = 4317;
  private static final int HTTP_PORT = 4318;

  private final Signal signal;
  private final Protocol protocol;
  private final Endpoint endpoint;

  Diagnosis(Signal signal, Protocol protocol, Endpoint endpoint) {
    this.signal = signal;
    this.protocol = protocol;
    this.endpoint = endpoint;
  }

  /**
   * The cause of a failed result, for an operator.
   *
   * @param worked whether there was a success before, so that the address cannot be wrong
   */
  String of(ExportResult result, boolean worked) {
    String text = explain(result);
    if (result.cause() == FailureCause.CONNECTION_LOST && !worked) {
      text += "; does the server support " + expected() + "?";
    }
    return hasPortHint(result.cause()) ? text + portHint() : text;
  }

  private String explain(ExportResult result) {
    return switch (result.cause()) {
      case UNREACHABLE -> unreachable(result.message());
      case CONNECTION_LOST -> "the connection broke before a response arrived";
      case TIMEOUT ->
          endpoint.isSecure()
              ? "no response within the timeout; does that port use TLS?"
              : "no response within the timeout";
      case THROTTLED -> "the receiver is overloaded; requests are sent later";
      case SERVER_ERROR -> "the receiver has an internal error";
      case BAD_DATA -> "the receiver refuses the data";
      case TOO_LARGE -> "the request is too large; reduce the batch size";
      case NOT_AUTHORIZED -> "not authorised; check the credentials in the headers";
      case WRONG_ENDPOINT -> wrongEndpoint(result);
      case CERTIFICATE -> certificate(result.message().toLowerCase(Locale.ROOT));
      case BAD_RESPONSE ->
          "the response is not from an OTLP receiver; is it from a proxy or a log-in page?";
      default -> "the exporter failed";
    };
  }

  private String expected() {
    return (protocol == Protocol.GRPC ? "OTLP over gRPC" : "OTLP over HTTP")
        + (endpoint.isSecure() ? " with TLS" : " without TLS");
  }

  private static String unreachable(String message) {
    return message.contains("UnknownHost") || message.contains("UnresolvedAddress")
        ? "the host name is unknown"
        : "the address does not accept connections; is the receiver running?";
  }

  /** A permanent refusal came from a server that understood the request; other failures did not. */
  private String wrongEndpoint(ExportResult result) {
    boolean understood = result.kind() == ExportResult.Kind.PERMANENT;
    if (result.message().equals(ForeignProtocol.TLS)) {
      return "the receiver expects TLS; set an endpoint with https://";
    } else if (understood) {
      return refused();
    } else if (result.message().equals(ForeignProtocol.HTTP2)) {
      return "this looks like a gRPC receiver; set otel.exporter.otlp.protocol=grpc";
    } else if (endpoint.isSecure()) {
      return "the server uses another protocol, perhaps without TLS";
    } else if (protocol == Protocol.GRPC) {
      return "the server does not support HTTP/2; OTLP over HTTP needs"
          + " otel.exporter.otlp.protocol=http/protobuf, and TLS an endpoint with https";
    }
    return "the server uses another protocol, perhaps gRPC or TLS";
  }

  private String refused() {
    String usual = SignalPaths.of(signal);
    if (protocol == Protocol.GRPC) {
      return "the server responds, but does not accept " + signal.key() + " over gRPC";
    }
    return endpoint.path().endsWith(usual)
        ? "the server responds, but does not accept "
            + signal.key()
            + " at this path; is it an OTLP receiver?"
        : "the path is wrong or missing; it usually ends in " + usual;
  }

  private static String certificate(String message) {
    if (message.contains("requested a client certificate")) {
      return "the receiver requires a client certificate; set"
          + " otel.exporter.otlp.client.certificate and otel.exporter.otlp.client.key";
    } else if (message.contains("path building failed") || message.contains("trust anchor")) {
      return "the receiver's certificate is not trusted here; set"
          + " otel.exporter.otlp.certificate to a file with its issuer";
    } else if (message.contains("validity") || message.contains("expired")) {
      return "a certificate has expired or is not valid yet; check it and the clock";
    } else if (message.contains("not verified") || message.contains("subject alternative")) {
      return "the receiver's certificate belongs to another host name";
    } else if (message.contains("received fatal alert")) {
      return "the receiver ended the TLS handshake; does it require a client certificate?";
    }
    return "the TLS handshake failed; check certificates, host name and clock";
  }

  private static boolean hasPortHint(FailureCause cause) {
    return cause == FailureCause.UNREACHABLE
        || cause == FailureCause.CONNECTION_LOST
        || cause == FailureCause.TIMEOUT
        || cause == FailureCause.WRONG_ENDPOINT
        || cause == FailureCause.BAD_RESPONSE;
  }

  private String portHint() {
    if (protocol == Protocol.GRPC) {
      return endpoint.port() == HTTP_PORT
          ? "; 4318 looks like the HTTP port, OTLP over gRPC is usually on 4317"
          : "";
    }
    return endpoint.port() == GRPC_PORT
        ? "; 4317 looks like the gRPC port, OTLP over HTTP is usually on 4318"
        : "";
  }
}
