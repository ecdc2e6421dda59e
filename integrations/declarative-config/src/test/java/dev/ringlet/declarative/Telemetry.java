// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.ringlet.testing.OtlpCapture;
import dev.ringlet.testing.OtlpRequest;
import dev.ringlet.testing.OtlpSignal;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a receiver got, one text for each span, metric and log record with its scope and resource,
 * without what differs from run to run: times, ids and what the SDK says of itself.
 */
final class Telemetry {
  private static final Set<String> OF_THE_SDK =
      Set.of("telemetry.sdk.name", "telemetry.sdk.version", "service.instance.id");
  private static final Set<String> OMITTED =
      Set.of("trace_id", "span_id", "parent_span_id", "entity_refs");
  private static final Set<String> HEADERS = Set.of("a", "b", "f", "content-encoding");

  /** The official SDK's metrics about itself. */
  private static final String SELF_TELEMETRY = "name: \"io.opentelemetry.";

  private Telemetry() {}

  static List<String> of(OtlpCapture capture) {
    List<String> all = new ArrayList<>();
    capture.traces().forEach(request -> records(request, "", all));
    capture.metrics().forEach(request -> records(request, "", all));
    capture.logs().forEach(request -> records(request, "", all));
    all.removeIf(text -> text.contains(SELF_TELEMETRY));
    all.sort(null);
    Set<String> headers = new TreeSet<>();
    for (OtlpSignal signal : OtlpSignal.values()) {
      for (OtlpRequest request : capture.requests(signal)) {
        for (String name : HEADERS) {
          request.header(name).ifPresent(value -> headers.add(signal + " " + name + ": " + value));
        }
      }
    }
    all.addAll(headers);
    return all;
  }

  /** Requests hold resources, these scopes, and these records. */
  private static void records(Message message, String above, List<String> all) {
    List<Message> inner = new ArrayList<>();
    Message.Builder rest = message.toBuilder();
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      String name = field.getName();
      boolean level =
          name.startsWith("resource_")
              || name.startsWith("scope_")
              || Set.of("spans", "metrics", "log_records").contains(name);
      if (level && field.isRepeated()) {
        ((List<?>) message.getField(field)).forEach(one -> inner.add((Message) one));
        rest.clearField(field);
      }
    }
    String text = above + text(rest);
    if (inner.isEmpty()) {
      all.add(text);
    } else {
      inner.forEach(one -> records(one, text, all));
    }
  }

  private static String text(Message.Builder builder) {
    return stripped(builder.build()).toString();
  }

  private static Message stripped(Message message) {
    Message.Builder builder = message.toBuilder();
    for (FieldDescriptor field : message.getAllFields().keySet()) {
      Object value = message.getField(field);
      boolean empty = Status.getDefaultInstance().equals(value);
      if (field.getName().endsWith("unix_nano") || OMITTED.contains(field.getName()) || empty) {
        builder.clearField(field);
      } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        builder.setField(
            field, field.isRepeated() ? stripped((List<?>) value) : stripped((Message) value));
      }
    }
    return builder.build();
  }

  /** Sorted, for neither attributes nor points have an order. */
  private static List<Message> stripped(List<?> messages) {
    List<Message> kept = new ArrayList<>();
    for (Object one : messages) {
      if (!(one instanceof KeyValue pair) || !OF_THE_SDK.contains(pair.getKey())) {
        kept.add(stripped((Message) one));
      }
    }
    kept.sort(Comparator.comparing(Message::toString));
    return kept;
  }
}
