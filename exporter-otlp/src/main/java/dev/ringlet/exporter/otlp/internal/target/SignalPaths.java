// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.target;

import dev.ringlet.export.Signal;

/** The paths of the OTLP services. */
public final class SignalPaths {
  private SignalPaths() {}

  /** The path of a signal's service in OTLP/HTTP, with a leading slash. */
  public static String of(Signal signal) {
    String version = signal == Signal.PROFILES ? "/v1development/" : "/v1/";
    return version + signal.key();
  }

  /** The path of a signal's method in OTLP/gRPC, with a leading slash. */
  public static String grpcMethodOf(Signal signal) {
    return switch (signal) {
      case TRACES -> grpcMethod("trace.v1.Trace");
      case METRICS -> grpcMethod("metrics.v1.Metrics");
      case LOGS -> grpcMethod("logs.v1.Logs");
      case PROFILES -> grpcMethod("profiles.v1development.Profiles");
      default -> throw new IllegalArgumentException("no service for " + signal.key());
    };
  }

  private static String grpcMethod(String service) {
    return "/opentelemetry.proto.collector." + service + "Service/Export";
  }
}
