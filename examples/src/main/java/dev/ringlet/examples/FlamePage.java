// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A page with a flame graph for each kind of profile, to be opened in a browser: one file that
 * fetches nothing.
 */
final class FlamePage {
  private static final String TEMPLATE = "flame.html";
  private static final String PLACE = "@DATA@";

  private final Index frames = new Index();
  private final Index spans = new Index();

  private FlamePage() {}

  /**
   * Creates the page.
   *
   * @param own prefixes of the application's own methods, which get a colour of their own
   */
  static String of(String title, String subtitle, List<String> own, List<StackSample> samples)
      throws IOException {
    String data = new FlamePage().data(title, subtitle, own, samples);
    return template().replace(PLACE, data);
  }

  private static String template() throws IOException {
    try (InputStream in = FlamePage.class.getResourceAsStream(TEMPLATE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String data(String title, String subtitle, List<String> own, List<StackSample> samples) {
    Map<String, List<StackSample>> profiles = new LinkedHashMap<>();
    for (StackSample sample : samples) {
      profiles
          .computeIfAbsent(sample.type() + '\n' + sample.unit(), key -> new ArrayList<>())
          .add(sample);
    }
    StringBuilder out = new StringBuilder("{\"profiles\":[");
    String comma = "";
    for (List<StackSample> profile : profiles.values()) {
      out.append(comma);
      profile(profile, out);
      comma = ",";
    }
    out.append("],\"frames\":");
    strings(frames.names(), out);
    out.append(",\"spans\":");
    strings(spans.names(), out);
    out.append(",\"own\":");
    strings(own, out);
    out.append(",\"title\":");
    string(title, out);
    out.append(",\"subtitle\":");
    string(subtitle, out);
    return out.append('}').toString();
  }

  private void profile(List<StackSample> profile, StringBuilder out) {
    StackSample first = profile.get(0);
    out.append("{\"name\":");
    string(ProfileNames.of(first.type(), first.unit()), out);
    out.append(",\"unit\":");
    string(first.unit(), out);
    out.append(",\"samples\":[");
    Map<List<Object>, Long> sums = new LinkedHashMap<>();
    for (StackSample sample : profile) {
      sums.merge(List.of(sample.span(), sample.frames()), sample.value(), Long::sum);
    }
    String comma = "";
    for (Map.Entry<List<Object>, Long> sum : sums.entrySet()) {
      out.append(comma).append('[').append(spans.of((String) sum.getKey().get(0)));
      out.append(',').append(sum.getValue()).append(",[");
      String between = "";
      for (Object frame : (List<?>) sum.getKey().get(1)) {
        out.append(between).append(frames.of((String) frame));
        between = ",";
      }
      out.append("]]");
      comma = ",";
    }
    out.append("]}");
  }

  private static void strings(List<String> values, StringBuilder out) {
    out.append('[');
    String comma = "";
    for (String value : values) {
      out.append(comma);
      string(value, out);
      comma = ",";
    }
    out.append(']');
  }

  /** A JSON string that cannot end the script element that it stands in. */
  private static void string(String value, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean plain = c >= ' ' && c != '"' && c != '\\' && c != '<' && c < 0x2028;
      if (plain) {
        out.append(c);
      } else {
        out.append(String.format("\\u%04x", (int) c));
      }
    }
    out.append('"');
  }

  /** Numbers for names, in the order in which they came. */
  private static final class Index {
    private final Map<String, Integer> numbers = new LinkedHashMap<>();

    int of(String name) {
      Integer known = numbers.putIfAbsent(name, numbers.size());
      return known == null ? numbers.size() - 1 : known;
    }

    List<String> names() {
      return List.copyOf(numbers.keySet());
    }
  }
}
