// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import dev.ringlet.internal.bytes.PackedNumbers;
import dev.ringlet.internal.bytes.ProtoReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes one line of totals for the profiles of a request. */
final class ProfilePages {
  private static final int MAX_NAME_CHARS = 40;

  private final Page page;
  private final List<String> strings = new ArrayList<>();
  private final Map<String, Total> totals = new LinkedHashMap<>();
  private String service = "";
  private long timeNanos;
  private long durationNanos;

  /** The total of all samples of one type. */
  private static final class Total {
    private long samples;
    private long value;
    private final String unit;

    Total(String unit) {
      this.unit = unit;
    }
  }

  private ProfilePages(Page page) {
    this.page = page;
  }

  static void write(ProtoReader request, ProtoReader again, Page page) {
    ProfilePages pages = new ProfilePages(page);
    while (again.next()) {
      if (again.field() == 2) {
        pages.readStrings(again.message());
      }
    }
    Origin.forEach(
        request,
        page.glyphs,
        (origin, profile) -> {
          page.resource(origin);
          pages.service = origin.service();
          pages.readProfile(profile);
        });
    pages.write();
  }

  private void readStrings(ProtoReader dictionary) {
    while (dictionary.next()) {
      if (dictionary.field() == 5) {
        strings.add(dictionary.string());
      }
    }
  }

  private String string(long index) {
    return index >= 0 && index < strings.size()
        ? SafeText.line(strings.get((int) index), MAX_NAME_CHARS, page.glyphs)
        : "";
  }

  /** A count of samples is multiplied by the period, if there is one. */
  private void readProfile(ProtoReader in) {
    Total sum = new Total("");
    String[] type = {"", ""};
    String[] periodType = {"", ""};
    long period = 0;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> type = readValueType(in.message());
        case 2 -> readSample(in.message(), sum);
        case 3 -> timeNanos = in.number();
        case 4 -> durationNanos = Math.max(durationNanos, in.number());
        case 5 -> periodType = readValueType(in.message());
        case 6 -> period = in.number();
        default -> {}
      }
    }
    boolean counted = type[1].equals("count") && period > 0 && !periodType[0].isEmpty();
    String[] shown = counted ? periodType : type;
    Total total = totals.computeIfAbsent(shown[0], t -> new Total(shown[1]));
    total.samples += sum.samples;
    total.value += counted ? sum.value * period : sum.value;
  }

  /** Type and unit. */
  private String[] readValueType(ProtoReader in) {
    String[] names = {"", ""};
    while (in.next()) {
      if (in.field() == 1) {
        names[0] = string(in.number());
      } else if (in.field() == 2) {
        names[1] = string(in.number());
      }
    }
    return names;
  }

  /** A sample stands for as many events as it has values or, if there are more, times. */
  private static void readSample(ProtoReader in, Total sum) {
    long values = 0;
    long times = 0;
    while (in.next()) {
      if (in.field() == 4) {
        for (long value : PackedNumbers.varints(in)) {
          sum.value += value;
          values++;
        }
      } else if (in.field() == 5) {
        times += PackedNumbers.fixed64(in).length;
      }
    }
    sum.samples += Math.max(values, times);
  }

  private void write() {
    List<String> facts = new ArrayList<>();
    facts.add("profiles");
    if (!service.isEmpty()) {
      facts.add(page.ink.name(service));
    }
    facts.add(Quantities.time(timeNanos));
    facts.add(page.ink.duration(Quantities.duration(durationNanos, page.glyphs)));
    totals.forEach(
        (type, total) ->
            facts.add(
                (type.isEmpty() ? "(no type)" : type)
                    + " "
                    + Quantities.count(total.samples, "sample")
                    + value(total)));
    page.line(String.join(page.glyphs.dot, facts));
    page.line("");
  }

  private String value(Total total) {
    if (total.value == total.samples || total.value == 0) {
      return "";
    }
    return total.unit.equals("nanoseconds")
        ? ", " + page.ink.duration(Quantities.duration(total.value, page.glyphs))
        : ", " + total.value + " " + total.unit;
  }
}
