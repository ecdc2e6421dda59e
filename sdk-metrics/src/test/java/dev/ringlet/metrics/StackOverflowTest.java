// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.StackEnd;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An application whose recursion has no end, and which measures at each step. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StackOverflowTest {
  @Test
  void aStackThatIsFullLeavesEveryInstrumentUsable() throws InterruptedException {
    for (Temporality temporality : List.of(Temporality.CUMULATIVE, Temporality.DELTA)) {
      for (int round = 0; round < 20; round++) {
        OnDemandMetricReader reader = TestMetrics.reader(temporality);
        RingletMeterProvider provider =
            TestMetrics.provider(reader)
                .addView(
                    InstrumentSelector.builder().setName("exponential").build(),
                    View.builder()
                        .setAggregation(Aggregation.base2ExponentialBucketHistogram())
                        .build())
                .setExemplarFilter(ExemplarFilter.ALWAYS_ON)
                .build();
        Meter meter = provider.get("test");
        LongCounter counter = meter.counterBuilder("counter").build();
        DoubleHistogram histogram = meter.histogramBuilder("histogram").build();
        DoubleHistogram exponential = meter.histogramBuilder("exponential").build();
        List<Runnable> all =
            List.of(() -> counter.add(1), () -> histogram.record(1), () -> exponential.record(1));
        for (Runnable one : all) {
          StackEnd.reach(round, one);
        }
        TestMetrics.collect(reader);
        all.forEach(Runnable::run);
        List<Metric> metrics = TestMetrics.collect(reader);
        assertThat(metrics).hasSize(3);
      }
    }
  }
}
