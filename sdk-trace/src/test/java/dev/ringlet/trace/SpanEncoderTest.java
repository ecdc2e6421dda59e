// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.ringlet.common.Clock;
import dev.ringlet.internal.engine.Pipeline;
import dev.ringlet.internal.otlp.TraceTags;
import dev.ringlet.internal.record.KnownTexts;
import dev.ringlet.internal.record.RecordBuffer;
import dev.ringlet.internal.record.RecordPool;
import dev.ringlet.internal.time.AnchoredClock;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads what the encoder writes with the protocol's own classes. */
class SpanEncoderTest {
  private static final int MAX_RECORD_BYTES = 1 << 20;
  private static final int HAS_IS_REMOTE = 0x100;
  private static final int IS_REMOTE = 0x200;
  private static final String TRACE_ID = "0123456789abcdef0011223344556677";
  private static final String SPAN_ID = "8899aabbccddeeff";
  private static final TraceState STATE =
      TraceState.builder().put("vendor", "value").put("other", "1").build();

  private final RecordPool pool =
      SpanPool.in(new Pipeline(AnchoredClock.of(Clock.system()), new RecordPool(4, 1), null))
          .pool();
  private final SpanLimits limits = SpanLimits.getDefault();

  private SpanBuffer begin(int maxAttributes, int maxRecordBytes) {
    SpanBuffer out = (SpanBuffer) pool.take();
    out.beginSpan(
        SpanLimits.builder().setMaxNumberOfAttributes(maxAttributes).build(),
        SpanEncoder.partsBytes(maxRecordBytes));
    return out;
  }

  private static SpanIdentity identity(int word) {
    SpanIdentity identity = new SpanIdentity();
    identity.traceIdHigh = Long.parseUnsignedLong(TRACE_ID.substring(0, 16), 16);
    identity.traceIdLow = Long.parseUnsignedLong(TRACE_ID.substring(16), 16);
    identity.spanId = Long.parseUnsignedLong(SPAN_ID, 16);
    identity.traceState = STATE;
    identity.setPlainWord(word);
    return identity;
  }

  private static int word(SpanKind kind, boolean parentRemote) {
    return SpanWord.of(kind.ordinal(), SpanWord.SAMPLED_FLAG, parentRemote);
  }

  private static Span decode(RecordBuffer out) throws InvalidProtocolBufferException {
    byte[] span = Arrays.copyOfRange(out.data(), RecordBuffer.HEADROOM, out.position());
    out.release();
    return Span.parseFrom(span);
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  @Test
  void writesEveryFieldOfASpan() throws Exception {
    SpanBuffer out = begin(1, MAX_RECORD_BYTES);
    out.put(AttributeKey.stringKey("kept"), "value");
    out.put(AttributeKey.longKey("dropped"), 1L);
    out.droppedEvents = 2;
    out.droppedLinks = 300;
    out.statusDescription = "it failed";
    SpanIdentity identity = identity(word(SpanKind.SERVER, true));
    SpanEncoder.finish(out, identity, 0x0102030405060708L, 1_000, 2_000);
    SpanEncoder.name(out, new KnownTexts(), "GET /users");
    SpanEncoder.finishRare(out, STATE, StatusCode.ERROR.ordinal());

    Span span = decode(out);
    assertThat(hex(span.getTraceId())).isEqualTo(TRACE_ID);
    assertThat(hex(span.getSpanId())).isEqualTo(SPAN_ID);
    assertThat(hex(span.getParentSpanId())).isEqualTo("0102030405060708");
    assertThat(span.getName()).isEqualTo("GET /users");
    assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
    assertThat(span.getStartTimeUnixNano()).isEqualTo(1_000);
    assertThat(span.getEndTimeUnixNano()).isEqualTo(2_000);
    assertThat(span.getFlags()).isEqualTo(SpanWord.SAMPLED_FLAG | HAS_IS_REMOTE | IS_REMOTE);
    assertThat(span.getTraceState().split(","))
        .containsExactlyInAnyOrder("vendor=value", "other=1");
    assertThat(span.getAttributesList()).singleElement().extracting("key").isEqualTo("kept");
    assertThat(span.getDroppedAttributesCount()).isEqualTo(1);
    assertThat(span.getDroppedEventsCount()).isEqualTo(2);
    assertThat(span.getDroppedLinksCount()).isEqualTo(300);
    assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
    assertThat(span.getStatus().getMessage()).isEqualTo("it failed");
    assertThat(span.getUnknownFields().asMap()).isEmpty();
  }

  @Test
  void leavesOutWhatARootSpanHasNot() throws Exception {
    for (SpanKind kind : SpanKind.values()) {
      SpanBuffer out = begin(8, MAX_RECORD_BYTES);
      SpanEncoder.finish(out, identity(word(kind, false)), 0, 1, 2);
      SpanEncoder.name(out, new KnownTexts(), "root");
      SpanEncoder.finishPlain(out);

      Span span = decode(out);
      assertThat(span.getKind().getNumber()).isEqualTo(kind.ordinal() + 1);
      assertThat(span.getParentSpanId()).isEqualTo(ByteString.EMPTY);
      assertThat(span.getFlags()).isEqualTo(SpanWord.SAMPLED_FLAG | HAS_IS_REMOTE);
      assertThat(span.getTraceState()).isEmpty();
      assertThat(span.hasStatus()).isTrue();
      assertThat(span.getStatus()).isEqualTo(Status.getDefaultInstance());
    }
  }

  /** On both sides of the lengths at which the shape of the field changes. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 41, 42, 43, 127, 128, 5_000})
  void writesNamesOfAnyLength(int chars) throws Exception {
    for (String unit : new String[] {"n", "é", "名"}) {
      String name = unit.repeat(chars);
      SpanBuffer out = begin(8, MAX_RECORD_BYTES);
      SpanEncoder.finish(out, identity(word(SpanKind.INTERNAL, false)), 0, 1, 2);
      SpanEncoder.name(out, new KnownTexts(), name);
      SpanEncoder.finishPlain(out);
      assertThat(decode(out).getName()).isEqualTo(name);
    }
  }

  @Test
  void writesNamesThatItKnows() throws Exception {
    KnownTexts names = new KnownTexts();
    RecordPool pool = new RecordPool(4, 1);
    for (int i = 0; i < 100; i++) {
      for (String name : List.of("", "GET /users", "名前")) {
        RecordBuffer out = pool.take();
        out.beginRecord(TraceTags.Span.ATTRIBUTES, 8, Integer.MAX_VALUE, MAX_RECORD_BYTES);
        SpanEncoder.name(out, names, name);
        byte[] message = Arrays.copyOfRange(out.data(), RecordBuffer.HEADROOM, out.position());
        assertThat(Span.parseFrom(message).getName()).isEqualTo(name);
        if (i == 99) {
          out.beginRecord(TraceTags.Span.ATTRIBUTES, 8, Integer.MAX_VALUE, MAX_RECORD_BYTES);
          assertThat(out.appendKnown(names, name)).isTrue();
        }
        out.release();
      }
    }
  }

  @Test
  void cutsTextsThatWouldMakeTheRecordTooLarge() throws Exception {
    int maxRecordBytes = 16 << 10;
    SpanBuffer out = begin(8, maxRecordBytes);
    out.put(AttributeKey.stringKey("filler"), "f".repeat(2 * maxRecordBytes));
    out.statusDescription = "d".repeat(maxRecordBytes);
    String name = "n".repeat(maxRecordBytes);
    SpanEncoder.finish(out, identity(word(SpanKind.INTERNAL, false)), 0, 1, 2);
    SpanEncoder.name(out, new KnownTexts(), name);
    SpanEncoder.finishRare(out, STATE, StatusCode.ERROR.ordinal());

    assertThat(out.position() - RecordBuffer.HEADROOM).isLessThanOrEqualTo(maxRecordBytes);
    assertThat(out.oversized()).isEqualTo(3);
    Span span = decode(out);
    String mark = RecordBuffer.CUT_MARK + maxRecordBytes + "]";
    assertThat(span.getName()).startsWith("nn").endsWith(mark);
    assertThat(span.getStatus().getMessage()).startsWith("dd").endsWith(mark);
  }

  @Test
  void writesEventsWithAttributes() throws Exception {
    SpanBuffer out = (SpanBuffer) pool.take();
    SpanEncoder.beginEvent(out, limits, 1, MAX_RECORD_BYTES);
    out.put(AttributeKey.stringKey("kept"), "value");
    out.put(AttributeKey.stringKey("dropped"), "value");
    SpanEncoder.finishEvent(out, "event", 5);
    Span.Event event = Span.Event.parseFrom(Arrays.copyOf(out.data(), out.position()));
    out.release();

    assertThat(event.getName()).isEqualTo("event");
    assertThat(event.getTimeUnixNano()).isEqualTo(5);
    assertThat(event.getAttributesList()).singleElement().extracting("key").isEqualTo("kept");
    assertThat(event.getDroppedAttributesCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "e", "é", "an event with a name of 38 characters "})
  void writesShortEventsLikeOthers(String name) throws Exception {
    assertThat(name.length()).isLessThanOrEqualTo(SpanEncoder.SHORT_EVENT_NAME_CHARS);
    SpanBuffer whole = (SpanBuffer) pool.take();
    SpanEncoder.beginEvent(whole, limits, 8, MAX_RECORD_BYTES);
    SpanEncoder.finishEvent(whole, name, 7);
    SpanBuffer out = begin(8, MAX_RECORD_BYTES);
    assertThat(SpanEncoder.appendShortEvent(out, name, 7)).isTrue();

    assertThat(decode(out).getEventsList())
        .containsExactly(Span.Event.parseFrom(Arrays.copyOf(whole.data(), whole.position())));
    whole.release();
  }

  @Test
  void writesLinks() throws Exception {
    SpanContext remote =
        SpanContext.createFromRemoteParent(TRACE_ID, SPAN_ID, TraceFlags.getSampled(), STATE);
    SpanBuffer out = (SpanBuffer) pool.take();
    SpanEncoder.beginLink(out, limits, MAX_RECORD_BYTES);
    out.put(AttributeKey.booleanKey("key"), true);
    SpanEncoder.finishLink(out, remote);
    Span.Link link = Span.Link.parseFrom(Arrays.copyOf(out.data(), out.position()));
    out.release();

    assertThat(hex(link.getTraceId())).isEqualTo(TRACE_ID);
    assertThat(hex(link.getSpanId())).isEqualTo(SPAN_ID);
    assertThat(link.getTraceState().split(","))
        .containsExactlyInAnyOrder("vendor=value", "other=1");
    assertThat(link.getFlags()).isEqualTo(1 | HAS_IS_REMOTE | IS_REMOTE);
    assertThat(link.getAttributes(0).getValue().getBoolValue()).isTrue();
  }

  @Test
  void anInvalidLinkNeedsContent() {
    SpanContext invalid = SpanContext.getInvalid();
    assertThat(SpanEncoder.isLink(invalid, null)).isFalse();
    assertThat(SpanEncoder.isLink(invalid, Attributes.empty())).isFalse();
    assertThat(SpanEncoder.isLink(invalid, Attributes.of(AttributeKey.longKey("key"), 1L)))
        .isTrue();
    assertThat(
            SpanEncoder.isLink(
                SpanContext.create(
                    invalid.getTraceId(), invalid.getSpanId(), TraceFlags.getDefault(), STATE),
                null))
        .isTrue();
  }
}
