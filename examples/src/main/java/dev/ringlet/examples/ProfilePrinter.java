// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints where the cost of each kind went: the top methods, and the spans they ran in. */
final class ProfilePrinter {
  private static final int METHODS = 5;

  private ProfilePrinter() {}

  static void print(List<StackSample> samples, PrintStream out) {
    Map<String, List<StackSample>> kinds = new LinkedHashMap<>();
    for (StackSample sample : samples) {
      kinds
          .computeIfAbsent(ProfileNames.of(sample.type(), sample.unit()), kind -> new ArrayList<>())
          .add(sample);
    }
    kinds.forEach((kind, profile) -> print(kind, profile, out));
  }

  private static void print(String kind, List<StackSample> profile, PrintStream out) {
    String unit = profile.get(0).unit();
    long whole = profile.stream().mapToLong(StackSample::value).sum();
    out.println(kind + "  " + ProfileNames.amount(whole, unit));
    Map<String, Map<String, Long>> methods = new LinkedHashMap<>();
    for (StackSample sample : profile) {
      methods
          .computeIfAbsent(sample.leaf(), leaf -> new LinkedHashMap<>())
          .merge(sample.span(), sample.value(), Long::sum);
    }
    methods.entrySet().stream()
        .sorted(Comparator.comparingLong(method -> -sum(method.getValue())))
        .limit(METHODS)
        .forEach(method -> print(method.getKey(), method.getValue(), whole, unit, out));
    out.println();
  }

  private static void print(
      String method, Map<String, Long> spans, long whole, String unit, PrintStream out) {
    long sum = sum(spans);
    out.printf(
        Locale.ROOT,
        "  %5.1f %%  %10s  %s%n",
        100.0 * sum / Math.max(whole, 1),
        ProfileNames.amount(sum, unit),
        method);
    spans.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(3)
        .forEach(
            span ->
                out.printf(
                    "            %10s  in %s%n",
                    ProfileNames.amount(span.getValue(), unit), span.getKey()));
  }

  private static long sum(Map<String, Long> spans) {
    return spans.values().stream().mapToLong(Long::longValue).sum();
  }
}
