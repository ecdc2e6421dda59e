// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.packaging;

import dev.ringlet.RingletSdk;
import java.time.Duration;
import java.util.function.Function;

/** Records one item of each signal; runs in a bundle of its own. */
public final class BundledApplication implements Function<String, String> {
  @Override
  public String apply(String url) {
    try (RingletSdk ringlet =
        RingletSdk.builder()
            .property("otel.exporter.otlp.endpoint", url)
            .property("ringlet.shutdown.hook", "false")
            .build()) {
      ringlet.getTracer("bundle").spanBuilder("span").startSpan().end();
      ringlet.getMeter("bundle").counterBuilder("count").build().add(1);
      ringlet.getLogsBridge().get("bundle").logRecordBuilder().setBody("log").emit();
      return "flushed " + ringlet.flush(Duration.ofSeconds(60));
    }
  }
}
