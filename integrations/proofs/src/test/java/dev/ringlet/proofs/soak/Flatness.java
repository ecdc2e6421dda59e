// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.soak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * Whether the memory of a process is flat. The first third of the samples is warm-up. Over the rest
 * the slope is the median of the slopes of all pairs (Theil and Sen), which single peaks do not
 * move; the slope times the length is the rise. A rise over the allowance of its kind is a leak. In
 * a short run a process still warms up in that time, so more is allowed there. With fewer than 12
 * samples nothing is judged, and the report says so.
 */
final class Flatness {
  /** With so many samples a leak of one thread or file for each is over the allowance. */
  static final int CLEAR_SAMPLES = 24;

  private static final int LEAST_SAMPLES = 12;
  private static final long MIB = 1 << 20;
  private static final int COURSE = 10;

  /** How much a process may use more at the end. */
  enum Rule {
    /** For half an hour and more. */
    LONG,
    /** For half a minute and more; only a leak that is larger than any warm-up is found. */
    SHORT
  }

  /** What a process used at one moment. */
  record Sample(long millis, long heap, long resident, long direct, long files, long threads) {
    static Sample parse(String[] words) {
      long[] values = Arrays.stream(words, 1, 7).mapToLong(Long::parseLong).toArray();
      return new Sample(values[0], values[1], values[2], values[3], values[4], values[5]);
    }
  }

  /**
   * One thing that is measured.
   *
   * @param part of the median that it may rise in any case
   * @param more what it may rise besides in a long run
   * @param moreInShort what it may rise besides in a short run
   */
  private record Kind(
      String name, ToLongFunction<Sample> value, double part, long more, long moreInShort) {
    double allowed(long median, Rule rule) {
      return part * median + (rule == Rule.LONG ? more : moreInShort);
    }
  }

  private static final List<Kind> KINDS =
      List.of(
          new Kind("heap after GC", Sample::heap, 0.10, 2 * MIB, 8 * MIB),
          new Kind("resident memory", Sample::resident, 0.05, 8 * MIB, 24 * MIB),
          new Kind("direct memory", Sample::direct, 0.10, MIB, 2 * MIB),
          new Kind("open files", Sample::files, 0, 8, 12),
          new Kind("threads", Sample::threads, 0, 6, 10));

  private Flatness() {}

  /** Adds lines of a table to the report, and returns what is not flat. */
  static List<String> judge(int run, List<Sample> all, Rule rule, List<String> report) {
    List<String> wrong = new ArrayList<>();
    List<Sample> samples = all.subList(all.size() / 3, all.size());
    if (samples.size() < LEAST_SAMPLES) {
      report.add("process " + run + ": " + all.size() + " samples, too few to judge memory by");
      return wrong;
    }
    double minutes = (samples.get(samples.size() - 1).millis - samples.get(0).millis) / 60_000.0;
    report.add("process " + run + ", heap after GC in the course of time, kB:" + course(all));
    for (Kind kind : KINDS) {
      long median = median(samples.stream().mapToLong(kind.value).toArray());
      if (median < 0) {
        report.add("process " + run + ", " + kind.name + ": unknown on this system");
        continue;
      }
      double rise = slope(samples, kind.value) * minutes;
      double allowed = kind.allowed(median, rule);
      boolean flat = rise <= allowed;
      String line =
          String.format(
              Locale.ROOT,
              "process %d, %s: median %,d, rise %,.0f in %.1f minutes, allowed %,.0f%s",
              run,
              kind.name,
              median,
              rise,
              minutes,
              allowed,
              flat ? "" : ": NOT FLAT");
      report.add(line);
      if (!flat) {
        wrong.add(line);
      }
    }
    return wrong;
  }

  private static String course(List<Sample> all) {
    StringBuilder course = new StringBuilder();
    for (int i = 0; i < COURSE; i++) {
      course.append(' ').append(all.get((all.size() - 1) * i / (COURSE - 1)).heap / 1000);
    }
    return course.toString();
  }

  private static long median(long[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  /** The median slope, per minute. */
  static double slope(List<Sample> samples, ToLongFunction<Sample> value) {
    int count = samples.size();
    double[] slopes = new double[count * (count - 1) / 2];
    int n = 0;
    for (int i = 0; i < count; i++) {
      for (int j = i + 1; j < count; j++) {
        double minutes = (samples.get(j).millis - samples.get(i).millis) / 60_000.0;
        double rise = value.applyAsLong(samples.get(j)) - value.applyAsLong(samples.get(i));
        slopes[n++] = minutes <= 0 ? 0 : rise / minutes;
      }
    }
    Arrays.sort(slopes);
    return slopes[n / 2];
  }
}
