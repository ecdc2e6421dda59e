// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.fuzz.targets;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.ringlet.checks.internal.json.OtlpJsonReader;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.json.JsonBuffer;
import dev.ringlet.exporter.otlp.internal.json.OtlpJson;
import dev.ringlet.exporter.otlp.internal.json.RandomMessages;
import dev.ringlet.proofs.fuzz.FuzzBytes;
import dev.ringlet.proofs.fuzz.FuzzTarget;
import dev.ringlet.testing.OtlpSignal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The reader of OTLP JSON of ringlet-testing; what it reads is written and read again alike. */
public final class CapturedJsonTarget implements FuzzTarget {
  private static final Signal[] SIGNALS = Signal.values();

  private final JsonBuffer buffer = new JsonBuffer();
  private final OtlpJson json = new OtlpJson(buffer);

  @Override
  public void run(byte[] input) throws Exception {
    FuzzBytes in = new FuzzBytes(input);
    Signal signal = SIGNALS[in.below(SIGNALS.length)];
    Message message;
    try {
      message = read(signal, new String(in.rest(), StandardCharsets.UTF_8));
    } catch (IOException refused) {
      return;
    }
    Message whole;
    try {
      whole = OtlpSignal.valueOf(signal.name()).requestParser().parseFrom(message.toByteArray());
    } catch (InvalidProtocolBufferException tooDeep) {
      return;
    }
    assertThat(read(signal, write(signal, whole.toByteArray()))).isEqualTo(whole);
  }

  private static Message read(Signal signal, String text) throws IOException {
    Message.Builder builder = prototype(signal).newBuilderForType();
    OtlpJsonReader.merge(text, builder);
    return builder.build();
  }

  private static Message prototype(Signal signal) {
    try {
      return OtlpSignal.valueOf(signal.name()).requestParser().parseFrom(new byte[0]);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private String write(Signal signal, byte[] bytes) {
    buffer.clear();
    json.write(signal, bytes, 0, bytes.length);
    return new String(buffer.bytes(), 0, buffer.length(), StandardCharsets.UTF_8);
  }

  @Override
  public List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    RandomMessages messages = new RandomMessages(new Random(3));
    for (int i = 0; i < 12; i++) {
      Signal signal = SIGNALS[i % SIGNALS.length];
      String text = write(signal, messages.like(prototype(signal)).toByteArray());
      byte[] seed = ((char) signal.ordinal() + text).getBytes(StandardCharsets.UTF_8);
      if (seed.length <= maxBytes()) {
        seeds.add(Arrays.copyOf(seed, seed.length));
      }
    }
    seeds.add("\0{}".getBytes(StandardCharsets.UTF_8));
    return seeds;
  }

  @Override
  public List<String> covered() {
    return List.of(
        OtlpJsonReader.class.getName(), "dev.ringlet.exporter.otlp.internal.json.OtlpJson");
  }
}
