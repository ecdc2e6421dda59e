// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.common.Resource;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.delivery.Request;
import dev.ringlet.internal.delivery.RequestSender;
import dev.ringlet.internal.record.RecordBuffer;
import dev.ringlet.internal.record.RecordPool;
import dev.ringlet.internal.ring.RecordGroups;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.CapturingExporter;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests, read by the protocol's own classes, and what the frame says of their size. */
class RequestFrameTest {
  private static final Resource RESOURCE =
      Resource.create(Attributes.builder().put("service.name", "shop").build(), "https://r/1");
  private static final InstrumentationScope SCOPE =
      InstrumentationScope.builder("first")
          .setVersion("1.0")
          .setSchemaUrl("https://s/1")
          .setAttributes(Attributes.builder().put("part", 7).build())
          .build();

  private final RecordPool pool = new RecordPool(4, 1);
  private final ScopeTable scopes = new ScopeTable(pool);
  private final CapturingExporter exporter = new CapturingExporter();
  private final RequestSender sender = new RequestSender(Signal.TRACES, exporter, Await.LONG_NANOS);
  private final Request request = sender.newRequest();

  private RequestFrame frame(Resource resource) {
    return new RequestFrame(pool, resource, scopes);
  }

  /** The request as an exporter gets it. */
  private Payload sent() {
    assertThat(sender.send(request)).isTrue();
    List<Payload> payloads = exporter.payloads();
    return payloads.get(payloads.size() - 1);
  }

  private static ResourceSpans decoded(Payload payload) throws Exception {
    ExportTraceServiceRequest message =
        ExportTraceServiceRequest.parser()
            .parseFrom(payload.bytes(), payload.offset(), payload.length());
    assertThat(message.getResourceSpansList()).hasSize(1);
    return message.getResourceSpans(0);
  }

  private static byte[] record(String name) {
    Span span = Span.newBuilder().setName(name).build();
    return ScopeSpans.newBuilder().addSpans(span).build().toByteArray();
  }

  /** Groups of records of one size each; the number of a group is that of its scope. */
  private record Groups(List<byte[]> records, int times) implements RecordGroups {
    @Override
    public int items() {
      return records.size() * times;
    }

    @Override
    public int groups() {
      return records.size();
    }

    @Override
    public int scopeOf(int group) {
      return group;
    }

    @Override
    public int bytesOf(int group) {
      return records.get(group).length * times;
    }

    @Override
    public int copy(int group, byte[] target, int at) {
      byte[] record = records.get(group);
      for (int i = 0; i < times; i++) {
        System.arraycopy(record, 0, target, at + i * record.length, record.length);
      }
      return at + bytesOf(group);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 60, 100, 128, 5_000, 16_384, 3_000_000})
  void framesOneRecordOfAnySize(int length) throws Exception {
    int scope = scopes.register(SCOPE);
    RequestFrame frame = frame(RESOURCE);
    byte[] record = record("x".repeat(length));
    byte[] around = new byte[record.length + 8];
    System.arraycopy(record, 0, around, 5, record.length);
    frame.write(around, 5, record.length, scope, request);

    Payload payload = sent();
    assertThat(payload.items()).isOne();
    ResourceSpans resource = decoded(payload);
    assertThat(resource.getSchemaUrl()).isEqualTo("https://r/1");
    assertThat(resource.getResource().getAttributesList())
        .extracting(KeyValue::getKey)
        .containsExactly("service.name");
    ScopeSpans spans = resource.getScopeSpans(0);
    assertThat(spans.getScope().getName()).isEqualTo("first");
    assertThat(spans.getScope().getVersion()).isEqualTo("1.0");
    assertThat(spans.getScope().getAttributes(0).getValue().getIntValue()).isEqualTo(7);
    assertThat(spans.getSchemaUrl()).isEqualTo("https://s/1");
    assertThat(spans.getSpansList()).hasSize(1);
    assertThat(spans.getSpans(0).getName()).hasSize(length);

    int most = frame.fixedBytes() + frame.scopeBytes(scope) + record.length;
    assertThat(payload.length()).isBetween(most - 10, most);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 50})
  void framesGroupsOfRecords(int times) throws Exception {
    scopes.register(SCOPE);
    scopes.register(InstrumentationScope.create("second"));
    RequestFrame frame = frame(RESOURCE);
    frame.write(new Groups(List.of(record("one"), record("another")), times), request);

    Payload payload = sent();
    assertThat(payload.items()).isEqualTo(2 * times);
    List<ScopeSpans> all = decoded(payload).getScopeSpansList();
    assertThat(all)
        .extracting(spans -> spans.getScope().getName())
        .containsExactly("first", "second");
    assertThat(all).extracting(ScopeSpans::getSchemaUrl).containsExactly("https://s/1", "");
    assertThat(all.get(0).getSpansList()).hasSize(times).allMatch(s -> s.getName().equals("one"));
    assertThat(all.get(1).getSpansList())
        .hasSize(times)
        .allMatch(s -> s.getName().equals("another"));
  }

  @Test
  void whatIsNotSetIsNotWritten() throws Exception {
    int empty = scopes.register(InstrumentationScope.empty());
    int bare =
        scopes.register(InstrumentationScope.builder("n").setVersion("").setSchemaUrl("").build());
    RequestFrame frame = frame(Resource.create(Attributes.empty(), ""));
    assertThat(scopes.head(empty)).containsExactly(0x0a, 0);
    assertThat(scopes.head(bare)).containsExactly(0x0a, 3, 0x0a, 1, 'n');
    assertThat(scopes.tail(empty)).isEmpty();
    assertThat(scopes.tail(bare)).isEmpty();
    byte[] record = record("a");
    frame.write(record, 0, record.length, bare, request);
    Payload payload = sent();
    // The request, its resource, its scope and the record.
    assertThat(payload.length()).isEqualTo(2 + 2 + 2 + 5 + record.length);
    assertThat(decoded(payload).getResource().getAttributesList()).isEmpty();
  }

  @Test
  void anUnknownScopeTakesNoBytes() {
    RequestFrame frame = frame(RESOURCE);
    assertThat(frame.scopeBytes(0)).isZero();
    int number = scopes.register(SCOPE);
    assertThat(frame.scopeBytes(number)).isPositive();
    assertThat(frame.scopeBytes(number + 1)).isZero();
    assertThat(frame.scopeBytes(-1)).isZero();
  }

  @Test
  void returnsItsBuffersToThePool() {
    RecordBuffer first = pool.take();
    first.release();
    frame(RESOURCE);
    scopes.register(SCOPE);
    assertThat(pool.take()).isSameAs(first);
  }
}
