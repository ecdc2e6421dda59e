// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.fleet;

import java.util.Arrays;

/** What the receivers see and the devices hold, second by second. */
final class FleetSeries {
  private int[] requests = new int[1 << 12];
  private int[] refused = new int[1 << 12];
  private long[] stored = new long[1 << 12];
  private long storedNow;
  private int seconds;

  private int second(long now) {
    int second = (int) (now / Scenario.SECOND);
    if (second >= requests.length) {
      requests = Arrays.copyOf(requests, 2 * second);
      refused = Arrays.copyOf(refused, 2 * second);
      stored = Arrays.copyOf(stored, 2 * second);
    }
    while (seconds <= second) {
      stored[seconds++] = storedNow;
    }
    return second;
  }

  void request(long now, boolean isRefused) {
    int second = second(now);
    requests[second]++;
    refused[second] += isRefused ? 1 : 0;
  }

  /** Notes a change of the stored items of all devices. */
  void stored(long now, int change) {
    int second = second(now);
    storedNow += change;
    stored[second] = storedNow;
  }

  int seconds() {
    return seconds;
  }

  long storedAt(int second) {
    return stored[second];
  }

  /** Mean requests a second over some seconds from one on. */
  double rate(int from, int length) {
    long sum = 0;
    for (int i = from; i < Math.min(seconds, from + length); i++) {
      sum += requests[i];
    }
    return (double) sum / length;
  }

  /** The highest mean over {@code length} seconds from a second on. */
  double peakRate(int from, int length) {
    double most = 0;
    for (int i = from; i + length <= seconds; i++) {
      most = Math.max(most, rate(i, length));
    }
    return most;
  }

  long refused(int from) {
    long sum = 0;
    for (int i = from; i < seconds; i++) {
      sum += refused[i];
    }
    return sum;
  }
}
