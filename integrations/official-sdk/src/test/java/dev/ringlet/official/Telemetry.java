// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.ringlet.testing.OtlpCapture;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a receiver got, without what differs from run to run: times, ids, stack frames, the name of
 * the SDK. The name of the parent stands for its id.
 */
final class Telemetry {
  private static final List<String> OF_THE_SDK =
      List.of(
          "telemetry.sdk.language",
          "telemetry.sdk.name",
          "telemetry.sdk.version",
          "service.instance.id");

  /** Ringlet has no entities. */
  private static final List<String> OMITTED = List.of("trace_id", "span_id", "entity_refs");

  /** Metrics of the official SDK and its exporters about themselves. */
  private static final String SELF_TELEMETRY = "name: \"io.opentelemetry.";

  private final Map<ByteString, String> names = new HashMap<>();

  private Telemetry() {}

  static List<String> of(OtlpCapture capture) {
    Telemetry telemetry = new Telemetry();
    capture
        .traces()
        .forEach(
            request ->
                request
                    .getResourceSpansList()
                    .forEach(
                        resource ->
                            resource
                                .getScopeSpansList()
                                .forEach(
                                    scope ->
                                        scope
                                            .getSpansList()
                                            .forEach(
                                                span ->
                                                    telemetry.names.put(
                                                        span.getSpanId(), span.getName())))));
    List<String> all = new ArrayList<>();
    capture.traces().forEach(r -> all.addAll(Canonical.spans(telemetry.without(r))));
    capture.metrics().forEach(r -> all.addAll(Canonical.metrics(telemetry.without(r))));
    capture.logs().forEach(r -> all.addAll(Canonical.logRecords(telemetry.without(r))));
    all.removeIf(text -> text.contains(SELF_TELEMETRY));
    all.sort(null);
    return all;
  }

  @SuppressWarnings("unchecked") // a builder builds its own type
  private <M extends Message> M without(M message) {
    Message.Builder builder = message.toBuilder();
    strip(builder);
    return (M) builder.build();
  }

  private void strip(Message.Builder builder) {
    for (Map.Entry<FieldDescriptor, Object> one : builder.getAllFields().entrySet()) {
      FieldDescriptor field = one.getKey();
      String name = field.getName();
      if (name.endsWith("unix_nano") || OMITTED.contains(name)) {
        builder.clearField(field);
      } else if (builder instanceof Span.Builder && name.equals("parent_span_id")) {
        String parent = names.getOrDefault((ByteString) one.getValue(), "elsewhere");
        builder.setField(field, ByteString.copyFromUtf8(parent));
      } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && field.isRepeated()) {
        List<Message> kept = new ArrayList<>();
        for (Object inner : (List<?>) one.getValue()) {
          Message stripped = without((Message) inner);
          if (!(stripped instanceof KeyValue pair) || !OF_THE_SDK.contains(pair.getKey())) {
            kept.add(withoutFrames(stripped));
          }
        }
        builder.setField(field, kept);
      } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        builder.setField(field, without((Message) one.getValue()));
      }
    }
  }

  private static Message withoutFrames(Message message) {
    if (message instanceof KeyValue pair && pair.getKey().equals("exception.stacktrace")) {
      String text = pair.getValue().getStringValue();
      KeyValue.Builder builder = pair.toBuilder();
      builder.getValueBuilder().setStringValue(text.substring(0, text.indexOf('\n')));
      return builder.build();
    }
    return message;
  }
}
