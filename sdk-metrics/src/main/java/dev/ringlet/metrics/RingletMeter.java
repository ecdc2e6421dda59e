// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.internal.request.Envelopes;
import dev.ringlet.metrics.collect.RequestWriter;
import dev.ringlet.metrics.instrument.Callback;
import dev.ringlet.metrics.instrument.CallbackRunner;
import dev.ringlet.metrics.instrument.InstrumentFactory;
import dev.ringlet.metrics.instrument.InstrumentRegistry;
import dev.ringlet.metrics.instrument.InstrumentSettings;
import dev.ringlet.metrics.instrument.Observer;
import dev.ringlet.metrics.series.Instrument;
import dev.ringlet.metrics.series.InstrumentKind;
import dev.ringlet.metrics.series.MeterEngine;
import dev.ringlet.metrics.series.MetricStorage;
import dev.ringlet.metrics.series.MetricStream;
import dev.ringlet.metrics.series.ObservedStorage;
import dev.ringlet.metrics.series.SynchronousStorage;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/** Makes instruments for one instrumentation scope. Any thread may use it. */
final class RingletMeter implements Meter, InstrumentRegistry {
  private static final Meter NOOP = MeterProvider.noop().get("noop");
  private static final int MAX_NAME_CHARS = 255;

  /** Maximum number of metrics of one meter and reader; further ones record nothing. */
  private static final int MAX_STREAMS = 20_000;

  private final MeterEngine engine;
  final InstrumentationScope scope;
  private final byte[] encodedScope;
  private final byte[] encodedSchemaUrl;
  private final List<MetricReader> readers;
  private final Views views;

  /** By the number of the reader. */
  private final MeterStorages[] storages;

  private final Object registering = new Object();
  private final Object collecting = new Object();

  /** In the order of registration; under {@code registering}. */
  private final Map<Callback, Callback.Key> registered = new LinkedHashMap<>();

  /** How often each function is registered; under {@code registering}. */
  private final Map<Callback.Key, Integer> functions = new HashMap<>();

  /** The callbacks of the last collection, or null if they changed since. */
  private volatile @Nullable List<Callback> callbacks = List.of();

  private volatile boolean enabled;

  RingletMeter(
      MeterEngine engine,
      List<MetricReader> readers,
      Views views,
      InstrumentationScope scope,
      boolean enabled) {
    this.engine = engine;
    this.readers = readers;
    this.views = views;
    this.scope = scope;
    this.enabled = enabled;
    encodedScope = encoded(scope);
    encodedSchemaUrl =
        Envelopes.schemaUrl(engine.pool, engine.cut("schema URL", scope.getSchemaUrl()));
    storages = new MeterStorages[readers.size()];
    Arrays.setAll(storages, reader -> new MeterStorages());
  }

  /** The scope, or a shortened form if it is too large. */
  private byte[] encoded(InstrumentationScope scope) {
    InstrumentationScope.Builder shorter =
        InstrumentationScope.builder(engine.cut("name of a meter", scope.getName()))
            .setVersion(engine.cut("version of a meter", scope.getVersion()));
    byte[] bare = Envelopes.scope(engine.pool, shorter.build());
    byte[] whole =
        Envelopes.scope(engine.pool, shorter.setAttributes(scope.getAttributes()).build());
    return whole.length <= MeterEngine.MAX_SERIES_BYTES ? whole : bare;
  }

  void setEnabled(boolean enabled) {
    this.enabled = enabled;
    for (MeterStorages of : storages) {
      synchronized (of) {
        for (int i = 0; i < of.size(); i++) {
          of.get(i).setEnabled(enabled);
        }
      }
    }
  }

  @Override
  public MeterEngine engine() {
    return engine;
  }

  @Override
  public boolean isEnabled() {
    return enabled && !engine.closed;
  }

  @Override
  public LongCounterBuilder counterBuilder(String name) {
    return isValid(name)
        ? InstrumentFactory.CURRENT.longs(settings(name, InstrumentKind.COUNTER))
        : NOOP.counterBuilder("noop");
  }

  @Override
  public LongUpDownCounterBuilder upDownCounterBuilder(String name) {
    return isValid(name)
        ? InstrumentFactory.CURRENT.longs(settings(name, InstrumentKind.UP_DOWN_COUNTER))
        : NOOP.upDownCounterBuilder("noop");
  }

  @Override
  public DoubleHistogramBuilder histogramBuilder(String name) {
    return isValid(name)
        ? InstrumentFactory.CURRENT.doubles(settings(name, InstrumentKind.HISTOGRAM))
        : NOOP.histogramBuilder("noop");
  }

  @Override
  public DoubleGaugeBuilder gaugeBuilder(String name) {
    return isValid(name)
        ? InstrumentFactory.CURRENT.doubles(settings(name, InstrumentKind.GAUGE))
        : NOOP.gaugeBuilder("noop");
  }

  private InstrumentSettings settings(String name, InstrumentKind kind) {
    return new InstrumentSettings(this, name, kind);
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
                  + " letters, digits and _ . - /; this one records nothing: "
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
      if (one instanceof Observer observer && observer.registry() == this) {
        ours.add(observer);
      } else {
        engine.logger.log(
            Level.WARNING,
            "batchCallback",
            () -> "batchCallback ignores an instrument of another meter than " + scope.getName());
      }
    }
    Callback batch = new Callback(this, ours, callback, callback);
    register(batch);
    return batch;
  }

  @Override
  public void register(Callback callback) {
    Callback.Key key = callback.key();
    boolean again;
    synchronized (registering) {
      registered.put(callback, key);
      again = functions.merge(key, 1, Integer::sum) > 1;
      callbacks = null;
    }
    if (again && !key.instruments().isEmpty()) {
      engine.logger.log(
          Level.WARNING,
          "registered twice " + key.instruments().get(0).name(),
          () -> "The same function is registered more than once as " + callback);
    }
  }

  @Override
  public void unregister(Callback callback) {
    synchronized (registering) {
      Callback.Key key = registered.remove(callback);
      if (key != null) {
        functions.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1);
        callbacks = null;
      }
    }
  }

  private List<Callback> callbacks() {
    List<Callback> known = callbacks;
    if (known == null) {
      synchronized (registering) {
        known = List.copyOf(registered.keySet());
        callbacks = known;
      }
    }
    return known;
  }

  @Override
  public SynchronousStorage[] storages(Instrument instrument) {
    List<SynchronousStorage> all = new ArrayList<>();
    for (MetricReader reader : readers) {
      for (MetricStorage storage : storages(instrument, reader)) {
        all.add((SynchronousStorage) storage);
      }
    }
    return all.toArray(new SynchronousStorage[0]);
  }

  @Override
  public ObservedStorage[][] observedStorages(Instrument instrument) {
    ObservedStorage[][] all = new ObservedStorage[readers.size()][];
    for (MetricReader reader : readers) {
      all[reader.number()] =
          storages(instrument, reader).toArray(length -> new ObservedStorage[length]);
    }
    return all;
  }

  private List<MetricStorage> storages(Instrument instrument, MetricReader reader) {
    List<MetricStorage> found = new ArrayList<>();
    for (MetricStream stream : views.streams(instrument, scope, reader)) {
      MetricStorage storage = storage(stream, reader);
      // Two selectors with one view give one storage twice.
      if (storage != null && !found.contains(storage)) {
        found.add(storage);
      }
    }
    return found;
  }

  private @Nullable MetricStorage storage(MetricStream stream, MetricReader reader) {
    MeterStorages known = storages[reader.number()];
    synchronized (known) {
      MetricStorage same = known.find(stream.key());
      if (same != null) {
        return same;
      }
      MetricStorage named = known.named(stream.foldedName());
      if (named != null) {
        warnOfConflict(named.stream(), stream);
      }
      if (known.size() >= MAX_STREAMS) {
        engine.logger.log(
            Level.WARNING,
            "too many metrics",
            () ->
                "Meter " + scope.getName() + " has too many metrics; further ones record nothing");
        return null;
      }
      MetricStorage fresh = reader.newStorage(stream);
      fresh.setEnabled(enabled);
      known.add(fresh);
      return fresh;
    }
  }

  private void warnOfConflict(MetricStream first, MetricStream second) {
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
  void collect(
      int reader, CallbackRunner runner, RequestWriter out, long epochNanos, long nanoTime) {
    synchronized (collecting) {
      List<Callback> all = callbacks();
      if (enabled && !all.isEmpty()) {
        runner.run(all, reader);
      }
      MeterStorages storages = this.storages[reader];
      out.beginMeter(encodedScope, encodedSchemaUrl);
      int size = storages.size();
      for (int i = 0; i < size; i++) {
        out.write(storages.get(i), epochNanos, nanoTime);
      }
      out.endMeter();
    }
  }

  @Override
  public String toString() {
    return "RingletMeter{" + scope.getName() + "}";
  }
}
