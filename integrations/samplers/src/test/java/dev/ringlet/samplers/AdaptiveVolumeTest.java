// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.RingletSdk;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.testing.ManualClock;
import dev.ringlet.trace.IdGenerator;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A service with loads of many kinds, second by second on a clock of the test: how many spans are
 * kept of a target of 100 a second. The numbers are in README.md; {@code
 * -Dringlet.simulation.print=true} prints them.
 */
class AdaptiveVolumeTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int TARGET = 100;
  private static final int SPANS_OF_A_TRACE = 4;

  /** What one second offers. */
  private record Load(int traces, double errors, double slow) {
    static Load ordinary(int traces) {
      return new Load(traces, 0, 0);
    }
  }

  private final ManualClock clock = new ManualClock(1_000 * SECOND);
  private final SplittableRandom random = new SplittableRandom(17);
  private final AdaptiveSpanProcessor processor =
      AdaptiveSpanProcessor.builder(TARGET)
          .setSlowThreshold(1, TimeUnit.SECONDS)
          .setClock(clock)
          .build();
  private final RingletSdk sdk =
      RingletSdk.builder()
          .property("otel.traces.exporter", "none")
          .property("otel.metrics.exporter", "none")
          .property("otel.logs.exporter", "none")
          .addExporter(
              Signal.TRACES,
              new Exporter() {
                @Override
                public ExportResult export(Payload payload) {
                  return ExportResult.delivered();
                }

                @Override
                public void close() {}
              })
          .setIdGenerator(
              new IdGenerator() {
                @Override
                public long nextTraceIdHigh() {
                  return random.nextLong();
                }

                @Override
                public long nextTraceIdLow() {
                  return random.nextLong();
                }

                @Override
                public long nextSpanId() {
                  return random.nextLong() | 1;
                }
              })
          .addSpanProcessor(processor)
          .build();
  private final Tracer tracer = sdk.getTracer("test");
  private long exported;

  @AfterEach
  void close() {
    sdk.close();
  }

  private long exportedSince() {
    assertThat(sdk.flush(Duration.ofSeconds(30))).isTrue();
    long all = sdk.health().signal(Signal.TRACES).exported();
    long since = all - exported;
    exported = all;
    return since;
  }

  /** A trace of {@link #SPANS_OF_A_TRACE} spans; errors and slow roots are known at their end. */
  private void trace(String route, boolean error, boolean slow) {
    Span root =
        tracer.spanBuilder(route).setNoParent().setStartTimestamp(5, TimeUnit.SECONDS).startSpan();
    Context context = Context.root().with(root);
    for (int i = 1; i < SPANS_OF_A_TRACE; i++) {
      tracer.spanBuilder("part").setParent(context).startSpan().end();
    }
    if (error) {
      root.setStatus(StatusCode.ERROR);
    }
    root.end(slow ? 6_500 : 5_001, TimeUnit.MILLISECONDS);
  }

  private int second(Load load) {
    for (int i = 0; i < load.traces; i++) {
      double kind = random.nextDouble();
      trace("route", kind < load.errors, kind > 1 - load.slow);
      clock.advance(SECOND / (load.traces + 1));
    }
    clock.advance(SECOND - (long) load.traces * (SECOND / (load.traces + 1)));
    return (int) exportedSince();
  }

  private int[] seconds(int count, Load load) {
    int[] kept = new int[count];
    for (int i = 0; i < count; i++) {
      kept[i] = second(load);
    }
    return kept;
  }

  private static double mean(int[] kept) {
    return Arrays.stream(kept).average().orElse(0);
  }

  private static int most(int[] kept) {
    return Arrays.stream(kept).max().orElse(0);
  }

  private static void show(String name, int[] kept) {
    if (Boolean.getBoolean("ringlet.simulation.print")) {
      System.out.printf(
          Locale.ROOT,
          "%-30s mean %6.1f, most %4d, %s%n",
          name,
          mean(kept),
          Arrays.stream(kept).max().orElse(0),
          Arrays.toString(kept));
    }
  }

  @Test
  void aSteadyLoadIsKeptAtTheTarget() {
    seconds(10, Load.ordinary(250));
    int[] kept = seconds(60, Load.ordinary(250));
    show("steady, 1,000 a second", kept);
    assertThat(mean(kept)).isBetween(0.9 * TARGET, 1.1 * TARGET);
  }

  @Test
  void aBurstKeepsTwiceTheTargetAtMost() {
    seconds(10, Load.ordinary(250));
    int[] burst = seconds(20, Load.ordinary(2_500));
    show("burst, ten times as many", burst);
    assertThat(most(burst)).isLessThanOrEqualTo(2 * TARGET);
    assertThat(mean(Arrays.copyOfRange(burst, 8, 20))).isBetween(0.8 * TARGET, 1.2 * TARGET);
    int[] after = seconds(20, Load.ordinary(250));
    show("after the burst", after);
    assertThat(mean(Arrays.copyOfRange(after, 5, 20))).isBetween(0.8 * TARGET, 1.2 * TARGET);
    assertThat(most(after)).isLessThanOrEqualTo(2 * TARGET);
  }

  @Test
  void quietPhasesAreKeptWhole() {
    seconds(10, Load.ordinary(250));
    int[] quiet = seconds(30, Load.ordinary(5));
    show("quiet, 20 a second", quiet);
    assertThat(mean(Arrays.copyOfRange(quiet, 12, 30))).isGreaterThan(19);
    clock.advance(600 * SECOND);
    int[] loud = seconds(20, Load.ordinary(250));
    show("loud after silence", loud);
    assertThat(most(loud)).isLessThanOrEqualTo(2 * TARGET);
    assertThat(mean(Arrays.copyOfRange(loud, 6, 20))).isBetween(0.8 * TARGET, 1.2 * TARGET);
  }

  /** One in a hundred traces has an error, one in a hundred is slow: all of them are kept. */
  @Test
  void errorsAndSlowRootsAreKeptFirst() {
    seconds(10, Load.ordinary(500));
    Load load = new Load(500, 0.01, 0.01);
    int[] kept = seconds(60, load);
    show("2 % errors and slow roots", kept);
    assertThat(mean(kept)).isBetween(0.85 * TARGET, 1.15 * TARGET);
    // Those alone are kept, though the share of the others is 5 %.
    exportedSince();
    for (int i = 0; i < 20; i++) {
      trace("route", i % 2 == 0, i % 2 != 0);
    }
    assertThat(exportedSince()).isEqualTo(20 * SPANS_OF_A_TRACE);
  }

  @Test
  void anOutageWithErrorsOnlyKeepsThreeTimesTheTargetAtMost() {
    seconds(10, Load.ordinary(250));
    int[] kept = seconds(30, new Load(2_500, 1, 0));
    show("outage, 10,000 errors a second", kept);
    assertThat(most(kept)).isLessThanOrEqualTo(3 * TARGET);
    assertThat(mean(Arrays.copyOfRange(kept, 10, 30))).isBetween(0.9 * TARGET, 1.3 * TARGET);
  }

  /** Of a thousand routes the first has half of the traces, the next a quarter, and so on. */
  @Test
  void manyRoutesKeepTheTarget() {
    int[] kept = new int[60];
    for (int second = 0; second < kept.length; second++) {
      for (int i = 0; i < 500; i++) {
        int route = Math.min(999, Long.numberOfTrailingZeros(random.nextLong()));
        trace("/route/" + (route < 4 ? route : random.nextInt(1_000)), false, false);
        clock.advance(SECOND / 501);
      }
      clock.advance(SECOND - 500 * (SECOND / 501));
      kept[second] = (int) exportedSince();
    }
    show("1,000 routes", kept);
    assertThat(mean(Arrays.copyOfRange(kept, 8, 60))).isBetween(0.9 * TARGET, 1.1 * TARGET);
    assertThat(most(kept)).isLessThanOrEqualTo(2 * TARGET);
  }
}
