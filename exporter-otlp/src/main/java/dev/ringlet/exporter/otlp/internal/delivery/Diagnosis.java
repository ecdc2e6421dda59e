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
      text += "; is " + spoken() + " spoken there?";
    }
    return hasPortHint(result.cause()) ? text + portHint() : text;
  }

  private String explain(ExportResult result) {
    switch (result.cause()) {
      case UNREACHABLE:
        return unreachable(result.message());
      case CONNECTION_LOST:
        return "the connection broke before an answer came";
      case TIMEOUT:
        return endpoint.isSecure()
            ? "no answer in time; does that port speak TLS?"
            : "no answer in time";
      case THROTTLED:
        return "the receiver is overloaded and asks for patience";
      case SERVER_ERROR:
        return "the receiver has a problem of its own";
      case BAD_DATA:
        return "the receiver refuses the data";
      case TOO_LARGE:
        return "the request is too large; lower the size of batches";
      case NOT_AUTHORIZED:
        return "not authorised; check the credentials in the headers";
      case WRONG_ENDPOINT:
        return wrongEndpoint(result);
      case CERTIFICATE:
        return certificate(result.message().toLowerCase(Locale.ROOT));
      case BAD_RESPONSE:
        return "the answer is not from an OTLP receiver; is a proxy or a log-in page in between?";
      default:
        return "the exporter failed";
    }
  }

  private String spoken() {
    return (protocol == Protocol.GRPC ? "OTLP over gRPC" : "OTLP over HTTP")
        + (endpoint.isSecure() ? " with TLS" : " without TLS");
  }

  private static String unreachable(String message) {
    return message.contains("UnknownHost") || message.contains("UnresolvedAddress")
        ? "the name of the host is unknown"
        : "nothing listens there, or nothing gets there; is the receiver running?";
  }

  /** A permanent refusal came from a server that understood the request; other failures did not. */
  private String wrongEndpoint(ExportResult result) {
    boolean understood = result.kind() == ExportResult.Kind.PERMANENT;
    if (result.message().equals(ForeignProtocol.TLS)) {
      return "the receiver speaks TLS; its address begins with https://";
    } else if (understood) {
      return refused();
    } else if (result.message().equals(ForeignProtocol.HTTP2)) {
      return "that looks like a gRPC receiver; otel.exporter.otlp.protocol=grpc speaks to it";
    } else if (endpoint.isSecure()) {
      return "another protocol is spoken there, perhaps without TLS";
    } else if (protocol == Protocol.GRPC) {
      return "HTTP/2 is not spoken there; OTLP over HTTP needs"
          + " otel.exporter.otlp.protocol=http/protobuf, and TLS an address with https";
    }
    return "another protocol is spoken there, perhaps gRPC or TLS";
  }

  private String refused() {
    String usual = SignalPaths.of(signal);
    if (protocol == Protocol.GRPC) {
      return "the server answers, but takes no " + signal.key() + " by gRPC";
    }
    return endpoint.path().endsWith(usual)
        ? "the server answers, but takes no " + signal.key() + " there; is it an OTLP receiver?"
        : "the path is wrong or missing; it usually ends in " + usual;
  }

  private static String certificate(String message) {
    if (message.contains("asked for a client certificate")) {
      return "the receiver asks for a client certificate; otel.exporter.otlp.client.certificate and"
          + " otel.exporter.otlp.client.key name its files";
    } else if (message.contains("path building failed") || message.contains("trust anchor")) {
      return "the receiver's certificate is not trusted here; otel.exporter.otlp.certificate names"
          + " a file with one that is";
    } else if (message.contains("validity") || message.contains("expired")) {
      return "a certificate has expired or is not valid yet; check it and the clock";
    } else if (message.contains("not verified") || message.contains("subject alternative")) {
      return "the receiver's certificate belongs to another host name";
    } else if (message.contains("received fatal alert")) {
      return "the receiver ended the TLS handshake; does it ask for a client certificate?";
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
