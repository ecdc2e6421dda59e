// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import dev.ringlet.examples.Terminal.Style;
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

  static void print(List<StackSample> samples, Terminal terminal) {
    Map<String, List<StackSample>> kinds = new LinkedHashMap<>();
    for (StackSample sample : samples) {
      kinds
          .computeIfAbsent(ProfileNames.of(sample.type(), sample.unit()), kind -> new ArrayList<>())
          .add(sample);
    }
    kinds.forEach((kind, profile) -> print(kind, profile, terminal));
  }

  private static void print(String kind, List<StackSample> profile, Terminal terminal) {
    String unit = profile.get(0).unit();
    long whole = profile.stream().mapToLong(StackSample::value).sum();
    terminal.line(terminal.paint(Style.BOLD, kind + "  " + ProfileNames.amount(whole, unit)));
    Map<String, Map<String, Long>> methods = new LinkedHashMap<>();
    for (StackSample sample : profile) {
      methods
          .computeIfAbsent(sample.leaf(), leaf -> new LinkedHashMap<>())
          .merge(sample.span(), sample.value(), Long::sum);
    }
    methods.entrySet().stream()
        .sorted(Comparator.comparingLong(method -> -sum(method.getValue())))
        .limit(METHODS)
        .forEach(method -> print(method.getKey(), method.getValue(), whole, unit, terminal));
    terminal.line();
  }

  private static void print(
      String method, Map<String, Long> spans, long whole, String unit, Terminal terminal) {
    long sum = sum(spans);
    terminal.line(
        String.format(
            Locale.ROOT,
            "  %5.1f %%  %10s  %s",
            100.0 * sum / Math.max(whole, 1),
            ProfileNames.amount(sum, unit),
            method));
    spans.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(3)
        .forEach(
            span ->
                terminal.line(
                    terminal.paint(
                        Style.DIM,
                        String.format(
                            "            %10s  in %s",
                            ProfileNames.amount(span.getValue(), unit), span.getKey()))));
  }

  private static long sum(Map<String, Long> spans) {
    return spans.values().stream().mapToLong(Long::longValue).sum();
  }
}
