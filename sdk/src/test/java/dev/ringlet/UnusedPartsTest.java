// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.metrics.MetricReader;
import dev.ringlet.metrics.OnDemandMetricReader;
import dev.ringlet.testing.LogCapture;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Parts of a start that fails, and of a disabled SDK, are closed. */
class UnusedPartsTest {
  private static final List<String> CLOSED = new CopyOnWriteArrayList<>();

  @BeforeEach
  void forget() {
    CLOSED.clear();
  }

  private static RingletSdk.Builder builder() {
    return RingletSdk.builder()
        .property("otel.traces.exporter", "none")
        .property("otel.metrics.exporter", "none")
        .property("otel.logs.exporter", "none");
  }

  @Test
  void anExporterThatFailsToCloseDoesNotHideWhyTheStartFailed() {
    RingletSdk.Builder builder =
        builder()
            .property("otel.traces.exporter", "unclosable")
            .property("otel.metrics.exporter", "unused-reader")
            .property("otel.bsp.schedule.delay", "bogus");
    assertThatThrownBy(builder::build)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("otel.bsp.schedule.delay")
        .hasSuppressedException(new IllegalStateException("unclosable"));
    assertThat(CLOSED).containsExactlyInAnyOrder("exporter", "reader");
  }

  @Test
  void exportersThatFailToCloseDoNotKeepADisabledSdkFromStarting() {
    RingletSdk.Builder builder =
        builder()
            .property("ringlet.customizers", "unclosable-adder")
            .property("otel.sdk.disabled", "true");
    try (LogCapture lines = new LogCapture(RingletSdk.class.getName())) {
      builder.build().close();
      assertThat(CLOSED).containsExactly("exporter", "exporter");
      assertThat(lines.messages(Level.WARNING))
          .contains("A part of a disabled SDK failed to close");
    }
  }

  /** What the class path has in this test. */
  public static final class Provider implements ComponentProvider {
    /** For the service loader. */
    public Provider() {}

    @Override
    public Exporter createExporter(Signal signal, String name, Config config) {
      return name.equals("unclosable") ? new Unclosable() : null;
    }

    @Override
    public MetricReader createMetricReader(String name, Config config) {
      return name.equals("unused-reader") ? reader() : null;
    }

    @Override
    public boolean customize(String name, RingletSdk.Builder builder, Config config) {
      if (!name.equals("unclosable-adder")) {
        return false;
      }
      builder.addExporter(Signal.TRACES, new Unclosable());
      builder.addExporter(Signal.LOGS, new Unclosable());
      return true;
    }
  }

  private static MetricReader reader() {
    return OnDemandMetricReader.builder()
        .setClient(
            new OnDemandMetricReader.Client() {
              @Override
              public void start(OnDemandMetricReader reader) {}

              @Override
              public void close(Duration timeout) {
                CLOSED.add("reader");
              }
            })
        .build();
  }

  private static final class Unclosable implements Exporter {
    @Override
    public ExportResult export(Payload payload) {
      return ExportResult.delivered();
    }

    @Override
    public void close() {
      CLOSED.add("exporter");
      throw new IllegalStateException("unclosable");
    }
  }
}
