// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ids;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.Allocations;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdsTest {
  private static final long[] EDGES = {
    0,
    1,
    -1,
    0xf,
    0x10,
    Long.MIN_VALUE,
    Long.MAX_VALUE,
    0x0123456789abcdefL,
    0xfedcba9876543210L,
    0x9a9a9a9aa9a9a9a9L,
    0xffffffffL,
    0xffffffff00000000L
  };

  private long[] numbers() {
    return new Random(11).longs(20_000).toArray();
  }

  @Test
  void randomIsNeverZeroAndUsesAllBits() {
    Set<Long> seen = new HashSet<>();
    int[] ones = new int[64];
    int count = 100_000;
    for (int i = 0; i < count; i++) {
      long id = Ids.random();
      assertThat(id).isNotZero();
      seen.add(id);
      for (int bit = 0; bit < 64; bit++) {
        ones[bit] += (int) (id >>> bit) & 1;
      }
    }
    assertThat(seen).hasSize(count);
    // ten standard deviations
    for (int n : ones) {
      assertThat(n).isBetween(count / 2 - 1600, count / 2 + 1600);
    }
  }

  @Test
  void hexIsWhatTheApiWrites() {
    byte[] scratch = new byte[40];
    for (long number : EDGES) {
      checkHex(number, ~number, scratch);
      checkHex(0, number, scratch);
    }
    for (long number : numbers()) {
      checkHex(number, Long.rotateLeft(number, 17), scratch);
    }
  }

  private static void checkHex(long high, long low, byte[] scratch) {
    String traceId = String.format("%016x%016x", high, low);
    String spanId = traceId.substring(16);
    assertThat(Ids.traceIdHex(high, low)).isEqualTo(traceId);
    assertThat(Ids.traceIdHex(high, low, scratch)).isEqualTo(traceId);
    assertThat(Ids.spanIdHex(low)).isEqualTo(spanId);
    if ((high | low) != 0) {
      assertThat(TraceId.fromLongs(high, low)).isEqualTo(traceId);
    }
    if (low != 0) {
      assertThat(SpanId.fromLong(low)).isEqualTo(spanId);
    }
  }

  @Test
  void putHexStaysInItsPlace() {
    byte[] target = ".".repeat(20).getBytes(StandardCharsets.ISO_8859_1);
    Ids.putHex(0xfedcba9876543210L, target, 3);
    assertThat(new String(target, StandardCharsets.ISO_8859_1)).isEqualTo("...fedcba9876543210.");
  }

  @Test
  void parseTurnsHexBack() {
    for (long number : numbers()) {
      String text = "xx" + Ids.spanIdHex(number) + "y";
      assertThat(Ids.isHex(text, 2, 16)).isTrue();
      assertThat(Ids.parseHex(text, 2)).isEqualTo(number);
      assertThat(Ids.parseHex(text, 1)).isZero();
      assertThat(Ids.parseHex(text, 3)).isZero();
    }
  }

  @Test
  void parseRefusesWithoutThrowing() {
    String good = "0123456789abcdef";
    for (int at = 0; at < 16; at++) {
      for (char bad : new char[] {'/', ':', '`', 'g', 'A', 'F', ' ', '-', '\uff11', '\u0130'}) {
        String text = good.substring(0, at) + bad + good.substring(at + 1);
        assertThat(Ids.isHex(text, 0, 16)).as(text).isFalse();
        assertThat(Ids.parseHex(text, 0)).as(text).isZero();
        assertThat(Ids.isSpanId(text)).as(text).isFalse();
        assertThat(Ids.isTraceId(good + text)).as(text).isFalse();
        assertThat(Ids.isTraceId(text + good)).as(text).isFalse();
      }
    }
    assertThat(Ids.parseHex(null, 0)).isZero();
    assertThat(Ids.parseHex(good, 1)).isZero();
    assertThat(Ids.parseHex(good, -1)).isZero();
    assertThat(Ids.parseHex("", 0)).isZero();
    assertThat(Ids.isHex(null, 0, 0)).isFalse();
    assertThat(Ids.isHex(good, -1, 2)).isFalse();
    assertThat(Ids.isHex(good, 15, 2)).isFalse();
    assertThat(Ids.isHex(good, Integer.MAX_VALUE, 2)).isFalse();
  }

  @Test
  void validityIsThatOfTheApi() {
    String zeros = "0".repeat(32);
    String[] texts = {
      null,
      "",
      "0",
      zeros,
      zeros.substring(16),
      "0".repeat(31) + "1",
      "0".repeat(15) + "1",
      "1" + "0".repeat(31),
      "f".repeat(32),
      "f".repeat(16),
      "F".repeat(32),
      "f".repeat(33),
      "f".repeat(17),
      "f".repeat(31),
      "g".repeat(16),
      "é".repeat(32)
    };
    for (String text : texts) {
      assertThat(Ids.isTraceId(text)).as(text).isEqualTo(TraceId.isValid(text));
      assertThat(Ids.isSpanId(text)).as(text).isEqualTo(SpanId.isValid(text));
    }
    assertThat(Ids.isValid(0, 0)).isFalse();
    assertThat(Ids.isValid(1, 0)).isTrue();
    assertThat(Ids.isValid(0, Long.MIN_VALUE)).isTrue();
  }

  @Test
  void readsForeignContexts() {
    SpanContext context =
        SpanContext.createFromRemoteParent(
            "0123456789abcdeffedcba9876543210",
            "00f067aa0ba902b7",
            TraceFlags.getSampled(),
            TraceState.getDefault());
    assertThat(Ids.traceIdHigh(context)).isEqualTo(0x0123456789abcdefL);
    assertThat(Ids.traceIdLow(context)).isEqualTo(0xfedcba9876543210L);
    assertThat(Ids.spanId(context)).isEqualTo(0x00f067aa0ba902b7L);
    assertThat(Ids.traceIdHigh(SpanContext.getInvalid())).isZero();
    assertThat(Ids.traceIdLow(SpanContext.getInvalid())).isZero();
    assertThat(Ids.spanId(SpanContext.getInvalid())).isZero();
  }

  @Test
  void readsBrokenContextsAsInvalid() {
    for (String text : new String[] {null, "", "x", "0123456789abcdefFEDCBA9876543210"}) {
      SpanContext context = new FixedContext(text, text);
      assertThat(Ids.traceIdHigh(context)).isZero();
      assertThat(Ids.traceIdLow(context)).isZero();
      assertThat(Ids.spanId(context)).isZero();
    }
  }

  @Test
  void readsOurContextsWithoutText() {
    SpanContext context = new NumericContext();
    assertThat(Ids.traceIdHigh(context)).isEqualTo(1);
    assertThat(Ids.traceIdLow(context)).isEqualTo(2);
    assertThat(Ids.spanId(context)).isEqualTo(3);
  }

  private Object kept;
  private long sum;

  @Test
  void allocatesTheTextOnly() {
    byte[] scratch = new byte[32];
    SpanContext context = new FixedContext("0123456789abcdeffedcba9876543210", "00f067aa0ba902b7");
    // A String is 24 bytes and its array 16 bytes and the digits.
    assertThat(bytes(() -> kept = Ids.spanIdHex(Ids.random()), 56)).isEqualTo(24 + 16 + 16);
    assertThat(bytes(() -> kept = Ids.traceIdHex(Ids.random(), 1, scratch), 72))
        .isEqualTo(24 + 16 + 32);
    assertThat(bytes(() -> kept = Ids.traceIdHex(Ids.random(), 1), 104))
        .isLessThanOrEqualTo(24 + 48 + 32);
    assertThat(bytes(() -> sum += Ids.random(), 0)).isZero();
    assertThat(bytes(() -> sum += Ids.traceIdHigh(context) + Ids.spanId(context), 0)).isZero();
    assertThat(kept).isNotNull();
  }

  private static double bytes(Runnable operation, double expected) {
    return Allocations.bytesPerOperationOnceCompiled(operation, expected);
  }

  private static class FixedContext implements SpanContext {
    private final String traceId;
    private final String spanId;

    FixedContext(String traceId, String spanId) {
      this.traceId = traceId;
      this.spanId = spanId;
    }

    @Override
    public String getTraceId() {
      return traceId;
    }

    @Override
    public String getSpanId() {
      return spanId;
    }

    @Override
    public TraceFlags getTraceFlags() {
      return TraceFlags.getDefault();
    }

    @Override
    public TraceState getTraceState() {
      return TraceState.getDefault();
    }

    @Override
    public boolean isRemote() {
      return false;
    }
  }

  private static final class NumericContext extends FixedContext implements NumericIds {
    NumericContext() {
      super(null, null);
    }

    @Override
    public long traceIdHigh() {
      return 1;
    }

    @Override
    public long traceIdLow() {
      return 2;
    }

    @Override
    public long spanIdNumber() {
      return 3;
    }
  }
}
