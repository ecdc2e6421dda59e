// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.json;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.WireFormat;
import dev.ringlet.export.Signal;
import dev.ringlet.proofs.fuzz.FuzzTarget;
import dev.ringlet.testing.OtlpSignal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Requests as JSON against protobuf's own JSON; what protobuf cannot read is still JSON. */
public final class JsonTarget implements FuzzTarget {
  private static final Signal[] SIGNALS = Signal.values();

  /** A point of a gauge. */
  private static final byte[] NEGATIVE_ZERO =
      HexFormat.of().parseHex("01" + "0a11120f120d2a0b0a09" + "210000000000000080");

  private final JsonBuffer buffer = new JsonBuffer();
  private final OtlpJson json = new OtlpJson(buffer);

  @Override
  public void run(byte[] input) throws IOException {
    if (input.length == 0) {
      return;
    }
    Signal signal = SIGNALS[(input[0] & 0xff) % SIGNALS.length];
    Message message = parsed(signal, Arrays.copyOfRange(input, 1, input.length));
    buffer.clear();
    try {
      json.write(signal, input, 1, input.length - 1);
    } catch (IllegalArgumentException malformed) {
      if (message != null) { // groups, or a length that protobuf cuts; what it read is good
        checkCanonical(signal, message);
      }
      return;
    }
    JsonJudge.parse(buffer.bytes(), buffer.length());
    if (message != null) {
      if (isPlain(CodedInputStream.newInstance(input, 1, input.length - 1), type(message))) {
        JsonJudge.assertSame(buffer.bytes(), buffer.length(), message);
      }
      checkCanonical(signal, message);
    }
  }

  private void checkCanonical(Signal signal, Message message) {
    byte[] bytes = message.toByteArray();
    buffer.clear();
    json.write(signal, bytes, 0, bytes.length);
    JsonJudge.assertSame(buffer.bytes(), buffer.length(), message);
  }

  private static Descriptor type(Message message) {
    return message.getDescriptorForType();
  }

  private static Parser<? extends Message> parser(Signal signal) {
    return DiscardUnknownFieldsParser.wrap(OtlpSignal.valueOf(signal.name()).requestParser());
  }

  private static Message parsed(Signal signal, byte[] bytes) {
    try {
      return parser(signal).parseFrom(bytes);
    } catch (InvalidProtocolBufferException malformed) {
      return null;
    }
  }

  /**
   * Whether no oneof has two members: protobuf-java merges a message with its part before another
   * member, of which by the protocol only the last counts.
   */
  private static boolean isPlain(CodedInputStream in, Descriptor type) throws IOException {
    Set<OneofDescriptor> seen = new HashSet<>();
    for (int tag; (tag = in.readTag()) != 0; ) {
      FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
      boolean isMessage =
          field != null
              && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
              && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
      if (field != null
          && field.getRealContainingOneof() != null
          && !seen.add(field.getRealContainingOneof())) {
        return false;
      }
      if (!isMessage) {
        in.skipField(tag);
      } else if (!isPlain(in.readBytes().newCodedInput(), field.getMessageType())) {
        return false;
      }
    }
    return true;
  }

  @Override
  public List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    Random random = new Random(4);
    RandomMessages messages = new RandomMessages(random);
    ScrambledEncoding scrambled = new ScrambledEncoding(random);
    for (int i = 0; i < 40; i++) {
      Signal signal = SIGNALS[i % SIGNALS.length];
      Message message = messages.like(parsed(signal, new byte[0]));
      byte[] bytes = i % 2 == 0 ? message.toByteArray() : scrambled.encode(message);
      if (bytes.length < maxBytes()) {
        byte[] seed = new byte[bytes.length + 1];
        seed[0] = (byte) signal.ordinal();
        System.arraycopy(bytes, 0, seed, 1, bytes.length);
        seeds.add(seed);
      }
    }
    seeds.add(new byte[1]);
    seeds.add(NEGATIVE_ZERO);
    return seeds;
  }

  @Override
  public List<String> covered() {
    return List.of(
        "dev.ringlet.exporter.otlp.internal.json.OtlpJson",
        "dev.ringlet.exporter.otlp.internal.json.JsonBuffer",
        "dev.ringlet.exporter.otlp.internal.json.DoubleDigits",
        "dev.ringlet.exporter.otlp.internal.json.MessageShape");
  }
}
