// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.ringlet.export.Signal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests with random values in every field of the official messages, whole and damaged. */
class ConsolePageRandomTest {
  private static final int SEEDS = 400;
  private static final int MAX_DEPTH = 11;
  private static final Map<Signal, Message> REQUESTS =
      Map.of(
          Signal.TRACES, ExportTraceServiceRequest.getDefaultInstance(),
          Signal.LOGS, ExportLogsServiceRequest.getDefaultInstance(),
          Signal.METRICS, ExportMetricsServiceRequest.getDefaultInstance(),
          Signal.PROFILES, ExportProfilesServiceRequest.getDefaultInstance());
  private static final String[] PIECES = {
    "\n",
    "\r",
    "\u001b[31m",
    "\u0000",
    "\u0085",
    "\u009b",
    "\u2028",
    "\u202e",
    "\ufeff",
    "\t",
    "\"",
    "\\",
    "=",
    "a",
    "Ω",
    "語",
    "😀",
    "\ud83d",
    " ",
    "x".repeat(300),
    "exception.type",
    "service.name",
    "\n\tat A.b(C.java:1)"
  };

  @ParameterizedTest
  @EnumSource(Signal.class)
  void everyRequestIsDrawnWithoutControlCharacters(Signal signal) {
    int drawn = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      Message request = fill(REQUESTS.get(signal).newBuilderForType(), random, 0);
      Glyphs glyphs = random.nextBoolean() ? Glyphs.UNICODE : Glyphs.ASCII;
      String text;
      try {
        text = Drawn.text(signal, request, glyphs);
      } catch (RuntimeException | StackOverflowError e) {
        fail("seed " + seed, e);
        return;
      }
      assertHarmless(text, seed);
      String colored = Drawn.text(signal, request, glyphs, Ink.ANSI);
      assertThat(Drawn.withoutInk(colored)).as("seed %d", seed).isEqualTo(text);
      drawn += text.length();
    }
    assertThat(drawn).isGreaterThan(SEEDS * 50);
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void damagedRequestsAreDrawnOrRefused(Signal signal) {
    int refused = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      byte[] bytes = fill(REQUESTS.get(signal).newBuilderForType(), random, 0).toByteArray();
      if (bytes.length == 0) {
        continue;
      }
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      int length = random.nextBoolean() ? bytes.length : random.nextInt(bytes.length);
      byte[] part = Arrays.copyOf(bytes, length);
      try {
        assertHarmless(
            new ConsolePage().write(Drawn.payload(signal, part), Glyphs.UNICODE, Ink.PLAIN), seed);
      } catch (IllegalArgumentException e) {
        refused++; // the only exception there is
      }
    }
    assertThat(refused).isBetween(SEEDS / 4, SEEDS - 1);
  }

  private static void assertHarmless(String text, int seed) {
    text.codePoints()
        .filter(c -> c != '\n' && SafeText.isDangerous(c))
        .findFirst()
        .ifPresent(c -> fail("seed " + seed + " printed U+" + Integer.toHexString(c)));
    assertThat(text.isEmpty() || text.endsWith("\n")).as("seed %d: whole lines", seed).isTrue();
  }

  private static Message fill(Message.Builder message, Random random, int depth) {
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      if (field.isRepeated()) {
        for (int i = depth < 6 ? 1 + random.nextInt(3) : random.nextInt(2); i > 0; i--) {
          if (depth < MAX_DEPTH || field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
            message.addRepeatedField(field, value(message, field, random, depth));
          }
        }
      } else if ((depth < MAX_DEPTH || field.getJavaType() != FieldDescriptor.JavaType.MESSAGE)
          && random.nextInt(5) > 0) {
        message.setField(field, value(message, field, random, depth));
      }
    }
    return message.build();
  }

  private static Object value(
      Message.Builder parent, FieldDescriptor field, Random random, int depth) {
    switch (field.getJavaType()) {
      case INT -> {
        return random.nextBoolean() ? random.nextInt(8) : random.nextInt();
      }
      case LONG -> {
        return random.nextBoolean() ? (long) random.nextInt(8) : random.nextLong();
      }
      case FLOAT -> {
        return random.nextFloat();
      }
      case DOUBLE -> {
        return random.nextBoolean()
            ? (double) random.nextInt(8)
            : Double.longBitsToDouble(random.nextLong());
      }
      case BOOLEAN -> {
        return random.nextBoolean();
      }
      case STRING -> {
        return text(random);
      }
      case BYTE_STRING -> {
        byte[] bytes = new byte[random.nextInt(3) * 8]; // ids that meet again
        Arrays.fill(bytes, (byte) random.nextInt(4));
        return ByteString.copyFrom(bytes);
      }
      case ENUM -> {
        return field.getEnumType().findValueByNumberCreatingIfUnknown(random.nextInt(9));
      }
      default -> {
        return fill(parent.newBuilderForField(field), random, depth + 1);
      }
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }
}
