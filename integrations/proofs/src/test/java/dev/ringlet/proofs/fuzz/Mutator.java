// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes inputs at random. The same seed makes the same changes. */
final class Mutator {
  private static final byte[] NOTABLE = {0, 1, -1, 127, -128, 16, 32, 64, '0', '9', ' ', '\n', '%'};

  private final Random random;
  private final List<byte[]> words;
  private final int maxBytes;

  Mutator(Random random, List<byte[]> words, int maxBytes) {
    this.random = random;
    this.words = words;
    this.maxBytes = maxBytes;
  }

  /** Returns an input with one to sixteen changes; parts of {@code other} may be put in. */
  byte[] mutate(byte[] input, byte[] other) {
    byte[] changed = input;
    int changes = 1 << random.nextInt(5);
    for (int i = 0; i < changes; i++) {
      changed = change(changed, other);
    }
    return changed.length <= maxBytes ? changed : Arrays.copyOf(changed, maxBytes);
  }

  private byte[] change(byte[] in, byte[] other) {
    if (in.length == 0) {
      return insert(in, 0, randomBytes());
    }
    int at = random.nextInt(in.length);
    int length = Math.min(in.length - at, 1 + random.nextInt(random.nextInt(4) == 0 ? 64 : 8));
    return switch (random.nextInt(13)) {
      case 0 -> set(in, at, (byte) (in[at] ^ 1 << random.nextInt(8)));
      case 1 -> set(in, at, (byte) random.nextInt());
      case 2 -> set(in, at, NOTABLE[random.nextInt(NOTABLE.length)]);
      case 3 -> set(in, at, (byte) (in[at] + random.nextInt(9) - 4));
      case 4 -> insert(in, at, randomBytes());
      case 5 -> cut(in, at, at + length);
      case 6 -> insert(in, at, Arrays.copyOfRange(in, at, at + length));
      case 7 -> insert(in, random.nextInt(in.length + 1), Arrays.copyOfRange(in, at, at + length));
      case 8, 9 -> words.isEmpty() ? in : insert(in, at, word());
      case 10 -> words.isEmpty() ? in : overwrite(in, at, word());
      case 11 -> splice(in, at, other);
      default -> Arrays.copyOf(in, at);
    };
  }

  private byte[] word() {
    return words.get(random.nextInt(words.size()));
  }

  private byte[] randomBytes() {
    byte[] bytes = new byte[1 + random.nextInt(4)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] set(byte[] in, int at, byte value) {
    byte[] out = in.clone();
    out[at] = value;
    return out;
  }

  private static byte[] insert(byte[] in, int at, byte[] part) {
    byte[] out = Arrays.copyOf(in, in.length + part.length);
    System.arraycopy(part, 0, out, at, part.length);
    System.arraycopy(in, at, out, at + part.length, in.length - at);
    return out;
  }

  private static byte[] overwrite(byte[] in, int at, byte[] part) {
    byte[] out = Arrays.copyOf(in, Math.max(in.length, at + part.length));
    System.arraycopy(part, 0, out, at, part.length);
    return out;
  }

  static byte[] cut(byte[] in, int from, int to) {
    byte[] out = new byte[in.length - (to - from)];
    System.arraycopy(in, 0, out, 0, from);
    System.arraycopy(in, to, out, from, in.length - to);
    return out;
  }

  private byte[] splice(byte[] in, int at, byte[] other) {
    int from = random.nextInt(other.length + 1);
    return insert(
        random.nextBoolean() ? Arrays.copyOf(in, at) : in,
        at,
        Arrays.copyOfRange(other, from, other.length));
  }
}
