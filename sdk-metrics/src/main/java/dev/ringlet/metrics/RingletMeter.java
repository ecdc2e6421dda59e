// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.internal.request.Envelopes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.DoubleGaugeBuilder;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.LongCounterBuilder;
import io.opentelemetry.api.metrics.LongUpDownCounterBuilder;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;

/** Makes instruments for one instrumentation scope. Any thread may use it. */
final class RingletMeter implements Meter {
  private static final Meter NOOP = MeterProvider.noop().get("noop");
  private static final int MAX_NAME_CHARS = 255;

  /** Metrics of one meter and reader beyond so many are not made: names are meant to be few. */
  private static final int MAX_STREAMS = 20_000;

  final MeterEngine engine;
  final InstrumentationScope scope;
  final byte[] encodedScope;
  final byte[] encodedSchemaUrl;
  private final Views views;
  private final Map<MetricReader, Storages> storages = new ConcurrentHashMap<>();
  private final Object registering = new Object();
  private final Object collecting = new Object();

  /** Immutable; replaced under {@code registering}. */
  private volatile List<Callback> callbacks = List.of();

  private volatile boolean enabled;

  /** The storages for one reader; the array is replaced under the object's lock. */
  private static final class Storages {
    volatile MetricStorage[] all = {};

    void add(MetricStorage storage) {
      MetricStorage[] more = Arrays.copyOf(all, all.length + 1);
      more[all.length] = storage;
      all = more;
    }
  }

  RingletMeter(MeterEngine engine, InstrumentationScope scope, boolean enabled) {
    this.engine = engine;
    this.scope = scope;
    this.enabled = enabled;
    views = new Views(engine);
    encodedScope = Envelopes.scope(engine.pool, scope);
    encodedSchemaUrl = Envelopes.schemaUrl(engine.pool, scope.getSchemaUrl());
    engine.readers.forEach(reader -> storages.put(reader, new Storages()));
  }

  void setEnabled(boolean enabled) {
    this.enabled = enabled;
    for (Storages of : storages.values()) {
      synchronized (of) {
        for (MetricStorage storage : of.all) {
          storage.setEnabled(enabled);
        }
      }
    }
  }

  boolean isEnabled() {
    return enabled && !engine.closed;
  }

  @Override
  public LongCounterBuilder counterBuilder(String name) {
    return isValid(name)
        ? InstrumentFactory.CURRENT.counter(
            new InstrumentSettings(this, name, InstrumentType.COUNTER))
        : NOOP.counterBuilder("noop");
  }

  @Override
  public LongUpDownCounterBuilder upDownCounterBuilder(String name) {
    return isValid(name)
        ? InstrumentFactory.CURRENT.upDownCounter(
            new InstrumentSettings(this, name, InstrumentType.UP_DOWN_COUNTER))
        : NOOP.upDownCounterBuilder("noop");
  }

  @Override
  public DoubleHistogramBuilder histogramBuilder(String name) {
    return isValid(name)
        ? InstrumentFactory.CURRENT.histogram(
            new InstrumentSettings(this, name, InstrumentType.HISTOGRAM))
        : NOOP.histogramBuilder("noop");
  }

  @Override
  public DoubleGaugeBuilder gaugeBuilder(String name) {
    return isValid(name)
        ? InstrumentFactory.CURRENT.gauge(new InstrumentSettings(this, name, InstrumentType.GAUGE))
        : NOOP.gaugeBuilder("noop");
  }

  private boolean isValid(String name) {
    boolean valid = name != null && !name.isEmpty() && name.length() <= MAX_NAME_CHARS;
    for (int i = 0; valid && i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      valid = letter || i > 0 && (c >= '0' && c <= '9' || "_.-/".indexOf(c) >= 0);
    }
    if (!valid) {
      engine.logger.log(
          Level.WARNING,
          "instrument name",
          () ->
              "An instrument's name must begin with a letter and have at most "
                  + MAX_NAME_CHARS
                  + " letters, digits and _ . - /; this one does nothing: "
                  + (name == null || name.length() > 80 ? "(null or long)" : name));
    }
    return valid;
  }

  @Override
  public BatchCallback batchCallback(
      Runnable callback, ObservableMeasurement first, ObservableMeasurement... more) {
    Set<ObservableMeasurement> all = new LinkedHashSet<>();
    all.add(first);
    if (more != null) {
      Collections.addAll(all, more);
    }
    List<Observer> ours = new ArrayList<>();
    for (ObservableMeasurement one : all) {
      if (one instanceof Observer observer && observer.meter() == this) {
        ours.add(observer);
      } else {
        engine.logger.log(
            Level.WARNING,
            "batchCallback",
            () -> "batchCallback was given an instrument that is not of meter " + scope.getName());
      }
    }
    return register(new Callback(this, ours, callback));
  }

  Callback register(Callback callback) {
    synchronized (registering) {
      List<Callback> more = new ArrayList<>(callbacks);
      more.add(callback);
      callbacks = List.copyOf(more);
    }
    return callback;
  }

  void unregister(Callback callback) {
    synchronized (registering) {
      List<Callback> fewer = new ArrayList<>(callbacks);
      fewer.remove(callback);
      callbacks = List.copyOf(fewer);
    }
  }

  /** The storages that a synchronous instrument writes to. */
  MetricStorage[] storagesOf(Instrument instrument) {
    List<MetricStorage> all = new ArrayList<>();
    for (MetricReader reader : engine.readers) {
      all.addAll(storagesOf(instrument, reader));
    }
    return all.toArray(new MetricStorage[0]);
  }

  List<MetricStorage> storagesOf(Instrument instrument, MetricReader reader) {
    List<MetricStorage> found = new ArrayList<>();
    Storages known = storages.get(reader);
    for (Stream stream : views.streams(instrument, scope, reader)) {
      MetricStorage storage = storage(stream, known, reader);
      if (storage != null) {
        found.add(storage);
      }
    }
    return found;
  }

  private MetricStorage storage(Stream stream, Storages known, MetricReader reader) {
    synchronized (known) {
      for (MetricStorage one : known.all) {
        if (one.stream().isSame(stream)) {
          return one;
        }
      }
      for (MetricStorage one : known.all) {
        if (one.stream().name().equalsIgnoreCase(stream.name())) {
          warnOfConflict(one.stream(), stream);
          break;
        }
      }
      if (known.all.length >= MAX_STREAMS) {
        engine.logger.log(
            Level.WARNING,
            "too many metrics",
            () -> "Meter " + scope.getName() + " has too many metrics; further ones do nothing");
        return null;
      }
      MetricStorage fresh = new MetricStorage(stream, engine, reader.lastCollectionEpochNanos());
      fresh.setEnabled(enabled);
      known.add(fresh);
      return fresh;
    }
  }

  private void warnOfConflict(Stream first, Stream second) {
    engine.logger.log(
        Level.WARNING,
        "conflict of " + second.name(),
        () ->
            "Two metrics of meter "
                + scope.getName()
                + " are named "
                + first.name()
                + " but differ in description, unit, type or view; both are exported. First: "
                + first.instrument()
                + ", then: "
                + second.instrument());
  }

  /** Runs the callbacks for a reader and writes this meter's metrics. */
  void collect(MetricReader reader, CallbackRunner runner, RequestWriter out, long epochNanos) {
    synchronized (collecting) {
      if (enabled && !callbacks.isEmpty()) {
        runner.run(callbacks, reader);
      }
      out.beginMeter(this);
      for (MetricStorage storage : storages.get(reader).all) {
        storage.collect(out, epochNanos);
      }
      out.endMeter();
    }
  }

  @Override
  public String toString() {
    return "RingletMeter{" + scope.getName() + "}";
  }
}
