// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.WireFormat;
import dev.ringlet.testing.OtlpSignal;
import io.opentelemetry.proto.common.v1.CommonProto;
import io.opentelemetry.proto.logs.v1.LogsProto;
import io.opentelemetry.proto.metrics.v1.MetricsProto;
import io.opentelemetry.proto.profiles.v1development.ProfilesProto;
import io.opentelemetry.proto.resource.v1.ResourceProto;
import io.opentelemetry.proto.trace.v1.TraceProto;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The tags against the descriptors of the protocol: each name, number and wire type, and no less.
 */
class OtlpTagsTest {
  @Test
  void everyFieldOfTheMessagesThatAreWritten() throws IllegalAccessException {
    compare(CommonTags.class, 6, CommonProto.getDescriptor(), ResourceProto.getDescriptor());
    compare(TraceTags.class, 4, TraceProto.getDescriptor());
    compare(LogTags.class, 1, LogsProto.getDescriptor());
    compare(MetricTags.class, 13, MetricsProto.getDescriptor());
    compare(ProfileTags.class, 11, ProfilesProto.getDescriptor());
  }

  private static void compare(Class<?> tags, int messages, FileDescriptor... files)
      throws IllegalAccessException {
    assertThat(tags.getDeclaredClasses()).hasSize(messages);
    for (Class<?> message : tags.getDeclaredClasses()) {
      assertThat(constants(message))
          .as(message.getName())
          .isEqualTo(expected(find(message.getSimpleName(), files)));
    }
  }

  private static Descriptor find(String name, FileDescriptor... files) {
    return Arrays.stream(files)
        .flatMap(file -> file.getMessageTypes().stream())
        .flatMap(type -> Stream.concat(Stream.of(type), type.getNestedTypes().stream()))
        .filter(type -> type.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, Integer> constants(Class<?> message) throws IllegalAccessException {
    Map<String, Integer> tags = new TreeMap<>();
    for (Field field : message.getDeclaredFields()) {
      if (Modifier.isPublic(field.getModifiers())) {
        tags.put(field.getName().toLowerCase(Locale.ROOT), field.getInt(null));
      }
    }
    return tags;
  }

  private static Map<String, Integer> expected(Descriptor message) {
    Map<String, Integer> tags = new TreeMap<>();
    message.getFields().forEach(field -> tags.put(field.getName(), tag(field)));
    return tags;
  }

  private static int tag(FieldDescriptor field) {
    int wireType =
        field.isPacked() ? WireFormat.WIRETYPE_LENGTH_DELIMITED : field.getLiteType().getWireType();
    return field.getNumber() << 3 | wireType;
  }

  @ParameterizedTest
  @EnumSource(OtlpSignal.class)
  void envelopesAreAlikeForAllSignals(OtlpSignal signal) throws Exception {
    Descriptor request = signal.requestParser().parseFrom(new byte[0]).getDescriptorForType();
    FieldDescriptor resources = request.getFields().get(0);
    assertThat(tag(resources)).isEqualTo(EnvelopeTags.Request.RESOURCES);
    FieldDescriptor scopes = resources.getMessageType().getFields().get(1);
    assertThat(expected(resources.getMessageType()))
        .containsEntry("resource", EnvelopeTags.Resources.RESOURCE)
        .containsEntry(scopes.getName(), EnvelopeTags.Resources.SCOPES)
        .containsEntry("schema_url", EnvelopeTags.Resources.SCHEMA_URL)
        .hasSize(3);
    FieldDescriptor records = scopes.getMessageType().getFields().get(1);
    assertThat(expected(scopes.getMessageType()))
        .containsEntry("scope", EnvelopeTags.Scopes.SCOPE)
        .containsEntry(records.getName(), EnvelopeTags.Scopes.RECORDS)
        .containsEntry("schema_url", EnvelopeTags.Scopes.SCHEMA_URL)
        .hasSize(3);
    FieldDescriptor dictionary = request.findFieldByName("dictionary");
    assertThat(dictionary == null ? EnvelopeTags.Request.DICTIONARY : tag(dictionary))
        .isEqualTo(EnvelopeTags.Request.DICTIONARY);
  }
}
