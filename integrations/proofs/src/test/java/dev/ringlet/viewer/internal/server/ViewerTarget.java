// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.server;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.json.JsonBuffer;
import dev.ringlet.exporter.otlp.internal.json.RandomMessages;
import dev.ringlet.proofs.fuzz.FuzzBytes;
import dev.ringlet.proofs.fuzz.FuzzTarget;
import dev.ringlet.viewer.internal.check.Checks;
import dev.ringlet.viewer.internal.store.Limits;
import dev.ringlet.viewer.internal.store.TelemetryStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Requests to the viewer in protobuf and JSON. */
public final class ViewerTarget implements FuzzTarget {
  private static final Signal[] SIGNALS = Signal.values();

  private final TelemetryStore store = new TelemetryStore(new Limits(1 << 20, 100));
  private final OtlpIntake intake =
      new OtlpIntake(store, new Checks(store, System::currentTimeMillis));

  @Override
  public void run(byte[] input) {
    FuzzBytes in = new FuzzBytes(input);
    Signal signal = SIGNALS[in.below(SIGNALS.length)];
    boolean json = in.nextBoolean();
    byte[] body = in.rest();
    try {
      Message response =
          json
              ? intake.accept(signal, OtlpJson.read(signal, body))
              : intake.accept(signal, ByteBuffer.wrap(body));
      OtlpJson.write(response);
    } catch (InvalidProtocolBufferException refused) {
      // as documented
    }
  }

  @Override
  public List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    RandomMessages messages = new RandomMessages(new Random(5));
    JsonBuffer buffer = new JsonBuffer();
    for (int i = 0; i < 32; i++) {
      Signal signal = SIGNALS[i % SIGNALS.length];
      Message message = messages.like(OtlpIntake.newRequest(signal).build());
      byte[] body = message.toByteArray();
      boolean json = i % 8 >= 4;
      if (json) {
        buffer.clear();
        new dev.ringlet.exporter.otlp.internal.json.OtlpJson(buffer)
            .write(signal, body, 0, body.length);
        body = java.util.Arrays.copyOf(buffer.bytes(), buffer.length());
      }
      byte[] seed = new byte[body.length + 2];
      seed[0] = (byte) signal.ordinal();
      seed[1] = (byte) (json ? 1 : 0);
      System.arraycopy(body, 0, seed, 2, body.length);
      if (seed.length <= maxBytes()) {
        seeds.add(seed);
      }
    }
    seeds.add("\0\1{\"resourceSpans\":[]}".getBytes(StandardCharsets.UTF_8));
    return seeds;
  }

  @Override
  public List<String> covered() {
    return List.of(
        "dev.ringlet.viewer.internal.store.",
        "dev.ringlet.viewer.internal.check.",
        "dev.ringlet.checks.validation.",
        "dev.ringlet.viewer.internal.server.Otlp");
  }
}
