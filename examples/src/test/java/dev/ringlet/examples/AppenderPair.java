// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.RingletSdk;
import dev.ringlet.checks.TelemetryReceiver;
import dev.ringlet.checks.data.CapturedLogRecord;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Both SDKs, each with a receiver for what it logs. */
final class AppenderPair implements AutoCloseable {
  private static final int SEEDS = 8;
  private static final int EVENTS_A_SEED = 150;
  private static final Duration LONG = Duration.ofSeconds(60);

  private final TelemetryReceiver officialReceiver;
  private final TelemetryReceiver ringletReceiver;
  private final OpenTelemetrySdk official;
  private final RingletSdk ringlet;

  AppenderPair() {
    officialReceiver = TelemetryReceiver.start();
    ringletReceiver = TelemetryReceiver.start();
    official = OfficialSdk.sendingTo(officialReceiver.endpoint(), "none");
    ringlet =
        RingletSdk.builder()
            .property("otel.exporter.otlp.endpoint", ringletReceiver.endpoint())
            .property("otel.exporter.otlp.timeout", "60s")
            .property("otel.metrics.exporter", "none")
            .property("ringlet.shutdown.hook", "false")
            .property("ringlet.blrp.max.queue.bytes", "64MiB")
            .build();
  }

  OpenTelemetry official() {
    return official;
  }

  OpenTelemetry ringlet() {
    return ringlet;
  }

  /** Sends what was logged; both queues hold no more than about 2,000 records. */
  void flush() {
    OfficialSdk.flush(official);
    assertThat(ringlet.flush(LONG)).as("%s", ringlet.health()).isTrue();
  }

  /** Logs many random events to both and returns what {@link #compare} does. */
  List<LogRecord> run(BiConsumer<AppenderDraw, AppenderPair> event) {
    for (int seed = 0; seed < SEEDS; seed++) {
      AppenderDraw draw = new AppenderDraw(seed);
      for (int i = 0; i < EVENTS_A_SEED; i++) {
        event.accept(draw, this);
      }
      flush();
    }
    List<LogRecord> records = compare();
    assertThat(records).hasSizeGreaterThan(SEEDS * EVENTS_A_SEED * 3 / 4);
    return records;
  }

  /** The keys of all attributes. */
  static Set<String> keys(List<LogRecord> records) {
    return records.stream()
        .flatMap(one -> one.getAttributesList().stream())
        .map(KeyValue::getKey)
        .collect(Collectors.toSet());
  }

  /**
   * Asserts that the same arrived from both, but for the time at which a record was seen, and
   * returns it.
   */
  List<LogRecord> compare() {
    flush();
    Map<String, List<LogRecord>> expected = byScope(officialReceiver.getLogRecords());
    Map<String, List<LogRecord>> actual = byScope(ringletReceiver.getLogRecords());
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    List<LogRecord> all = new ArrayList<>();
    expected.forEach(
        (scope, records) -> {
          List<LogRecord> others = actual.get(scope);
          for (int i = 0; i < Math.min(records.size(), others.size()); i++) {
            assertThat(others.get(i)).as("%s, record %d", scope, i).isEqualTo(records.get(i));
          }
          assertThat(others).as(scope).hasSameSizeAs(records);
          all.addAll(others);
        });
    assertThat(ringletReceiver.getLogRecords())
        .hasSameSizeAs(all)
        .allMatch(one -> one.toProto().getDroppedAttributesCount() == 0);
    return all;
  }

  private static Map<String, List<LogRecord>> byScope(List<CapturedLogRecord> logs) {
    Map<String, List<LogRecord>> scopes = new TreeMap<>();
    for (CapturedLogRecord log : logs) {
      scopes
          .computeIfAbsent(log.getInstrumentationScope().toString(), name -> new ArrayList<>())
          .add(comparable(log.toProto()));
    }
    return scopes;
  }

  /**
   * Attributes have no order, and each SDK reads the clock for itself. An attribute that was
   * overwritten is counted as dropped by this release of the official SDK, not by later ones.
   */
  private static LogRecord comparable(LogRecord record) {
    assertThat(record.getObservedTimeUnixNano()).isPositive();
    List<KeyValue> attributes = new ArrayList<>(record.getAttributesList());
    attributes.sort(Comparator.comparing(KeyValue::getKey));
    return record.toBuilder()
        .clearObservedTimeUnixNano()
        .clearDroppedAttributesCount()
        .clearAttributes()
        .addAllAttributes(attributes)
        .build();
  }

  @Override
  public void close() {
    official.close();
    ringlet.close();
    officialReceiver.close();
    ringletReceiver.close();
  }
}
