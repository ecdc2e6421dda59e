// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import dev.ringlet.internal.bytes.PackedNumbers;
import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.otlp.EnvelopeTags.Request;
import dev.ringlet.internal.otlp.ProfileTags.Profile;
import dev.ringlet.internal.otlp.ProfileTags.ProfilesDictionary;
import dev.ringlet.internal.otlp.ProfileTags.Sample;
import dev.ringlet.internal.otlp.ProfileTags.ValueType;
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
      if (again.tag() == Request.DICTIONARY) {
        pages.readStrings(again.message());
      }
    }
    RecordOrigin.forEach(
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
      if (dictionary.tag() == ProfilesDictionary.STRING_TABLE) {
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
      switch (in.tag()) {
        case Profile.SAMPLE_TYPE -> type = readValueType(in.message());
        case Profile.SAMPLES -> readSample(in.message(), sum);
        case Profile.TIME_UNIX_NANO -> timeNanos = in.number();
        case Profile.DURATION_NANO -> durationNanos = Math.max(durationNanos, in.number());
        case Profile.PERIOD_TYPE -> periodType = readValueType(in.message());
        case Profile.PERIOD -> period = in.number();
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
      switch (in.tag()) {
        case ValueType.TYPE_STRINDEX -> names[0] = string(in.number());
        case ValueType.UNIT_STRINDEX -> names[1] = string(in.number());
        default -> {}
      }
    }
    return names;
  }

  /** A sample stands for as many events as it has values or, if there are more, times. */
  private static void readSample(ProtoReader in, Total sum) {
    long values = 0;
    long times = 0;
    while (in.next()) {
      if (in.field() == Sample.VALUES >>> 3) {
        for (long value : PackedNumbers.varints(in)) {
          sum.value += value;
          values++;
        }
      } else if (in.field() == Sample.TIMESTAMPS_UNIX_NANO >>> 3) {
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
    facts.add(QuantityText.time(timeNanos));
    facts.add(page.ink.duration(QuantityText.duration(durationNanos, page.glyphs)));
    totals.forEach(
        (type, total) ->
            facts.add(
                (type.isEmpty() ? "(no type)" : type)
                    + " "
                    + QuantityText.count(total.samples, "sample")
                    + value(total)));
    page.line(String.join(page.glyphs.dot, facts));
    page.line("");
  }

  private String value(Total total) {
    if (total.value == total.samples || total.value == 0) {
      return "";
    }
    return total.unit.equals("nanoseconds")
        ? ", " + page.ink.duration(QuantityText.duration(total.value, page.glyphs))
        : ", " + total.value + " " + total.unit;
  }
}
