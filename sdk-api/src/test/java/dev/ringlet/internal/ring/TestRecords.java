// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** Records that show their writer, number and length, so that all can be checked. */
final class TestRecords {
  static final int HEADER = 12;

  private TestRecords() {}

  /** Writes a record of {@code length} bytes at the start of {@code target}. */
  static void write(byte[] target, int producer, int sequence, int length) {
    putInt(target, 0, producer);
    putInt(target, 4, sequence);
    putInt(target, 8, length);
    for (int i = HEADER; i < length; i++) {
      target[i] = pattern(producer, sequence, i);
    }
  }

  /** Reads the sequence numbers of records that stand behind one another, and checks every byte. */
  static List<Integer> read(byte[] data, int from, int end, int producer) {
    List<Integer> sequences = new ArrayList<>();
    int at = from;
    while (at < end) {
      int sequence = getInt(data, at + 4);
      int length = getInt(data, at + 8);
      assertThat(getInt(data, at)).as("producer at %s", at).isEqualTo(producer);
      assertThat(length).as("length at %s", at).isBetween(HEADER, end - at);
      for (int i = HEADER; i < length; i++) {
        if (data[at + i] != pattern(producer, sequence, i)) {
          throw new AssertionError("record " + sequence + " of " + producer + " differs at " + i);
        }
      }
      sequences.add(sequence);
      at += length;
    }
    return sequences;
  }

  /** The sequence numbers of one scope's records in a plan, where the scope is the producer. */
  static List<Integer> read(RecordPlan plan, int group) {
    byte[] bytes = new byte[plan.bytesOf(group)];
    assertThat(plan.copy(group, bytes, 0)).isEqualTo(bytes.length);
    return read(bytes, 0, bytes.length, plan.scopeOf(group));
  }

  private static byte pattern(int producer, int sequence, int i) {
    return (byte) (producer * 31 + sequence * 17 + i * 7 + 1);
  }

  private static void putInt(byte[] target, int at, int value) {
    for (int i = 0; i < 4; i++) {
      target[at + i] = (byte) (value >>> (8 * i));
    }
  }

  private static int getInt(byte[] data, int at) {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value |= (data[at + i] & 0xff) << (8 * i);
    }
    return value;
  }
}
