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
import dev.ringlet.logs.LogRecordProcessor;
import dev.ringlet.logs.ReadWriteLogRecord;
import dev.ringlet.metrics.MetricReader;
import dev.ringlet.metrics.OnDemandMetricReader;
import dev.ringlet.testing.LogCapture;
import dev.ringlet.trace.Sampler;
import dev.ringlet.trace.SamplingDecision;
import dev.ringlet.trace.SamplingRequest;
import dev.ringlet.trace.SpanProcessor;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({
    "ringlet.customizers, 'part-adder,bogus'",
    "otel.propagators, bogus",
    "otel.traces.sampler, bogus",
    "ringlet.logs.filter, bogus"
  })
  void partsOfACustomizerAreClosedWhenTheStartFails(String key, String value) {
    RingletSdk.Builder builder = builderWithParts().property(key, value);
    assertThatThrownBy(builder::build)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key)
        .hasNoSuppressedExceptions();
    assertThat(CLOSED)
        .containsExactlyInAnyOrder("span processor", "log record processor", "reader", "sampler");
  }

  @Test
  void partsOfACustomizerAreClosedWhenTheSdkIsDisabled() {
    builderWithParts().property("otel.sdk.disabled", "true").build().close();
    assertThat(CLOSED)
        .containsExactlyInAnyOrder("span processor", "log record processor", "reader", "sampler");
  }

  @Test
  void aDisabledSdkThatFailsToStartClosesThemOnce() {
    RingletSdk.Builder builder =
        builderWithParts()
            .property("otel.sdk.disabled", "true")
            .property("ringlet.close.timeout", "bogus");
    assertThatThrownBy(builder::build).hasMessageContaining("ringlet.close.timeout");
    assertThat(CLOSED)
        .containsExactlyInAnyOrder("span processor", "log record processor", "reader", "sampler");
  }

  /** Those of the application stay open. */
  private static RingletSdk.Builder builderWithParts() {
    return builder()
        .property("ringlet.customizers", "part-adder")
        .addSpanProcessor(new Spans("span processor of the application"))
        .addLogRecordProcessor(new LogRecords("log record processor of the application"));
  }

  private record Spans(String name) implements SpanProcessor {
    @Override
    public void close() {
      CLOSED.add(name);
    }
  }

  private record LogRecords(String name) implements LogRecordProcessor {
    @Override
    public void onEmit(Context context, ReadWriteLogRecord record) {}

    @Override
    public void close() {
      CLOSED.add(name);
    }
  }

  private static final class Sampling implements Sampler {
    @Override
    public SamplingDecision shouldSample(SamplingRequest request) {
      return SamplingDecision.DROP;
    }

    @Override
    public String getDescription() {
      return "test";
    }

    @Override
    public void close() {
      CLOSED.add("sampler");
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
      if (name.equals("part-adder")) {
        builder
            .addSpanProcessorFirst(new Spans("span processor"))
            .addLogRecordProcessor(new LogRecords("log record processor"))
            .addMetricReader(reader())
            .setSampler(new Sampling());
        return true;
      }
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
