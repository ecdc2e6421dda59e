// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.config.ConfigException;
import dev.ringlet.export.DropCause;
import dev.ringlet.export.Signal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilterSettingsTest {
  @TempDir private Path directory;

  private RingletSdk.Builder sdk() {
    return RingletSdk.builder()
        .property("otel.traces.exporter", "otlp_file")
        .property("otel.logs.exporter", "otlp_file")
        .property("otel.metrics.exporter", "none")
        .property("ringlet.exporter.file.path", directory.resolve("out").toString());
  }

  @Test
  void filtersSpansAndLogRecordsAndCountsThem() {
    try (RingletSdk sdk =
        sdk()
            .property("ringlet.traces.filter", "drop if name=health*")
            .property("ringlet.logs.filter", "drop if body=noise")
            .build()) {
      for (String name : new String[] {"health", "users"}) {
        sdk.getTracer("test").spanBuilder(name).startSpan().end();
      }
      for (String body : new String[] {"noise", "signal", "noise"}) {
        sdk.getLogsBridge().get("test").logRecordBuilder().setBody(body).emit();
      }
      sdk.flush(LONG);
      SignalHealth spans = sdk.health().signal(Signal.TRACES);
      assertThat(spans.produced()).isEqualTo(2);
      assertThat(spans.exported()).isOne();
      assertThat(spans.dropped(DropCause.FILTERED)).isOne();
      assertThat(spans.totalLost()).isZero();
      SignalHealth records = sdk.health().signal(Signal.LOGS);
      assertThat(records.exported()).isOne();
      assertThat(records.dropped(DropCause.FILTERED)).isEqualTo(2);
      assertThat(CloseSummary.text(sdk.health())).contains("dropped 1 (filtered 1)");
    }
  }

  @Test
  void badRulesStopTheStart() {
    for (String key : new String[] {"ringlet.traces.filter", "ringlet.logs.filter"}) {
      assertThatThrownBy(() -> sdk().property(key, "drop if").build())
          .isInstanceOf(ConfigException.class)
          .hasMessage(key + ": expected a condition at position 8");
    }
  }
}
