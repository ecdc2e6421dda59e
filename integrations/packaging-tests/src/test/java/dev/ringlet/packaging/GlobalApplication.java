// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.packaging;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;

/** Knows the API and nothing else; which SDK runs is decided by settings and jars. */
public final class GlobalApplication {
  private GlobalApplication() {}

  public static void main(String[] args) {
    OpenTelemetry global = GlobalOpenTelemetry.get();
    global.getTracer("program").spanBuilder("work").startSpan().end();
    global.getMeter("program").counterBuilder("done").build().add(3);
    global.getLogsBridge().get("program").logRecordBuilder().setBody("a line").emit();
    System.out.println("provider " + global.getTracerProvider().getClass().getName());
  }
}
