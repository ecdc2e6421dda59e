// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.crowd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the receiver noted: when each span of each device arrived, and how often. */
final class CrowdNotes {
  /** How long before the kill an answer may have been lost by it. */
  private static final long UNDER_WAY_MILLIS = 10_000;

  private record Arrival(long startMillis, long firstMillis, int times) {}

  private final List<Map<Long, Arrival>> devices = new ArrayList<>();

  private CrowdNotes(int count) {
    for (int i = 0; i < count; i++) {
      devices.add(new HashMap<>());
    }
  }

  static CrowdNotes read(Path file, int count) throws IOException {
    CrowdNotes notes = new CrowdNotes(count);
    String text = Files.readString(file, StandardCharsets.UTF_8);
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n")) {
      String[] words = line.split(" ");
      if (words.length > 2) {
        long millis = Long.parseLong(words[0]);
        Map<Long, Arrival> device = notes.devices.get(Integer.parseInt(words[1]));
        for (int i = 2; i < words.length; i++) {
          String[] span = words[i].split(":");
          device.merge(
              Long.parseLong(span[0]),
              new Arrival(Long.parseLong(span[1]), millis, 1),
              (first, one) -> new Arrival(first.startMillis, first.firstMillis, first.times + 1));
        }
      }
    }
    return notes;
  }

  long arrived(int device) {
    return devices.get(device).size();
  }

  long twice(int device) {
    return devices.get(device).values().stream().filter(one -> one.times > 1).count();
  }

  /** Spans that arrived twice although the first time was not shortly before the kill. */
  long twiceNotSince(int device, long killed) {
    return devices.get(device).values().stream()
        .filter(one -> one.times > 1)
        .filter(one -> one.times > 2 || Math.abs(one.firstMillis - killed) > UNDER_WAY_MILLIS)
        .count();
  }

  /**
   * How long after the return the last span arrived that each device had recorded before, in ms; -1
   * while one is missing, or none has arrived that was recorded since.
   */
  long[] recoveries(long returned) {
    long[] recoveries = new long[devices.size()];
    for (int i = 0; i < devices.size(); i++) {
      recoveries[i] = recovery(devices.get(i), returned);
    }
    return recoveries;
  }

  private static long recovery(Map<Long, Arrival> device, long returned) {
    long before = 0;
    long last = returned;
    long firstSince = Long.MAX_VALUE;
    for (Map.Entry<Long, Arrival> one : device.entrySet()) {
      if (one.getValue().startMillis < returned) {
        before++;
        last = Math.max(last, one.getValue().firstMillis);
      } else {
        firstSince = Math.min(firstSince, one.getKey());
      }
    }
    return before == firstSince ? last - returned : -1; // they are numbered from 0
  }
}
