// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.doctor;

import dev.ringlet.export.ExportResult;
import dev.ringlet.exporter.otlp.OtlpProbe;
import dev.ringlet.exporter.otlp.settings.Protocol;
import java.time.Duration;

/** Describes the problem of an endpoint and its remedy in one line. */
final class Advice {
  private static final String PREFIX = "otel.exporter.otlp.";

  private Advice() {}

  static String on(ExportResult result, OtlpProbe probe, Duration timeout) {
    String message = result.message().isEmpty() ? result.cause().toString() : result.message();
    return switch (result.cause()) {
      case CERTIFICATE ->
          "TLS failed (" + message + "): " + ServerCertificate.explain(probe, timeout);
      case NOT_AUTHORIZED ->
          "the receiver refuses the credentials ("
              + message
              + "). Set or correct "
              + (isDeclared(probe)
                  ? "the headers, as in {name: authorization, value: Bearer TOKEN} ("
                      + probe.key()
                      + ")."
                  : PREFIX + "headers, as in authorization=Bearer%20TOKEN.");
      case WRONG_ENDPOINT ->
          "there is no OTLP receiver for "
              + probe.protocol().key()
              + " ("
              + message
              + "). "
              + otherProtocol(probe);
      case CONNECTION_LOST, BAD_RESPONSE ->
          "the answer is not OTLP over "
              + probe.protocol().key()
              + " ("
              + message
              + "). "
              + otherProtocol(probe);
      case TIMEOUT ->
          "no answer within "
              + timeout.toSeconds()
              + " s ("
              + message
              + "). Look whether the receiver is overloaded, or speaks another protocol.";
      case THROTTLED, SERVER_ERROR ->
          "the receiver responds, but cannot accept requests now ("
              + message
              + "). Look at its log.";
      case UNREACHABLE -> "the receiver cannot be reached (" + message + "). Look at the network.";
      default -> message + ".";
    };
  }

  /** Whether the address is that of a declarative file. */
  static boolean isDeclared(OtlpProbe probe) {
    return probe.key().startsWith("line ");
  }

  private static String otherProtocol(OtlpProbe probe) {
    if (isDeclared(probe)) {
      return probe.protocol() == Protocol.GRPC
          ? "Receivers take gRPC on port 4317 as a rule; for HTTP use otlp_http ("
              + probe.key()
              + ")."
          : "Receivers take HTTP on port 4318 as a rule, at /v1/"
              + probe.signal().key()
              + "; for gRPC use otlp_grpc ("
              + probe.key()
              + ").";
    }
    return probe.protocol() == Protocol.GRPC
        ? "Receivers take gRPC on port 4317 as a rule; for HTTP set "
            + PREFIX
            + "protocol=http/protobuf."
        : "Receivers take HTTP on port 4318 as a rule, at /v1/"
            + probe.signal().key()
            + "; for gRPC set "
            + PREFIX
            + "protocol=grpc.";
  }
}
