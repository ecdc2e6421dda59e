// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Probability sampling against a computation that shares nothing with it: thresholds as exact
 * decimal numbers, random values and thresholds compared as texts of 14 hex digits.
 */
class ConsistentProbabilityTest {
  private static final BigDecimal ALL = new BigDecimal(BigInteger.ONE.shiftLeft(56));
  private static final double[] EDGES = {
    0, 1, 0x1p-56, 0x1p-57, Math.nextDown(0x1p-57), 1e-300, Math.nextDown(1.0), 0.5, 1 / 3.0
  };

  private final SplittableRandom random = new SplittableRandom(23);

  /** The threshold of a ratio in 14 hex digits; null if no span is to be sampled. */
  private static String threshold(double ratio) {
    BigDecimal sampled = new BigDecimal(ratio).multiply(ALL).setScale(0, RoundingMode.HALF_UP);
    if (sampled.signum() == 0) {
      return null;
    }
    return padded(ALL.subtract(sampled).toBigIntegerExact().toString(16));
  }

  private static String padded(String hex) {
    return "0".repeat(14 - hex.length()) + hex;
  }

  private static String withoutZeros(String threshold) {
    String shorter = threshold.replaceAll("0+$", "");
    return shorter.isEmpty() ? "0" : shorter;
  }

  private double ratio() {
    return random.nextInt(4) == 0
        ? EDGES[random.nextInt(EDGES.length)]
        : Math.pow(random.nextDouble(), random.nextInt(1, 8));
  }

  /** Near the threshold every second time. */
  private String randomValue(String threshold) {
    if (threshold == null || random.nextBoolean()) {
      return padded(Long.toHexString(random.nextLong() >>> 8));
    }
    long near = Long.parseLong(threshold, 16) + random.nextInt(-1, 2);
    return padded(Long.toHexString(Math.max(0, Math.min((1L << 56) - 1, near))));
  }

  private static SpanContext parent(String traceId, String ot, int flags) {
    TraceState state =
        ot.isEmpty() ? TraceState.getDefault() : TraceState.builder().put("ot", ot).build();
    return SpanContext.createFromRemoteParent(
        traceId, "b7ad6b7169203331", TraceFlags.fromByte((byte) flags), state);
  }

  @Test
  void ratiosDecideByThresholdAndRandomValue() {
    int sampled = 0;
    for (int i = 0; i < 20_000; i++) {
      double ratio = ratio();
      String threshold = threshold(ratio);
      String value = randomValue(threshold);
      boolean explicit = random.nextBoolean();
      String traceId =
          TraceId.fromLongs(random.nextLong(), random.nextLong()).substring(0, 18)
              + (explicit ? padded(Long.toHexString(random.nextLong() >>> 8)) : value);
      List<String> before = new ArrayList<>();
      if (random.nextBoolean()) {
        before.add("th:8");
      }
      if (explicit) {
        before.add("rv:" + value);
      }
      String ot = String.join(";", before);
      boolean expected = threshold != null && value.compareTo(threshold) >= 0;
      List<String> members = new ArrayList<>();
      if (expected) {
        members.add("th:" + withoutZeros(threshold));
      }
      if (explicit) {
        members.add("rv:" + value);
      }
      try (Spans spans = new Spans(CompositeSampler.probability(ratio))) {
        Spans.Outcome actual =
            spans.span(parent(traceId, ot, 3), 0, "a", SpanKind.SERVER, Attributes.empty());
        assertThat(actual.sampled()).as("%s of %s, %s", ratio, traceId, ot).isEqualTo(expected);
        String state = actual.state().get("ot");
        assertThat(state == null ? "" : state)
            .as("%s of %s, %s", ratio, traceId, ot)
            .isEqualTo(String.join(";", members));
        sampled += expected ? 1 : 0;
      }
    }
    assertThat(sampled).isBetween(4_000, 16_000);
  }

  /** What a service with a smaller ratio samples, one with a larger ratio samples, too. */
  @Test
  void smallerRatiosSampleASubset() {
    for (int i = 0; i < 5_000; i++) {
      double one = ratio();
      double other = ratio();
      String traceId = TraceId.fromLongs(random.nextLong(), random.nextLong() | 1);
      try (Spans small = new Spans(CompositeSampler.probability(Math.min(one, other)));
          Spans large = new Spans(CompositeSampler.probability(Math.max(one, other)))) {
        SpanContext parent = parent(traceId, "", 3);
        boolean inSmall = small.span(parent, 0, "a", SpanKind.SERVER, Attributes.empty()).sampled();
        boolean inLarge = large.span(parent, 0, "a", SpanKind.SERVER, Attributes.empty()).sampled();
        assertThat(inLarge || !inSmall).as("%s and %s of %s", one, other, traceId).isTrue();
      }
    }
  }
}
