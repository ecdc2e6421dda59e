// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.delivery.BuiltInExporter;
import dev.ringlet.internal.delivery.DeliveryCounters;
import dev.ringlet.internal.delivery.DeliveryReport;
import dev.ringlet.metrics.Aggregation;
import dev.ringlet.metrics.InstrumentType;
import dev.ringlet.metrics.MetricExporter;
import dev.ringlet.testing.CapturingExporter;
import dev.ringlet.testing.LogCapture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

/** An exporter of the SDK that a customizer has wrapped. */
class CustomizedExporterTest {
  private final Spooling inner = new Spooling();

  /** Stores each request. */
  private static final class Spooling implements BuiltInExporter {
    final DeliveryCounters counters = new DeliveryCounters();
    final List<String> calls = new ArrayList<>();
    boolean suspends = true;

    @Override
    public ExportResult export(Payload payload) {
      return ExportResult.stored();
    }

    @Override
    public boolean flush(Duration timeout) {
      return true;
    }

    @Override
    public DeliveryCounters counters() {
      return counters;
    }

    @Override
    public int largestRequestBytes() {
      return 4321;
    }

    @Override
    public boolean suspend(long deadlineNanos) {
      calls.add("suspend");
      return suspends;
    }

    @Override
    public void reconnect() {
      calls.add("reconnect");
    }

    @Override
    public void closeBy(long deadlineNanos) {
      calls.add("closeBy");
    }

    @Override
    public void prepare() {
      calls.add("prepare");
    }

    @Override
    public void trim() {
      calls.add("trim");
    }

    @Override
    public void disconnect() {
      calls.add("disconnect");
    }

    @Override
    public void close() {
      calls.add("close");
    }
  }

  /** An exporter of the application; keeps the bytes of what it passes on. */
  private static class Wrapper implements Exporter {
    final Exporter exporter;
    final List<byte[]> seen = new ArrayList<>();

    Wrapper(Exporter exporter) {
      this.exporter = exporter;
    }

    @Override
    public ExportResult export(Payload payload) {
      seen.add(payload.bytes());
      return exporter.export(payload);
    }

    @Override
    public boolean flush(Duration timeout) {
      return exporter.flush(timeout);
    }

    @Override
    public int maxConcurrentExports() {
      return 7;
    }

    @Override
    public void disconnect() {
      exporter.disconnect();
    }

    @Override
    public void close() {
      exporter.close();
    }

    @Override
    public String toString() {
      return "wrapper";
    }
  }

  private static final class MetricWrapper extends Wrapper implements MetricExporter {
    MetricWrapper(Exporter exporter) {
      super(exporter);
    }

    @Override
    public boolean isDelta(InstrumentType type) {
      return type == InstrumentType.COUNTER;
    }

    @Override
    public Aggregation defaultAggregation(InstrumentType type) {
      return Aggregation.drop();
    }
  }

  private RingletSdk sdk() {
    return RingletSdk.builder()
        .property("otel.traces.exporter", "none")
        .property("otel.metrics.exporter", "none")
        .property("otel.logs.exporter", "none")
        .addExporter(Signal.TRACES, inner)
        .addExporterCustomizer(Signal.TRACES, Wrapper::new)
        .build();
  }

  /** The inner exporter may count what it gets, too. */
  @Test
  void itemsAreCountedOnceByTheResultOfTheApplicationsExporter() {
    try (RingletSdk sdk = sdk()) {
      sdk.getTracer("test").spanBuilder("a").startSpan().end();
      assertThat(sdk.flush(LONG)).isTrue();
      inner.counters.countItems(DeliveryReport.stored(1));
      assertThat(sdk.health().signal(Signal.TRACES).spooled()).isEqualTo(1);
    }
  }

  @Test
  void itIsSuspendedAndResumed() {
    try (RingletSdk sdk = sdk()) {
      assertThat(sdk.disconnect(LONG)).isTrue();
      assertThat(inner.calls).contains("disconnect", "suspend").doesNotContain("reconnect");
      sdk.reconnect();
      assertThat(inner.calls).contains("reconnect");
      inner.suspends = false;
      assertThat(sdk.disconnect(LONG)).isFalse();
    }
  }

  @Test
  void itKnowsTheDeadlineBeforeItIsClosed() {
    sdk().close();
    assertThat(inner.calls).containsSubsequence("closeBy", "close");
  }

  @Test
  void theApplicationsExporterIsAskedWhatAllAreAsked() {
    Wrapper wrapper = new Wrapper(inner);
    BuiltInExporter exporter = (BuiltInExporter) CustomizedExporter.of(inner, wrapper);
    assertThat(exporter.maxConcurrentExports()).isEqualTo(7);
    assertThat(exporter.flush(LONG)).isTrue();
    assertThat(exporter.componentType()).isEqualTo(Wrapper.class.getName());
    assertThat(exporter).hasToString("wrapper");
    assertThat(exporter.largestRequestBytes()).isEqualTo(4321);
    exporter.prepare();
    exporter.trim();
    exporter.disconnect();
    assertThat(inner.calls).containsExactly("prepare", "trim", "disconnect");
    byte[] bytes = {1, 2, 3, 4};
    exporter.export(new Payload(Signal.TRACES, bytes, 1, 2, 1, 0));
    bytes[1] = 9;
    assertThat(wrapper.seen.get(0)).containsExactly(2, 3); // its own copy
  }

  @Test
  void anExporterThatReturnsNullIsNamed() {
    CapturingExporter broken = new CapturingExporter(payload -> null);
    Exporter exporter = CustomizedExporter.of(inner, broken);
    assertThatThrownBy(() -> exporter.export(new Payload(Signal.TRACES, new byte[1], 0, 1, 1, 0)))
        .hasMessage(CapturingExporter.class.getName() + " returned null");
  }

  @Test
  void aFailureNamesTheApplicationsExporter() {
    Wrapper broken =
        new Wrapper(inner) {
          @Override
          public ExportResult export(Payload payload) {
            throw new IllegalStateException("test");
          }
        };
    try (LogCapture log = new LogCapture("dev.ringlet.internal.delivery");
        RingletSdk sdk =
            RingletSdk.builder()
                .property("otel.traces.exporter", "none")
                .property("otel.metrics.exporter", "none")
                .property("otel.logs.exporter", "none")
                .addExporter(Signal.TRACES, inner)
                .addExporterCustomizer(Signal.TRACES, none -> broken)
                .build()) {
      sdk.getTracer("test").spanBuilder("a").startSpan().end();
      assertThat(sdk.flush(LONG)).isFalse();
      assertThat(log.messages(Level.WARNING))
          .containsExactly(
              broken.getClass().getName()
                  + " failed to export: java.lang.IllegalStateException: test");
    }
  }

  @Test
  void aWrapperForMetricsKeepsItsPreferences() {
    MetricExporter exporter =
        (MetricExporter) CustomizedExporter.of(inner, new MetricWrapper(inner));
    assertThat(exporter.isDelta(InstrumentType.COUNTER)).isTrue();
    assertThat(exporter.isDelta(InstrumentType.HISTOGRAM)).isFalse();
    assertThat(exporter.defaultAggregation(InstrumentType.COUNTER)).isEqualTo(Aggregation.drop());
  }

  @Test
  void otherExportersStayAsTheyAre() {
    CapturingExporter users = new CapturingExporter();
    Wrapper wrapper = new Wrapper(users);
    assertThat(CustomizedExporter.of(inner, inner)).isSameAs(inner);
    assertThat(CustomizedExporter.of(users, wrapper)).isSameAs(wrapper);
    assertThat(CustomizedExporter.of(users, inner)).isSameAs(inner);
  }
}
