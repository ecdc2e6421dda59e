// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import io.opentelemetry.api.common.Attributes;

/** Finds series by their attributes. */
final class SeriesTable {
  /*
   * Open addressing, at most half full.
   *
   * Parties:   readers at any time; one writer at a time, under the storage's lock.
   * Fields:    places     | the writer | volatile store | readers: volatile load
   *            places[i]  | the writer, null to a series, once | plain | readers: plain load
   * Why plain: a series has its attributes and hash in final fields, so whoever sees the reference
   *            sees those; all its other fields are volatile or start at zero. A reader that misses
   *            a new series, or reads an array that was replaced, goes on under the lock and finds
   *            it there.
   */
  private static final int FIRST_PLACES = 8;

  private volatile Series[] places = new Series[FIRST_PLACES];
  private int size;

  /** Spreads the codes of attributes, which for numbers in a row are in a row as well. */
  static int hash(Attributes attributes) {
    int h = attributes.hashCode() * 0x9e3779b9;
    return h ^ h >>> 16;
  }

  /** The series of these attributes, or null; may miss one that was added at this moment. */
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

  void add(Series series) {
    if (2 * (size + 1) > places.length) {
      Series[] larger = new Series[places.length * 2];
      for (Series one : places) {
        if (one != null) {
          put(larger, one);
        }
      }
      put(larger, series);
      places = larger;
    } else {
      put(places, series);
    }
    size++;
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
    Series[] kept = new Series[places.length];
    int count = 0;
    for (Series one : places) {
      if (one != null && one.state() != Series.DEAD) {
        put(kept, one);
        count++;
      }
    }
    while (kept.length > FIRST_PLACES && 8 * count < kept.length) {
      Series[] smaller = new Series[kept.length / 2];
      for (Series one : kept) {
        if (one != null) {
          put(smaller, one);
        }
      }
      kept = smaller;
    }
    size = count;
    places = kept;
  }

  int size() {
    return size;
  }

  /** All places, of which some are null. */
  Series[] places() {
    return places;
  }
}
