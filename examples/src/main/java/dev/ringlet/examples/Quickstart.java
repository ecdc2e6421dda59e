// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import dev.ringlet.RingletSdk;
import io.opentelemetry.api.trace.Span;

/** The samples of README.md, which a test compares with this file. */
public final class Quickstart {
  private Quickstart() {}

  /** Sends one span to the collector that the system properties name. */
  public static void main(String[] arguments) {
    try (RingletSdk ringlet = RingletSdk.create()) {
      Span span = ringlet.getTracer("quickstart").spanBuilder("hello").startSpan();
      span.end();
    }
  }

  /** An SDK that is set up in code. */
  static RingletSdk configured() {
    return RingletSdk.builder()
        .property("otel.service.name", "checkout")
        .property("otel.exporter.otlp.endpoint", "http://collector:4318")
        .build();
  }
}
