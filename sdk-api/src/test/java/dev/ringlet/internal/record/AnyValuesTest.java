// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.internal.bytes.ProtoWriter;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.common.ValueType;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Values that are larger than any record, by width, by depth or by parts that they share. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AnyValuesTest {
  private static final int NO_LIMIT = Integer.MAX_VALUE;
  private static final int MAX_BYTES = 1 << 20;
  private static final int SLACK = 1024;

  /** Most bytes that a value takes beyond its limit: the mark, and the headers around it. */
  private static final int MARK_BYTES = AnyValues.MARK.length() + 30;

  private final ProtoWriter out = new ProtoWriter(64);

  private AnyValue cut(Value<?> value) throws Exception {
    assertThat(AnyValues.writeValue(out, value, NO_LIMIT, MAX_BYTES)).isFalse();
    assertThat(out.pos).isLessThan(MAX_BYTES + SLACK);
    return AnyValue.parseFrom(Arrays.copyOf(out.data, out.pos));
  }

  private static AnyValue lastOf(AnyValue array) {
    return array.getArrayValue().getValues(array.getArrayValue().getValuesCount() - 1);
  }

  @Test
  void aValueThatSharesItsPartsEnds() throws Exception {
    Value<?> shared = Value.of("leaf");
    for (int level = 0; level < 8; level++) {
      shared = Value.of(new ArrayList<Value<?>>(Collections.nCopies(20, shared)));
    }
    AnyValue last = cut(shared);
    while (last.hasArrayValue()) {
      last = lastOf(last);
    }
    assertThat(last.getStringValue()).endsWith(AnyValues.MARK);
  }

  @Test
  void aValueThatContainsItselfEnds() throws Exception {
    Loop loop = new Loop();
    loop.parts.add(loop);
    loop.parts.add(loop);

    assertThat(cut(loop).getArrayValue().getValuesCount()).isPositive();
  }

  @Test
  void aMapThatIsTooLargeEndsWithAMark() throws Exception {
    KeyValue[] entries = new KeyValue[200_000];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = KeyValue.of("key " + i, Value.of(i));
    }
    AnyValue map = cut(Value.of(entries));
    int count = map.getKvlistValue().getValuesCount();

    assertThat(map.getKvlistValue().getValues(0).getKey()).isEqualTo("key 0");
    assertThat(map.getKvlistValue().getValues(count - 1).getKey()).isEqualTo(AnyValues.MARK);
  }

  @Test
  void aLongTextInsideIsCutAndMarked() throws Exception {
    AnyValue array = cut(Value.of(Value.of("a"), Value.of("é".repeat(MAX_BYTES)), Value.of("b")));

    assertThat(lastOf(array).getStringValue()).startsWith("éé").endsWith("é" + AnyValues.MARK);
    assertThat(array.getArrayValue().getValuesCount()).isEqualTo(2);
  }

  @Test
  void bytesAreCut() throws Exception {
    assertThat(cut(Value.of(new byte[2 * MAX_BYTES])).getBytesValue().size())
        .isBetween(MAX_BYTES - SLACK, MAX_BYTES);
  }

  @Test
  void aListThatIsTooLargeEndsWithAMark() throws Exception {
    List<Long> numbers = Collections.nCopies(3_000_000, 1L);
    assertThat(AnyValues.writeList(out, numbers, null, NO_LIMIT, MAX_BYTES)).isFalse();
    AnyValue array = AnyValue.parseFrom(Arrays.copyOf(out.data, out.pos));

    assertThat(array.getArrayValue().getValues(0).getIntValue()).isEqualTo(1);
    assertThat(lastOf(array).getStringValue()).isEqualTo(AnyValues.MARK);
    assertThat(out.pos).isLessThan(MAX_BYTES + SLACK);
  }

  @Test
  void aValueThatFitsIsWhole() throws Exception {
    Value<?> value =
        Value.of(
            KeyValue.of("text", Value.of("é")),
            KeyValue.of("list", Value.of(Value.of(1), Value.of(true), Value.of(0.5))),
            KeyValue.of("bytes", Value.of("b".getBytes(StandardCharsets.UTF_8))));
    assertThat(AnyValues.writeValue(out, value, NO_LIMIT, MAX_BYTES)).isTrue();
    AnyValue map = AnyValue.parseFrom(Arrays.copyOf(out.data, out.pos));

    assertThat(map.getKvlistValue().getValuesList())
        .extracting(pair -> pair.getKey())
        .containsExactly("text", "list", "bytes");
    assertThat(map.getKvlistValue().getValues(1).getValue().getArrayValue().getValuesCount())
        .isEqualTo(3);
  }

  @Test
  void aLimitOfCharsCutsTextsAndBytes() throws Exception {
    Value<?> value = Value.of(Value.of("abcdef"), Value.of(new byte[] {1, 2, 3, 4, 5, 6}));
    assertThat(AnyValues.writeValue(out, value, 4, MAX_BYTES)).isTrue();
    List<AnyValue> parts = written().getArrayValue().getValuesList();
    assertThat(parts.get(0).getStringValue()).isEqualTo("abcd");
    assertThat(parts.get(1).getBytesValue().toByteArray()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void numbersAndBooleansKeepTheirTypes() throws Exception {
    List<Object> list = Arrays.asList(-1L, 7, -0.5, true, false, "text", null, new Object());
    assertThat(AnyValues.writeList(out, list, null, NO_LIMIT, MAX_BYTES)).isTrue();
    List<AnyValue> parts = written().getArrayValue().getValuesList();
    assertThat(parts.get(0).getIntValue()).isEqualTo(-1);
    assertThat(parts.get(1).getIntValue()).isEqualTo(7);
    assertThat(parts.get(2).getDoubleValue()).isEqualTo(-0.5);
    assertThat(parts.get(3).getBoolValue()).isTrue();
    assertThat(parts.get(4).hasBoolValue()).isTrue();
    assertThat(parts.get(4).getBoolValue()).isFalse();
    assertThat(parts.get(5).getStringValue()).isEqualTo("text");
    assertThat(parts.subList(6, 8)).containsOnly(AnyValue.getDefaultInstance());
  }

  @Test
  void aValueNestedTooDeepIsEmpty() throws Exception {
    Value<?> list = Value.of(7);
    Value<?> map = Value.of(7);
    for (int depth = 0; depth < AnyValues.MAX_DEPTH; depth++) {
      list = Value.of(List.<Value<?>>of(list));
      map = Value.of(KeyValue.of("k", map));
    }
    AnyValue seven = AnyValue.newBuilder().setIntValue(7).build();
    AnyValue empty = AnyValue.getDefaultInstance();
    assertThat(innermost(encoded(list))).isEqualTo(seven);
    assertThat(innermost(encoded(map))).isEqualTo(seven);
    assertThat(innermost(encoded(Value.of(List.<Value<?>>of(list))))).isEqualTo(empty);
    assertThat(innermost(encoded(Value.of(KeyValue.of("k", map))))).isEqualTo(empty);
  }

  private static AnyValue innermost(AnyValue value) {
    AnyValue at = value;
    while (at.hasArrayValue() || at.hasKvlistValue()) {
      at =
          at.hasArrayValue()
              ? at.getArrayValue().getValues(0)
              : at.getKvlistValue().getValues(0).getValue();
    }
    return at;
  }

  /** Each limit of bytes, up to the whole: the value stays valid and keeps its start. */
  @Test
  void aValueIsCutAtAnyLimitOfBytes() throws Exception {
    Value<?> value =
        Value.of(
            KeyValue.of("text", Value.of("éa")),
            KeyValue.of("list", Value.of(Value.of("b"), Value.of(1), Value.of(new byte[3]))));
    AnyValue whole = encoded(value);
    int size = whole.getSerializedSize();
    for (int limit = 0; limit <= size + 1; limit++) {
      out.position(0);
      boolean all = AnyValues.writeValue(out, value, NO_LIMIT, limit);
      assertThat(out.pos).as("at %s", limit).isLessThanOrEqualTo(limit + MARK_BYTES);
      AnyValue cut = written();
      assertThat(all).as("at %s of %s", limit, size).isEqualTo(cut.equals(whole));
    }
  }

  private AnyValue encoded(Value<?> value) throws Exception {
    out.position(0);
    assertThat(AnyValues.writeValue(out, value, NO_LIMIT, MAX_BYTES)).isTrue();
    return written();
  }

  private AnyValue written() throws Exception {
    return AnyValue.parseFrom(Arrays.copyOf(out.data, out.pos));
  }

  private static final class Loop implements Value<List<Value<?>>> {
    private final List<Value<?>> parts = new ArrayList<>();

    @Override
    public ValueType getType() {
      return ValueType.ARRAY;
    }

    @Override
    public List<Value<?>> getValue() {
      return parts;
    }

    @Override
    public String asString() {
      return "loop";
    }
  }
}
