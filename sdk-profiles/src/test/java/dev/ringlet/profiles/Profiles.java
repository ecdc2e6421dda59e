// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles;

import dev.ringlet.config.Config;
import dev.ringlet.testing.Await;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.profiles.v1development.KeyValueAndUnit;
import io.opentelemetry.proto.profiles.v1development.Profile;
import io.opentelemetry.proto.profiles.v1development.ProfilesDictionary;
import io.opentelemetry.proto.profiles.v1development.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import jdk.jfr.FlightRecorder;

/** Reads requests for tests, with names in place of numbers. */
public final class Profiles {
  private Profiles() {}

  /** Settings by their names without the prefix. */
  public static Config config(String... pairs) {
    Map<String, String> properties = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      properties.put("ringlet.profiles." + pairs[i], pairs[i + 1]);
    }
    return Config.fromSystem(properties);
  }

  /**
   * Waits until nothing records any more: a profiler that was closed without patience ends its
   * stream on a thread of its own. JDK 25 shows its exceptions only to a stream that was the first
   * one to be opened.
   */
  public static void awaitNoRecording() throws InterruptedException {
    Await.until("nothing records", () -> !isRecording());
  }

  private static boolean isRecording() {
    return FlightRecorder.isInitialized()
        && !FlightRecorder.getFlightRecorder().getRecordings().isEmpty();
  }

  /**
   * One sample.
   *
   * @param type such as {@code samples:count}
   * @param frames names of functions, leaf first
   * @param traceId in hex, or the empty string
   * @param value scaled by the period for CPU samples
   */
  public record Entry(
      String type,
      List<String> frames,
      List<Long> lines,
      Map<String, String> attributes,
      String traceId,
      String spanId,
      long value) {
    public boolean has(String function) {
      return frames.contains(function);
    }
  }

  public static List<Entry> entries(List<ExportProfilesServiceRequest> requests) {
    List<Entry> entries = new ArrayList<>();
    for (ExportProfilesServiceRequest request : requests) {
      ProfilesDictionary dictionary = request.getDictionary();
      profiles(request)
          .forEach(
              profile -> {
                for (Sample sample : profile.getSamplesList()) {
                  entries.add(entry(profile, sample, dictionary));
                }
              });
    }
    return entries;
  }

  public static Stream<Profile> profiles(ExportProfilesServiceRequest request) {
    return request.getResourceProfilesList().stream()
        .flatMap(resource -> resource.getScopeProfilesList().stream())
        .flatMap(scope -> scope.getProfilesList().stream());
  }

  public static String type(Profile profile, ProfilesDictionary dictionary) {
    return dictionary.getStringTable(profile.getSampleType().getTypeStrindex())
        + ":"
        + dictionary.getStringTable(profile.getSampleType().getUnitStrindex());
  }

  /** The numbers that profiles of a kind say about themselves, added up. */
  public static Map<String, Long> quality(
      List<ExportProfilesServiceRequest> requests, String type) {
    Map<String, Long> numbers = new TreeMap<>();
    for (ExportProfilesServiceRequest request : requests) {
      ProfilesDictionary dictionary = request.getDictionary();
      profiles(request)
          .filter(profile -> type(profile, dictionary).equals(type))
          .flatMap(profile -> profile.getAttributeIndicesList().stream())
          .map(i -> attribute(dictionary, i).split("=", 2))
          .forEach(pair -> numbers.merge(pair[0], Long.valueOf(pair[1]), Long::sum));
    }
    return numbers;
  }

  private static Entry entry(Profile profile, Sample sample, ProfilesDictionary dictionary) {
    List<String> frames = new ArrayList<>();
    List<Long> lines = new ArrayList<>();
    for (int l : dictionary.getStackTable(sample.getStackIndex()).getLocationIndicesList()) {
      dictionary
          .getLocationTable(l)
          .getLinesList()
          .forEach(
              line -> {
                frames.add(
                    dictionary.getStringTable(
                        dictionary.getFunctionTable(line.getFunctionIndex()).getNameStrindex()));
                lines.add(line.getLine());
              });
    }
    Map<String, String> attributes = new TreeMap<>();
    for (int a : sample.getAttributeIndicesList()) {
      String[] pair = attribute(dictionary, a).split("=", 2);
      attributes.put(pair[0], pair[1]);
    }
    return new Entry(
        type(profile, dictionary),
        frames,
        lines,
        attributes,
        hex(dictionary.getLinkTable(sample.getLinkIndex()).getTraceId().toByteArray()),
        hex(dictionary.getLinkTable(sample.getLinkIndex()).getSpanId().toByteArray()),
        sample.getValues(0) * Math.max(1, profile.getPeriod()));
  }

  /** The attribute as {@code key=value}. */
  public static String attribute(ProfilesDictionary dictionary, int index) {
    KeyValueAndUnit attribute = dictionary.getAttributeTable(index);
    AnyValue value = attribute.getValue();
    Object shown =
        value.hasStringValue()
            ? value.getStringValue()
            : value.hasBoolValue() ? (Object) value.getBoolValue() : value.getIntValue();
    return dictionary.getStringTable(attribute.getKeyStrindex()) + "=" + shown;
  }

  private static String hex(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      text.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
    }
    return text.toString();
  }
}
