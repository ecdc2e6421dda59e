// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Instant;
import java.util.HexFormat;

/** Draws requests and makes their parts. */
final class Drawn {
  static final long T0 = Instant.parse("2026-03-01T10:00:00Z").getEpochSecond() * 1_000_000_000L;
  static final long MILLI = 1_000_000L;
  static final Resource SHOP =
      Resource.newBuilder().addAttributes(attribute("service.name", "shop")).build();
  static final InstrumentationScope SCOPE =
      InstrumentationScope.newBuilder().setName("shop.checkout").setVersion("1").build();

  private Drawn() {}

  static String text(Signal signal, MessageLite request) {
    return text(signal, request, Glyphs.UNICODE);
  }

  static String text(Signal signal, MessageLite request, Glyphs glyphs) {
    return text(signal, request, glyphs, Ink.PLAIN);
  }

  static String text(Signal signal, MessageLite request, Glyphs glyphs, Ink ink) {
    return new ConsolePage().write(payload(signal, request.toByteArray()), glyphs, ink);
  }

  /** Without the escape sequences of {@link Ink#ANSI}, each of which must end before the next. */
  static String withoutInk(String colored) {
    return colored.replaceAll("\u001b\\[(?:1|2|31)m([^\u001b]+)\u001b\\[0m", "$1");
  }

  /** With the line of the resource, which is the same in all tests, taken away. */
  static String body(Signal signal, MessageLite request) {
    String text = text(signal, request);
    String head = "\nresource  service.name=shop\n\n";
    if (!text.startsWith(head)) {
      throw new AssertionError("no resource before\n" + text);
    }
    return text.substring(head.length());
  }

  static Payload payload(Signal signal, byte[] bytes) {
    return new Payload(signal, bytes, 0, bytes.length, 1, 0);
  }

  static AnyValue value(String text) {
    return AnyValue.newBuilder().setStringValue(text).build();
  }

  static AnyValue value(long number) {
    return AnyValue.newBuilder().setIntValue(number).build();
  }

  static KeyValue attribute(String key, String value) {
    return attribute(key, value(value));
  }

  static KeyValue attribute(String key, AnyValue value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  static ByteString id(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }
}
