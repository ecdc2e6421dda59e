// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.ringlet.internal.otlp.CommonTags;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records and their attributes as the API hands them over. */
class RecordBufferTest {
  private static final int MAX_BYTES = 10_000;

  private final RecordPool pool = new RecordPool(4, 1);
  private final RecordBuffer buffer = begun(10, MAX_BYTES);

  private RecordBuffer begun(int maxValueChars, int maxBytes) {
    RecordBuffer begun = pool.take();
    begun.begin(CommonTags.Resource.ATTRIBUTES, 100, maxValueChars, maxBytes);
    return begun;
  }

  private Map<String, AnyValue> decoded() throws InvalidProtocolBufferException {
    Map<String, AnyValue> all = new LinkedHashMap<>();
    byte[] message = Arrays.copyOf(buffer.data(), buffer.position());
    for (KeyValue attribute : Resource.parseFrom(message).getAttributesList()) {
      all.put(attribute.getKey(), attribute.getValue());
    }
    return all;
  }

  private static AnyValue text(String text) {
    return AnyValue.newBuilder().setStringValue(text).build();
  }

  private List<AnyValue> list(String name) throws InvalidProtocolBufferException {
    return decoded().get(name).getArrayValue().getValuesList();
  }

  /** A key of an application's own class. */
  private record OwnKey(String name, AttributeType type) implements AttributeKey<Object> {
    @Override
    public String getKey() {
      if ("throws".equals(name)) {
        throw new UnsupportedOperationException(name);
      }
      return name;
    }

    @Override
    public AttributeType getType() {
      return type;
    }
  }

  @Test
  void putsAttributesOfEachType() throws Exception {
    Attributes.builder()
        .put("string", "ä")
        .put("long", -1L)
        .put("double", -0.5)
        .put("true", true)
        .put("false", false)
        .put("strings", "a", "b")
        .put("longs", 1L, 2L)
        .put("doubles", 0.5, 1.5)
        .put("booleans", true, false)
        .put(AttributeKey.valueKey("value"), Value.of(new byte[] {1, 2}))
        .build()
        .forEach(buffer);

    Map<String, AnyValue> all = decoded();
    assertThat(all.get("string")).isEqualTo(text("ä"));
    assertThat(all.get("long").getIntValue()).isEqualTo(-1);
    assertThat(all.get("double").getDoubleValue()).isEqualTo(-0.5);
    assertThat(all.get("true").getBoolValue()).isTrue();
    assertThat(all.get("false").hasBoolValue()).isTrue();
    assertThat(all.get("false").getBoolValue()).isFalse();
    assertThat(list("strings")).containsExactly(text("a"), text("b"));
    assertThat(list("longs")).extracting(AnyValue::getIntValue).containsExactly(1L, 2L);
    assertThat(list("doubles")).extracting(AnyValue::getDoubleValue).containsExactly(0.5, 1.5);
    assertThat(list("booleans")).extracting(AnyValue::getBoolValue).containsExactly(true, false);
    assertThat(all.get("value").getBytesValue().toByteArray()).containsExactly(1, 2);
    assertThat(all).hasSize(10);
    assertThat(pool.userErrors()).isZero();
  }

  @Test
  void ignoresKeysAndValuesThatSayNothing() throws Exception {
    buffer.put(null, "value");
    buffer.put(AttributeKey.stringKey("null"), null);
    buffer.put(AttributeKey.stringKey(""), "value");
    buffer.put(new OwnKey(null, AttributeType.STRING), "value");
    buffer.put(new OwnKey("no type", null), "value");
    buffer.put(new OwnKey("no text", AttributeType.STRING), 1L);
    buffer.put(new OwnKey("no long", AttributeType.LONG), 0.5);
    buffer.put(new OwnKey("no double", AttributeType.DOUBLE), 1L);
    buffer.put(new OwnKey("no boolean", AttributeType.BOOLEAN), "true");
    buffer.put(new OwnKey("no list", AttributeType.LONG_ARRAY), "1, 2");
    assertThat(decoded()).isEmpty();
    assertThat(buffer.droppedAttributes()).isZero();

    buffer.put(new OwnKey("integer", AttributeType.LONG), 7);
    assertThat(decoded().get("integer").getIntValue()).isEqualTo(7);
  }

  @Test
  void countsExceptionsOfTheApplicationsClasses() throws Exception {
    buffer.put(new OwnKey("throws", AttributeType.STRING), "value");
    assertThat(pool.userErrors()).isOne();
    List<Object> throwing =
        new AbstractList<>() {
          @Override
          public Object get(int index) {
            throw new UnsupportedOperationException();
          }

          @Override
          public int size() {
            return 1;
          }
        };
    buffer.put(new OwnKey("list", AttributeType.LONG_ARRAY), throwing);
    assertThat(pool.userErrors()).isEqualTo(2);
    assertThat(decoded()).isEmpty();
  }

  @Test
  void aNullInAListOfTextsIsAnEmptyText() throws Exception {
    buffer.put(new OwnKey("texts", AttributeType.STRING_ARRAY), Arrays.asList("a", null));
    buffer.put(new OwnKey("longs", AttributeType.LONG_ARRAY), Arrays.asList(1L, null));
    assertThat(list("texts")).containsExactly(text("a"), text(""));
    assertThat(list("longs").get(1)).isEqualTo(AnyValue.getDefaultInstance());
  }

  @Test
  void cutsTheTextsOfAListAtTheLimitOfChars() throws Exception {
    buffer.put(AttributeKey.stringArrayKey("list"), List.of("0123456789", "0123456789a"));
    assertThat(list("list")).containsExactly(text("0123456789"), text("0123456789"));
    assertThat(buffer.oversized()).isZero();
  }

  @Test
  void countsAValueThatIsCut() throws Exception {
    buffer.put(AttributeKey.longArrayKey("list"), Collections.nCopies(5_000, 1L));
    assertThat(list("list")).last().isEqualTo(text(AnyValues.MARK));
    assertThat(buffer.oversized()).isOne();
    buffer.put(AttributeKey.valueKey("bytes"), Value.of(new byte[5_000]));
    assertThat(buffer.oversized()).as("a value that fits by its limit of chars").isOne();
    RecordBuffer scratch =
        RecordBuffer.encodeComplex(pool, null, Value.of(new byte[5_000]), 10_000, 1_000);
    assertThat(scratch.oversized()).isOne();
    assertThat(buffer.position()).isLessThanOrEqualTo(MAX_BYTES);
  }

  @Test
  void returnsTheBufferOfAListToThePool() {
    RecordBuffer next = pool.take();
    next.release();
    buffer.put(AttributeKey.stringArrayKey("list"), List.of("a"));
    assertThat(pool.take()).isSameAs(next);
    next.release();
    assertThat(RecordBuffer.encodeComplex(pool, null, "neither list nor value", 10, 100)).isNull();
    assertThat(pool.take()).isSameAs(next);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 8_000, 16_383, 16_384, 300_000})
  void framesARecordOfAnyLength(int length) throws Exception {
    buffer.putLong(pool.keys().get("of the record before"), 1);
    buffer.beginRecord(0, 0, 0, 1 << 20);
    assertThat(buffer.attributeCount()).isZero();
    assertThat(buffer.maxBytes()).isEqualTo(1 << 20);
    byte[] content = new byte[length];
    Arrays.fill(content, (byte) 'x');
    buffer.writeRaw(content, 0, length);
    int start = buffer.frame(3 << 3 | 2);
    byte[] field = Arrays.copyOfRange(buffer.data(), start, buffer.position());
    assertThat(ResourceSpans.parseFrom(field).getSchemaUrl()).isEqualTo("x".repeat(length));
  }

  @Test
  void appendsAMessageThatFits() {
    RecordBuffer message = begun(Integer.MAX_VALUE, MAX_BYTES);
    RecordBuffer record = begun(Integer.MAX_VALUE, 500);
    message.writeRaw(new byte[400], 0, 400);
    message.addOversized(2);
    assertThat(record.roomForMessage()).isEqualTo(500 - RecordBuffer.HEADROOM);
    assertThat(record.appendMessage(0x12, message)).isTrue();
    assertThat(record.oversized()).isEqualTo(2);
    assertThat(record.position()).isEqualTo(1 + 2 + 400);
    assertThat(Arrays.copyOf(record.data(), 3)).containsExactly(0x12, 0x90, 3);

    int room = 500 - 403 - RecordBuffer.HEADROOM;
    assertThat(record.roomForMessage()).isEqualTo(room);
    message.position(room + 1);
    assertThat(record.appendMessage(0x12, message)).isFalse();
    assertThat(record.oversized()).as("of the message, and the message").isEqualTo(2 + 2 + 1);
    assertThat(record.position()).isEqualTo(403);
    message.position(room);
    assertThat(record.appendMessage(0x12, message)).isTrue();
    assertThat(record.position()).isEqualTo(403 + 2 + room);
  }

  @Test
  void aReturnedBufferKeepsLittleMemory() {
    buffer.ensure(4_096);
    buffer.release();
    assertThat(pool.take()).isSameAs(buffer);
    assertThat(buffer.data()).hasSize(4_096);
    buffer.ensure(4_097);
    buffer.release();
    assertThat(pool.take()).isSameAs(buffer);
    assertThat(buffer.data()).hasSize(RecordBuffer.INITIAL_BYTES);
  }

  @Test
  void aBufferThatThePoolDoesNotHoldMayBeReleased() {
    RecordPool small = new RecordPool(1, 1);
    for (int i = 0; i < 4; i++) {
      small.take();
    }
    RecordBuffer extra = small.take();
    assertThat(extra.slot()).isNegative();
    assertThat(extra.pool()).isSameAs(small);
    extra.release();
    assertThat(small.take()).isNotSameAs(extra);
  }
}
