// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.metrics.series.Exemplars;
import dev.ringlet.metrics.series.Instrument;
import dev.ringlet.metrics.series.MeterEngine;
import dev.ringlet.metrics.series.MetricStream;
import io.opentelemetry.api.common.AttributeKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/** Finds the streams of an instrument for a reader. */
final class Views {
  /** A view and what it is for. */
  record RegisteredView(InstrumentSelector selector, View view) {}

  private final MeterEngine engine;
  private final List<RegisteredView> views;
  private final ViewMatchingMode matchingMode;

  /** By what they are merged from, because a metric is known by the identity of its view. */
  private final Map<List<View>, View> merged = new ConcurrentHashMap<>();

  Views(MeterEngine engine, List<RegisteredView> views, ViewMatchingMode matchingMode) {
    this.engine = engine;
    this.views = List.copyOf(views);
    this.matchingMode = matchingMode;
  }

  /** The streams; none if a view drops them all. */
  List<MetricStream> streams(
      Instrument instrument, InstrumentationScope scope, MetricReader reader) {
    List<View> selected = new ArrayList<>();
    for (RegisteredView one : views) {
      if (one.selector().matches(instrument, scope)) {
        selected.add(one.view());
      }
    }
    if (matchingMode == ViewMatchingMode.COMPOSABLE) {
      selected = compose(selected);
    }
    List<MetricStream> streams = new ArrayList<>();
    boolean any = false;
    for (View view : selected) {
      Aggregation aggregation = view.aggregation.resolve(instrument);
      if (!aggregation.suits(instrument.kind())) {
        warn(view.aggregation, instrument);
      } else {
        any = true;
        if (aggregation.kind != Aggregation.Kind.DROP) {
          streams.add(stream(instrument, view, aggregation, view.keeps, reader));
        }
      }
    }
    if (!any) {
      addDefault(instrument, reader, streams);
    }
    return streams;
  }

  private void addDefault(Instrument instrument, MetricReader reader, List<MetricStream> streams) {
    Aggregation wanted = reader.defaultAggregation(InstrumentType.of(instrument.kind()));
    Aggregation aggregation = wanted.resolve(instrument);
    if (!aggregation.suits(instrument.kind())) {
      warn(wanted, instrument);
      aggregation = Aggregation.defaultAggregation().resolve(instrument);
    }
    if (aggregation.kind != Aggregation.Kind.DROP) {
      streams.add(stream(instrument, View.DEFAULT, aggregation, advised(instrument), reader));
    }
  }

  private @Nullable Predicate<String> advised(Instrument instrument) {
    if (instrument.attributesAdvice() == null) {
      return null;
    }
    Set<String> names = new HashSet<>();
    for (AttributeKey<?> key : instrument.attributesAdvice()) {
      String name = engine.ask("attribute key", AttributeKey::getKey, key);
      if (name != null) {
        names.add(name);
      }
    }
    return names::contains;
  }

  private MetricStream stream(
      Instrument instrument,
      View view,
      Aggregation aggregation,
      @Nullable Predicate<String> keeps,
      MetricReader reader) {
    String description = view.description == null ? instrument.description() : view.description;
    return new MetricStream(
        view.name == null ? instrument.name() : engine.cut("name of a view", view.name),
        engine.cut("description", description),
        instrument,
        view,
        aggregation.factory(),
        reader.isDelta(instrument.kind()),
        keeps,
        view.cardinalityLimit != 0
            ? view.cardinalityLimit
            : reader.cardinalityLimit(InstrumentType.of(instrument.kind())),
        exemplars(view));
  }

  private static @Nullable Supplier<Exemplars> exemplars(View view) {
    Supplier<ExemplarReservoir> reservoirs = view.exemplarReservoir;
    return reservoirs == null
        ? null
        : () -> new UserReservoir(Objects.requireNonNull(reservoirs.get(), "reservoir"));
  }

  /** One view for each name, merged from the views with that name and those without. */
  private List<View> compose(List<View> views) {
    Map<String, View> byName = new LinkedHashMap<>();
    for (View view : views) {
      if (view.name != null) {
        byName.put(view.name, null);
      }
    }
    if (byName.isEmpty()) {
      byName.put(null, null);
    }
    List<View> composed = new ArrayList<>();
    for (String name : views.isEmpty() ? Set.<String>of() : byName.keySet()) {
      List<View> parts =
          views.stream().filter(view -> view.name == null || view.name.equals(name)).toList();
      composed.add(merged.computeIfAbsent(parts, Views::merge));
    }
    return composed;
  }

  /** The only view, or one in which later ones override earlier ones. */
  private static View merge(List<View> parts) {
    View sum = parts.get(0);
    for (View view : parts.subList(1, parts.size())) {
      sum = sum.overriddenBy(view);
    }
    return sum;
  }

  private void warn(Aggregation aggregation, Instrument instrument) {
    engine.logger.log(
        Level.WARNING,
        "aggregation of " + instrument.name(),
        () ->
            "Aggregation "
                + aggregation
                + " does not suit instrument "
                + instrument.name()
                + " of type "
                + instrument.kind()
                + " and is not used");
  }
}
