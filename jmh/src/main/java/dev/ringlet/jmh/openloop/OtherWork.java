// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.openloop;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an application does between two calls: it runs other code and touches other memory, so that
 * the next call finds little of its own in the caches and in the branch predictor.
 */
final class OtherWork {
  private static final int CACHE_LINE_BYTES = 64;

  /** Lines between two touches, odd, so that all lines have their turn and none is prefetched. */
  private static final int STRIDE_LINES = 37;

  private static final Pattern PAIR = Pattern.compile("([a-z]+)=(\\d+);?");

  private final byte[] memory = new byte[4 << 20];
  private final Random random = new Random(7);
  private final int lines;
  private int at;

  /** A result of all work; the JIT must keep what is stored here. */
  private long sum;

  /**
   * Creates the work.
   *
   * @param kilobytes memory that it touches each time, up to 4,096; 0 to do nothing at all
   */
  OtherWork(int kilobytes) {
    lines = kilobytes * 1024 / CACHE_LINE_BYTES;
  }

  /** Works once. */
  void run() {
    if (lines > 0) {
      touch();
      format();
    }
  }

  private void touch() {
    for (int i = 0; i < lines; i++) {
      at = (at + STRIDE_LINES * CACHE_LINE_BYTES) & (memory.length - 1);
      sum += memory[at]++;
    }
  }

  private void format() {
    StringBuilder text = new StringBuilder();
    Map<String, Integer> sorted = new TreeMap<>();
    for (int i = 0; i < 5; i++) {
      sorted.put("key" + random.nextInt(100), i);
      text.append("field=").append(random.nextInt(1000)).append(';');
    }
    for (Matcher pairs = PAIR.matcher(text); pairs.find(); ) {
      sum += Integer.parseInt(pairs.group(2));
    }
    sum += String.format(Locale.ROOT, "%5.2f %s %x", 3.7 * sum, sorted, sum).hashCode();
    sum += new BigDecimal("12345.678").multiply(new BigDecimal(sum)).toString().hashCode();
  }
}
