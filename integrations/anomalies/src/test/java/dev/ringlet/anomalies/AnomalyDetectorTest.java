// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.anomalies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AnomalyDetectorTest {
  private static final long SECOND = 1_000_000_000L;
  private final List<Anomaly> found = Collections.synchronizedList(new ArrayList<>());
  private final AnomalyDetector detector = AnomalyDetector.builder(found::add).build();
  private long epochNanos = 1_700_000_000L * SECOND;

  private ObservedSpan span(long millis, String exception, Attributes attributes) {
    return new ObservedSpan(
        epochNanos,
        millis * 1_000_000,
        exception != null,
        exception,
        "t",
        "s",
        attributes,
        null,
        0);
  }

  /** Records spans, 20 a second. */
  private void spans(int count, long millis, String exception) {
    for (int i = 0; i < count; i++) {
      epochNanos += SECOND / 20;
      detector.record("GET /", span(millis + i % 3, exception, Attributes.empty()));
    }
  }

  @Test
  void reportsOnceUntilItIsUsualAgain() {
    spans(3_000, 20, null);
    spans(2_000, 60, null);
    assertThat(found).hasSize(1);
    assertThat(detector.open()).isEqualTo(found);
    assertThat(detector.isAffected("GET /", 60_000_000, false)).isTrue();
    assertThat(detector.isAffected("GET /", 10_000_000, true)).isFalse();
    assertThat(detector.isAffected("GET /else", 60_000_000, false)).isFalse();
    spans(2_000, 20, null);
    assertThat(detector.open()).isEmpty();
    assertThat(detector.isAffected("GET /", 60_000_000, false)).isFalse();
    spans(400, 60, null);
    assertThat(found).hasSize(2);
  }

  @Test
  void takesForUsualWhatGoesOnForHalfAnHour() {
    spans(3_000, 20, null);
    spans(20 * 1_900, 60, null);
    assertThat(found).hasSize(1);
    assertThat(detector.open()).isEmpty();
    spans(400, 200, null);
    assertThat(found).hasSize(2);
    assertThat(found.get(1).expected()).isBetween(58e6, 65e6);
  }

  @Test
  void reportsNothingThatDoesNotMatter() {
    spans(3_000, 20, null);
    spans(400, 24, null);
    AnomalyDetector tolerant =
        AnomalyDetector.builder(found::add).setMinExcess(1, TimeUnit.MINUTES).build();
    for (int i = 0; i < 4_000; i++) {
      epochNanos += SECOND / 20;
      tolerant.record("GET /", span(i < 3_000 ? 20 : 900, null, Attributes.empty()));
    }
    assertThat(found).isEmpty();
  }

  @Test
  void findsWhatARouteDidBeforeItFellSilent() {
    spans(3_000, 20, null);
    long window = epochNanos;
    while (epochNanos - window < 9 * SECOND) {
      spans(1, 90, null);
    }
    assertThat(found).isEmpty();
    epochNanos += 20 * SECOND;
    detector.record("GET /else", span(1, null, Attributes.empty()));
    assertThat(found).hasSize(1);
  }

  @Test
  void everythingIsBounded() {
    for (int i = 0; i < 600; i++) {
      detector.record("GET /" + i, span(1, null, Attributes.empty()));
    }
    assertThat(detector.unwatchedSpans()).isEqualTo(100);
    for (int i = 0; i < 5_000; i++) {
      epochNanos += SECOND / 20;
      Attributes id = Attributes.of(AttributeKey.longKey("user.id"), (long) i);
      detector.record("GET /1", span(20, null, id));
    }
    for (int i = 0; i < 500; i++) {
      detector.record("GET /1", span(20, "Exception" + i, Attributes.empty()));
    }
    assertThat(found).filteredOn(a -> a.kind() == Anomaly.Kind.NEW_EXCEPTION).hasSize(100);
  }

  @Test
  void spansThatEndInTheFutureOrClocksThatAreSetBackStopNothing() {
    for (long end : new long[] {Long.MAX_VALUE, epochNanos + 365 * 86_400 * SECOND}) {
      detector.record("GET /", at(end));
    }
    spans(3_000, 20, null);
    epochNanos -= 3_600 * SECOND;
    spans(400, 20, null);
    assertThat(found).isEmpty();
    spans(400, 90, null);
    assertThat(found).hasSize(1);
  }

  private static ObservedSpan at(long end) {
    return new ObservedSpan(end, 20_000_000, false, null, "t", "s", Attributes.empty(), null, 0);
  }

  @Test
  void hostileInputDoesNoHarm() {
    for (long latency : new long[] {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE}) {
      for (long end : new long[] {Long.MIN_VALUE, 0, Long.MAX_VALUE}) {
        detector.record(
            "GET /", new ObservedSpan(end, latency, true, "", "", "", Attributes.empty(), null, 0));
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void manyThreadsMayRecord() throws Exception {
    int threads = 4;
    CountDownLatch over = new CountDownLatch(threads);
    for (int t = 0; t < threads; t++) {
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < 20_000; i++) {
                  detector.record(
                      "GET /" + i % 3,
                      new ObservedSpan(
                          i * SECOND / 100,
                          20_000_000,
                          false,
                          null,
                          "t",
                          "s",
                          Attributes.empty(),
                          null,
                          0));
                }
                over.countDown();
              });
      thread.setDaemon(true);
      thread.start();
    }
    assertThat(over.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(found).isEmpty();
    assertThat(detector.unwatchedSpans()).isZero();
  }

  @Test
  void buildersRefuseWhatMakesNoSense() {
    AnomalyDetector.Builder builder = AnomalyDetector.builder(found::add);
    assertThatThrownBy(() -> builder.setMaxRoutes(0)).hasMessageContaining("maxRoutes");
    assertThatThrownBy(() -> builder.setWindow(0, TimeUnit.SECONDS))
        .hasMessageContaining("duration");
    assertThatThrownBy(() -> builder.setMinExcess(-1, TimeUnit.SECONDS))
        .hasMessageContaining("duration");
    assertThatThrownBy(() -> AnomalyDetector.builder(null)).hasMessageContaining("consumer");
    assertThatThrownBy(() -> AnomalyProcessor.of(null)).hasMessageContaining("detector");
  }
}
