// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.instrument;

import dev.ringlet.metrics.series.Instrument;
import dev.ringlet.metrics.series.MeterEngine;
import dev.ringlet.metrics.series.ObservedStorage;
import dev.ringlet.metrics.series.SynchronousStorage;

/** The meter as its instruments see it. */
public interface InstrumentRegistry {
  MeterEngine engine();

  boolean isEnabled();

  /** The storages that a synchronous instrument writes, of all readers. */
  SynchronousStorage[] storages(Instrument instrument);

  /** The storages of an asynchronous instrument, by the number of the reader. */
  ObservedStorage[][] observedStorages(Instrument instrument);

  void register(Callback callback);

  void unregister(Callback callback);
}
