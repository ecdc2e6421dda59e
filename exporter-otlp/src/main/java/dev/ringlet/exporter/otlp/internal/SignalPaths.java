// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal;

import dev.ringlet.export.Signal;

/** The paths of the OTLP/HTTP services. */
public final class SignalPaths {
  private SignalPaths() {}

  /** The path of a signal's service, with a leading slash. */
  public static String of(Signal signal) {
    String version = signal == Signal.PROFILES ? "/v1development/" : "/v1/";
    return version + signal.key();
  }
}
