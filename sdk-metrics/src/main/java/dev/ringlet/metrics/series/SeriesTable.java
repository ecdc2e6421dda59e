// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import io.opentelemetry.api.common.Attributes;
import java.util.Arrays;

/** Finds series by their attributes. */
final class SeriesTable {
  /*
   * Open addressing, at most half full.
   *
   * Parties:   readers at any time; one writer at a time, under the storage's lock.
   * Fields:    places     | the writer | volatile store | readers: volatile load
   *            places[i]  | the writer, null to a series, once | plain | readers: plain load
   * Why plain: a series has its attributes and hash in final fields, so a reader of the reference
   *            sees those; all its other fields are volatile or start at zero. A reader that misses
   *            a new series, or reads a replaced array, repeats the look-up under the lock.
   */
  private static final int FIRST_PLACES = 8;

  private volatile Series[] places = new Series[FIRST_PLACES];

  /** In the order of their creation, which is near the order in memory; for the writer only. */
  private Series[] series = new Series[FIRST_PLACES / 2];

  private int size;

  /** Spreads hash codes: those of consecutive numbers are consecutive as well. */
  static int hash(Attributes attributes) {
    int h = attributes.hashCode() * 0x9e3779b9;
    return h ^ h >>> 16;
  }

  /** The series of these attributes, or null; may miss one that is being added. */
  Series find(Attributes attributes) {
    Series[] all = places;
    int hash = hash(attributes);
    int mask = all.length - 1;
    for (int i = hash & mask; ; i = i + 1 & mask) {
      Series one = all[i];
      if (one == null
          || one.attributes == attributes
          || one.hash == hash && one.attributes.equals(attributes)) {
        return one;
      }
    }
  }

  void add(Series added) {
    if (size == series.length) {
      series = Arrays.copyOf(series, 2 * size);
    }
    series[size++] = added;
    if (2 * size > places.length) {
      places = arranged(places.length * 2);
    } else {
      put(places, added);
    }
  }

  private Series[] arranged(int length) {
    Series[] into = new Series[length];
    for (int i = 0; i < size; i++) {
      put(into, series[i]);
    }
    return into;
  }

  private static void put(Series[] into, Series series) {
    int mask = into.length - 1;
    int i = series.hash & mask;
    while (into[i] != null) {
      i = i + 1 & mask;
    }
    into[i] = series;
  }

  /** Removes all series that are dead. */
  void removeDead() {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (series[i].state() != Series.DEAD) {
        series[kept++] = series[i];
      }
    }
    Arrays.fill(series, kept, size, null);
    size = kept;
    int length = places.length;
    while (length > FIRST_PLACES && 8 * kept < length) {
      length /= 2;
    }
    if (length < places.length) {
      series = Arrays.copyOf(series, length / 2);
    }
    places = arranged(length);
  }

  int size() {
    return size;
  }

  /** The series of a number below {@link #size()}. */
  Series get(int index) {
    return series[index];
  }
}
