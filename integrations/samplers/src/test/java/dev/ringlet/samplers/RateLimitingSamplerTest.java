// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.common.Clock;
import dev.ringlet.trace.Sampler;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RateLimitingSamplerTest {
  private static final long SECOND = 1_000_000_000L;

  /** A clock that stands still until it is moved. */
  private static final class StandingClock implements Clock {
    volatile long now = Long.MAX_VALUE - 2; // it overflows soon

    @Override
    public long epochNanos() {
      return 0;
    }

    @Override
    public long nanoTime() {
      return now;
    }
  }

  private final StandingClock clock = new StandingClock();

  private static int sampled(Sampler sampler, int spans, String route) {
    int sampled = 0;
    try (Spans all = new Spans(sampler)) {
      Attributes attributes =
          route == null
              ? Attributes.empty()
              : Attributes.builder().put("http.route", route).build();
      for (int i = 0; i < spans; i++) {
        sampled += all.root("name", SpanKind.SERVER, attributes).sampled() ? 1 : 0;
      }
    }
    return sampled;
  }

  @Test
  void samplesSoManySpansASecond() {
    Sampler sampler = RateLimitingSampler.builder(10).setClock(clock).build();
    assertThat(sampled(sampler, 100, null)).isEqualTo(10);
    clock.now += SECOND / 2;
    assertThat(sampled(sampler, 100, null)).isEqualTo(5);
    clock.now += 100 * SECOND;
    assertThat(sampled(sampler, 100, null)).isEqualTo(10);
    clock.now += SECOND / 20;
    assertThat(sampled(sampler, 100, null)).isZero();
    clock.now += SECOND / 20;
    assertThat(sampled(sampler, 100, null)).isOne();
  }

  @Test
  void lessThanOneASecondIsOneInSeveral() {
    Sampler sampler = RateLimitingSampler.builder(0.1).setClock(clock).build();
    assertThat(sampled(sampler, 3, null)).isOne();
    clock.now += 9 * SECOND;
    assertThat(sampled(sampler, 3, null)).isZero();
    clock.now += SECOND;
    assertThat(sampled(sampler, 3, null)).isOne();
  }

  @Test
  void zeroSamplesNothing() {
    assertThat(sampled(RateLimitingSampler.of(0), 3, null)).isZero();
  }

  @Test
  void routesHaveLimitsOfTheirOwn() {
    Sampler sampler =
        RateLimitingSampler.builder(10)
            .setClock(clock)
            .addRoute("/health*", 0)
            .addRoute("/api/*", 3)
            .addRoute("name", 2)
            .build();
    assertThat(sampled(sampler, 5, "/healthz")).isZero();
    assertThat(sampled(sampler, 5, "/api/users")).isEqualTo(3);
    assertThat(sampled(sampler, 5, null)).as("by name").isEqualTo(2);
    assertThat(sampled(sampler, 50, "/other")).isEqualTo(5);
    assertThat(sampler.getDescription())
        .isEqualTo("RateLimitingSampler{10.00, routes=[/health*=0.00, /api/*=3.00, name=2.00]}");
  }

  /** Rates of 1 and more; below, and at 0, see RATIONALE.md. */
  @Test
  void grantsAsTheOfficialLimiterDoes() {
    SplittableRandom random = new SplittableRandom(5);
    int granted = 0;
    for (int rate : new int[] {1, 2, 3, 7, 10, 100, 999, 12_345, 1_000_000}) {
      RateLimiter ours = new RateLimiter(rate, clock);
      var official =
          new io.opentelemetry.sdk.common.internal.RateLimiter(
              rate,
              rate,
              new io.opentelemetry.sdk.common.Clock() {
                @Override
                public long now() {
                  return 0;
                }

                @Override
                public long nanoTime() {
                  return clock.now;
                }
              });
      for (int i = 0; i < 20_000; i++) {
        boolean expected = official.trySpend(1);
        assertThat(ours.tryAcquire()).as("%s of %s a second", i, rate).isEqualTo(expected);
        granted += expected ? 1 : 0;
        if (random.nextInt(10) == 0) {
          clock.now += random.nextLong(random.nextInt(50) == 0 ? 3 * SECOND : 20 * SECOND / rate);
        }
      }
    }
    assertThat(granted).isBetween(20_000, 160_000);
  }

  @Test
  void negativeRatesAreRefused() {
    assertThatThrownBy(() -> RateLimitingSampler.of(-1)).hasMessageContaining("spansPerSecond");
    assertThatThrownBy(() -> RateLimitingSampler.of(Double.NaN))
        .hasMessageContaining("spansPerSecond");
  }

  @Test
  void threadsShareTheLimit() throws InterruptedException {
    RateLimiter limiter = new RateLimiter(1000, clock);
    AtomicInteger granted = new AtomicInteger();
    CountDownLatch go = new CountDownLatch(1);
    Thread[] threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          new Thread(
              () -> {
                try {
                  go.await();
                } catch (InterruptedException e) {
                  return;
                }
                for (int j = 0; j < 1000; j++) {
                  granted.addAndGet(limiter.tryAcquire() ? 1 : 0);
                }
              });
      threads[i].start();
    }
    go.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(granted).hasValue(1000);
  }
}
