// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.anomalies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.RingletSdk;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class AnomalyProcessorTest {
  private static final AttributeKey<String> HOST = AttributeKey.stringKey("host.name");
  private final List<Anomaly> found = new CopyOnWriteArrayList<>();
  private final AnomalyProcessor processor =
      AnomalyProcessor.of(AnomalyDetector.builder(found::add).build());
  private Instant time = Instant.ofEpochSecond(1_700_000_000);

  private static RingletSdk sdk(AnomalyProcessor processor) {
    return RingletSdk.builder()
        .property("otel.traces.exporter", "none")
        .property("otel.metrics.exporter", "none")
        .property("otel.logs.exporter", "none")
        .addSpanProcessor(processor)
        .build();
  }

  /** A request of 20 ms, or a slow one whose time goes into a statement of a child. */
  private Span request(Tracer tracer, boolean slow, boolean fails) {
    long millis = slow ? 300 : 20;
    Span root =
        tracer
            .spanBuilder("GET /users")
            .setSpanKind(SpanKind.SERVER)
            .setAttribute(HOST, slow ? "beta" : "alpha")
            .setStartTimestamp(time)
            .startSpan();
    Span load = start(tracer, "load", root);
    start(tracer, "SELECT", load).end(time.plusMillis(millis - 5));
    start(tracer, "cache", load).end(time.plusMillis(1));
    load.end(time.plusMillis(millis - 4));
    start(tracer, "render", root).end(time.plusMillis(2));
    if (fails) {
      root.recordException(new IllegalArgumentException("no such user"));
      root.setStatus(StatusCode.ERROR);
    }
    root.end(time.plusMillis(millis));
    time = time.plusMillis(100);
    return root;
  }

  private Span start(Tracer tracer, String name, Span parent) {
    return tracer
        .spanBuilder(name)
        .setParent(Context.root().with(parent))
        .setStartTimestamp(time)
        .startSpan();
  }

  @Test
  void namesTheSlowestChildAndWhatDiffers() {
    try (RingletSdk sdk = sdk(processor)) {
      Tracer tracer = sdk.getTracer("test");
      for (int i = 0; i < 2_000; i++) {
        request(tracer, false, false);
      }
      assertThat(found).isEmpty();
      for (int i = 0; i < 300; i++) {
        request(tracer, i % 2 == 0, false);
      }
    }
    assertThat(found).hasSize(1);
    Anomaly anomaly = found.get(0);
    assertThat(anomaly.kind()).isEqualTo(Anomaly.Kind.LATENCY);
    assertThat(anomaly.route()).isEqualTo("SERVER GET /users");
    assertThat(anomaly.slowestChild()).isEqualTo("load > SELECT");
    assertThat(anomaly.slowestChildNanos()).isEqualTo(296_000_000);
    assertThat(anomaly.observed()).isBetween(290e6, 310e6);
    assertThat(anomaly.expected()).isBetween(19e6, 21e6);
    assertThat(anomaly.differences())
        .singleElement()
        .satisfies(
            difference -> {
              assertThat(difference.key()).isEqualTo("host.name");
              assertThat(difference.value()).isEqualTo("beta");
              assertThat(difference.shareOfAffected()).isEqualTo(1);
              assertThat(difference.shareOfOthers()).isZero();
            });
    assertThat(anomaly.describe())
        .contains("SERVER GET /users: latency at quantile", "load > SELECT 296.0 ms")
        .contains("host.name=beta in 100.0 % of the affected and 0.0 % of the other spans");
  }

  @Test
  void reportsANewExceptionTypeOnceAndErrorsAsABurst() {
    try (RingletSdk sdk = sdk(processor)) {
      Tracer tracer = sdk.getTracer("test");
      for (int i = 0; i < 3_000; i++) {
        request(tracer, false, false);
      }
      Span first = request(tracer, false, true);
      assertThat(found).hasSize(1);
      assertThat(found.get(0).kind()).isEqualTo(Anomaly.Kind.NEW_EXCEPTION);
      assertThat(found.get(0).exceptionType()).isEqualTo("java.lang.IllegalArgumentException");
      assertThat(found.get(0).spanId()).isEqualTo(first.getSpanContext().getSpanId());
      for (int i = 0; i < 200; i++) {
        request(tracer, false, true);
      }
    }
    assertThat(found)
        .extracting(Anomaly::kind)
        .containsExactly(Anomaly.Kind.NEW_EXCEPTION, Anomaly.Kind.ERRORS);
  }

  @Test
  void isAddedByItsNameAndLogs() {
    Logger logger = Logger.getLogger(AnomalyProcessor.class.getName());
    List<String> lines = new CopyOnWriteArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            lines.add(record.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
    try (RingletSdk sdk =
        RingletSdk.builder()
            .property("ringlet.customizers", "anomalies")
            .property("otel.traces.exporter", "none")
            .property("otel.metrics.exporter", "none")
            .property("otel.logs.exporter", "none")
            .build()) {
      for (int i = 0; i < 3_000; i++) {
        request(sdk.getTracer("test"), false, false);
      }
      request(sdk.getTracer("test"), false, true);
    } finally {
      logger.removeHandler(handler);
      logger.setUseParentHandlers(true);
    }
    assertThat(lines)
        .singleElement()
        .asString()
        .startsWith("Anomaly: SERVER GET /users: first java.lang.IllegalArgumentException; trace ");
  }
}
