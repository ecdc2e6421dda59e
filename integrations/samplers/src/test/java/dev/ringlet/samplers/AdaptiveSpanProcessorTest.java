// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.RingletSdk;
import dev.ringlet.SignalHealth;
import dev.ringlet.common.Clock;
import dev.ringlet.export.DropCause;
import dev.ringlet.export.Signal;
import dev.ringlet.testing.Await;
import dev.ringlet.trace.ReadableSpan;
import dev.ringlet.trace.SpanProcessor;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdaptiveSpanProcessorTest {
  private static final long SECOND = 1_000_000_000L;

  /** A clock that the test moves. */
  private static final class HandClock implements Clock {
    volatile long now;

    @Override
    public long epochNanos() {
      return SECOND + now;
    }

    @Override
    public long nanoTime() {
      return now;
    }
  }

  /** Sees which spans are still in memory. */
  private static final class Ended implements SpanProcessor {
    private final List<WeakReference<ReadableSpan>> spans = new ArrayList<>();

    @Override
    public void onEnd(ReadableSpan span) {
      spans.add(new WeakReference<>(span));
    }

    long inMemory() {
      System.gc();
      return spans.stream().filter(span -> span.get() != null).count();
    }
  }

  @TempDir private Path directory;

  private final HandClock clock = new HandClock();
  private final Ended ended = new Ended();
  private RingletSdk sdk;
  private Tracer tracer;

  private AdaptiveSpanProcessor start(AdaptiveSpanProcessor.Builder builder) {
    return start(builder, "");
  }

  private AdaptiveSpanProcessor start(AdaptiveSpanProcessor.Builder builder, String filter) {
    AdaptiveSpanProcessor processor = builder.setClock(clock).build();
    sdk =
        RingletSdk.builder()
            .property("otel.traces.exporter", "otlp_file")
            .property("ringlet.exporter.file.traces.path", directory.resolve("spans").toString())
            .property("otel.metrics.exporter", "none")
            .property("otel.logs.exporter", "none")
            .property("ringlet.traces.filter", filter)
            .addSpanProcessor(processor)
            .addSpanProcessor(ended)
            .build();
    tracer = sdk.getTracer("test");
    return processor;
  }

  @AfterEach
  void close() {
    if (sdk != null) {
      sdk.close();
    }
  }

  private SignalHealth health() {
    sdk.flush(Duration.ofSeconds(10));
    return sdk.health().signal(Signal.TRACES);
  }

  private void trace(StatusCode status, long millis) {
    Span root =
        tracer.spanBuilder("root").setNoParent().setStartTimestamp(1, TimeUnit.SECONDS).startSpan();
    tracer.spanBuilder("child").setParent(Context.root().with(root)).startSpan().end();
    root.setStatus(status);
    root.end(1000 + millis, TimeUnit.MILLISECONDS);
  }

  @Test
  void aLightLoadIsKept() {
    start(AdaptiveSpanProcessor.builder(100));
    for (int i = 0; i < 10; i++) {
      trace(StatusCode.UNSET, 1);
    }
    assertThat(health().exported()).isEqualTo(20);
    assertThat(health().totalDropped()).isZero();
  }

  @Test
  void theShareAdaptsToTheTarget() {
    AdaptiveSpanProcessor processor = start(AdaptiveSpanProcessor.builder(100));
    for (int second = 0; second < 12; second++) {
      for (int i = 0; i < 500; i++) {
        trace(StatusCode.UNSET, 1);
      }
      clock.now += SECOND;
    }
    assertThat(processor.share()).isBetween(0.09, 0.11);
    long before = health().exported();
    for (int second = 0; second < 5; second++) {
      for (int i = 0; i < 500; i++) {
        trace(StatusCode.UNSET, 1);
      }
      clock.now += SECOND;
    }
    // 500 spans, in pairs: five standard deviations are some 210.
    assertThat(health().exported() - before).isBetween(290L, 710L);
    assertThat(health().produced())
        .isEqualTo(health().exported() + health().dropped(DropCause.FILTERED));
    assertThat(processor.heldSpans()).isZero();
  }

  @Test
  void errorsAndSlowRootsComeFirst() {
    start(AdaptiveSpanProcessor.builder(40).setSlowThreshold(500, TimeUnit.MILLISECONDS));
    for (int second = 0; second < 8; second++) {
      for (int i = 0; i < 1000; i++) {
        trace(StatusCode.UNSET, 1);
      }
      clock.now += SECOND;
    }
    long before = health().exported();
    trace(StatusCode.ERROR, 1);
    trace(StatusCode.UNSET, 500);
    assertThat(health().exported() - before).isEqualTo(4);
  }

  @Test
  void memoryIsBounded() {
    AdaptiveSpanProcessor processor = start(AdaptiveSpanProcessor.builder(100).setMaxHeldSpans(5));
    Span root = tracer.spanBuilder("root").setNoParent().startSpan();
    for (int i = 0; i < 20; i++) {
      tracer.spanBuilder("child").setParent(Context.root().with(root)).startSpan().end();
    }
    assertThat(processor.heldSpans()).isEqualTo(5);
    Await.until("the rest is not in memory", () -> ended.inMemory() == 5);
    root.end();
    assertThat(processor.heldSpans()).isLessThanOrEqualTo(5);
    sdk.close();
    assertThat(processor.heldSpans()).isZero();
    assertThat(sdk.health().signal(Signal.TRACES).exported()).isEqualTo(21);
  }

  @Test
  void spansThatAFilterDropsTakeUpNoRoom() {
    AdaptiveSpanProcessor processor =
        start(AdaptiveSpanProcessor.builder(1000).setMaxHeldSpans(4), "drop if name=child");
    for (int i = 0; i < 10; i++) {
      trace(StatusCode.UNSET, 1);
      assertThat(processor.heldSpans()).isZero();
    }
    assertThat(health().exported()).isEqualTo(10);
    assertThat(health().dropped(DropCause.FILTERED)).isEqualTo(10);
  }

  @Test
  void closeDecidesAboutWhatWaits() {
    AdaptiveSpanProcessor processor = start(AdaptiveSpanProcessor.builder(100));
    Span root = tracer.spanBuilder("root").setNoParent().startSpan();
    tracer.spanBuilder("child").setParent(Context.root().with(root)).startSpan().end();
    assertThat(processor.heldSpans()).isOne();
    sdk.close();
    assertThat(sdk.health().signal(Signal.TRACES).exported()).isOne();
  }

  @Test
  void aTraceThatLastsIsDecidedAfterAMinute() throws IOException {
    AdaptiveSpanProcessor processor = start(AdaptiveSpanProcessor.builder(100));
    Span root = tracer.spanBuilder("endless").setNoParent().startSpan();
    tracer.spanBuilder("child").setParent(Context.root().with(root)).startSpan().end();
    clock.now += 61 * SECOND;
    trace(StatusCode.UNSET, 1);
    assertThat(processor.heldSpans()).isZero();
    assertThat(health().exported()).isEqualTo(3);
    assertThat(Files.readString(directory.resolve("spans"))).contains("child");
  }

  @Test
  void badArgumentsAreRefused() {
    assertThatThrownBy(() -> AdaptiveSpanProcessor.builder(0))
        .hasMessageContaining("spansPerSecond");
    assertThatThrownBy(() -> AdaptiveSpanProcessor.builder(1).setMaxHeldSpans(0))
        .hasMessageContaining("maxHeldSpans");
  }

  @Test
  void keepsFavouredTracesAndSurvivesAPredicateThatThrows() {
    AdaptiveSpanProcessor.Builder builder =
        AdaptiveSpanProcessor.builder(1)
            .setFavoured(
                root -> {
                  if (root.getLatencyNanos() == 1_000_000) {
                    throw new IllegalStateException("odd");
                  }
                  return root.getLatencyNanos() == 2_000_000;
                });
    AdaptiveSpanProcessor processor = start(builder);
    for (int second = 0; second < 40; second++) {
      for (int i = 0; i < 1_000; i++) {
        trace(StatusCode.UNSET, 1);
      }
      clock.now += SECOND;
    }
    assertThat(processor.share()).isLessThan(0.001);
    long before = health().exported();
    trace(StatusCode.UNSET, 2);
    assertThat(health().exported() - before).isEqualTo(2);
    assertThatThrownBy(() -> builder.setFavoured(null)).hasMessageContaining("favoured");
  }
}
