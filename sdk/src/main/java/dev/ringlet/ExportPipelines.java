// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.export.Signal;
import dev.ringlet.internal.delivery.Delivery;
import dev.ringlet.internal.ids.Ids;
import dev.ringlet.internal.time.AnchoredClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every exporter of an SDK with its processor, under the names of the semantic conventions. */
final class ExportPipelines {
  /**
   * One exporter of one signal.
   *
   * @param processorType the component type of its processor, or null
   * @param processorName the component name of its processor
   * @param exporterType the component type of the exporter
   * @param exporterName the component name of the exporter, unique in the SDK
   */
  record Pipeline(
      Signal signal,
      @Nullable String processorType,
      @Nullable String processorName,
      String exporterType,
      String exporterName,
      Delivery delivery) {}

  private @Nullable AnchoredClock clock;
  private final List<Pipeline> all = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  /** Sets the clock of their records; without one there are none. */
  void setClock(AnchoredClock clock) {
    this.clock = clock;
  }

  void add(Signal signal, @Nullable String processorType, Delivery delivery) {
    String exporterType = delivery.sender().componentType();
    all.add(
        new Pipeline(
            signal,
            processorType,
            processorType == null ? null : numbered(processorType),
            exporterType,
            numbered(exporterType),
            delivery));
  }

  private String numbered(String type) {
    int number = numbers.getOrDefault(type, 0);
    numbers.put(type, number + 1);
    return type + "/" + number;
  }

  List<Pipeline> all() {
    return all;
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** The first delivery of a signal; null if it has none. That of profiles acts for all of them. */
  @Nullable Delivery deliveryOf(Signal signal) {
    for (Pipeline pipeline : all) {
      if (pipeline.signal() == signal) {
        return pipeline.delivery();
      }
    }
    return null;
  }

  /**
   * Prepares for a freeze of the process, maybe of a copy: lets all exporters close what is open.
   *
   * @param beforeNextRequest runs before the next request of each exporter
   */
  boolean suspend(long deadlineNanos, Runnable beforeNextRequest) {
    if (clock != null) {
      Ids.drawFromSystem();
      clock.suspend();
    }
    boolean idle = true;
    for (Pipeline pipeline : all) {
      idle &= pipeline.delivery().sender().suspend(deadlineNanos, beforeNextRequest);
    }
    return idle;
  }

  /** Lets ids and clock go on at full speed. */
  void renew() {
    if (clock != null) {
      Ids.reseed();
      clock.resume();
    }
  }

  void resume() {
    renew();
    all.forEach(pipeline -> pipeline.delivery().resume());
  }

  void close() {
    all.forEach(pipeline -> pipeline.delivery().close(0));
  }

  @Override
  public String toString() {
    return all.stream().map(Pipeline::exporterName).toList().toString();
  }
}
