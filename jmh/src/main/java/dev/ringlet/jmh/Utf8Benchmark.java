// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh;

import dev.ringlet.internal.bytes.ProtoWriter;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Measures the cost of writing a string as UTF-8 into an array. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class Utf8Benchmark {
  /** More than the branch predictor can learn. */
  private static final int STRINGS = 4096;

  /** Characters of the strings. */
  public enum Text {
    /** Printable characters. */
    ASCII,
    /** Lower-case letters; one of twenty has an accent. */
    LATIN,
    /** Words of a script with two bytes per letter. */
    CYRILLIC;

    String make(Random random, int chars) {
      StringBuilder text = new StringBuilder();
      while (text.length() < chars) {
        switch (this) {
          case ASCII -> text.append((char) (' ' + random.nextInt(95)));
          case LATIN -> text.append((char) (oneOf(random, 20) ? 0xE0 : 'a' + random.nextInt(26)));
          case CYRILLIC ->
              text.append((char) (oneOf(random, 7) ? ' ' : 0x430 + random.nextInt(32)));
        }
      }
      return text.toString();
    }

    private static boolean oneOf(Random random, int many) {
      return random.nextInt(many) == 0;
    }
  }

  /** Length of the strings; 0 means random lengths from 3 to 64, short ones more often. */
  @Param({"0", "8", "32", "512"})
  public int chars;

  /** Characters of the strings. */
  @Param public Text text;

  private final ProtoWriter writer = new ProtoWriter(3 * 4096);
  private final byte[] dst = writer.data();
  private String[] strings;
  private int next;

  /**
   * Creates the strings, and first encodes texts of all kinds, so that the JIT's profile resembles
   * that of a service.
   */
  @Setup
  public void prepare() {
    Random random = new Random(20260101);
    for (int i = 0; i < 60_000; i++) {
      Text kind = i % 20 == 0 ? Text.values()[i / 20 % 3] : Text.ASCII;
      String s = kind.make(random, random.nextInt(100));
      writer.encodeUtf8(s, s.length(), 0);
    }
    // Long strings are repeated, so that all of them fit into the cache.
    int distinct = Math.min(STRINGS, (1 << 19) / Math.max(chars, 64));
    strings = new String[STRINGS];
    for (int i = 0; i < STRINGS; i++) {
      int length = chars > 0 ? chars : (int) (3 * Math.pow(64 / 3.0, random.nextDouble()));
      strings[i] = i < distinct ? text.make(random, length) : strings[i - distinct];
    }
  }

  private String next() {
    return strings[next++ & STRINGS - 1];
  }

  /** Ringlet's encoder. */
  @Benchmark
  public int encode() {
    String s = next();
    return writer.encodeUtf8(s, s.length(), 7);
  }

  /** The JDK's encoder, which allocates. */
  @Benchmark
  public int getBytes() {
    byte[] bytes = next().getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, dst, 7, bytes.length);
    return bytes.length;
  }
}
