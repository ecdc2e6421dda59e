// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.testing.RecordingSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrackedExporterTest {
  @Test
  void passesEachCallOn() {
    List<String> calls = new ArrayList<>();
    Exporter exporter =
        new Exporter() {
          @Override
          public ExportResult export(Payload payload) {
            calls.add("export " + payload.items());
            return ExportResult.stored();
          }

          @Override
          public boolean flush(Duration timeout) {
            calls.add("flush " + timeout);
            return calls.size() == 2;
          }

          @Override
          public int maxConcurrentExports() {
            return 5;
          }

          @Override
          public void disconnect() {
            calls.add("disconnect");
          }

          @Override
          public void close() {
            calls.add("close");
          }
        };
    TrackedExporter tracked = new TrackedExporter(exporter);
    assertThat(tracked.export(new Payload(Signal.LOGS, new byte[0], 0, 0, 3, 0)))
        .isSameAs(ExportResult.stored());
    assertThat(tracked.flush(Duration.ofSeconds(1))).isTrue();
    assertThat(tracked.flush(Duration.ofSeconds(1))).isFalse();
    tracked.disconnect();
    tracked.close();
    assertThat(calls)
        .containsExactly("export 3", "flush PT1S", "flush PT1S", "disconnect", "close");
    assertThat(tracked.maxConcurrentExports()).isEqualTo(5);
    assertThat(tracked.exporter()).isSameAs(exporter);
  }

  @Test
  void knowsItsDelivery() {
    TrackedExporter tracked = new TrackedExporter(new Nothing());
    assertThatThrownBy(tracked::delivery).hasMessage("delivery");
    RecordingSink sink = new RecordingSink(false);
    tracked.attach(sink);
    assertThat(tracked.delivery()).isSameAs(sink);
    assertThatThrownBy(() -> new TrackedExporter(null)).hasMessage("exporter");
  }

  /** An exporter that delivers everything. */
  private static final class Nothing implements Exporter {
    @Override
    public ExportResult export(Payload payload) {
      return ExportResult.delivered();
    }

    @Override
    public void close() {}
  }
}
