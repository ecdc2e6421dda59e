// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.common.InstrumentationScope;
import io.opentelemetry.api.common.AttributeKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.stream.Collectors;

/** Finds the streams that an instrument makes for a reader. */
final class Views {
  private final MeterEngine engine;

  Views(MeterEngine engine) {
    this.engine = engine;
  }

  /** The streams; none if a view drops them all. */
  List<Stream> streams(Instrument instrument, InstrumentationScope scope, MetricReader reader) {
    List<View> selected = new ArrayList<>();
    for (MeterEngine.RegisteredView one : engine.views) {
      if (one.selector().matches(instrument, scope)) {
        selected.add(one.view());
      }
    }
    if (engine.viewMatchingMode == ViewMatchingMode.COMPOSABLE) {
      selected = compose(selected);
    }
    List<Stream> streams = new ArrayList<>();
    boolean any = false;
    for (View view : selected) {
      Aggregation aggregation = view.aggregation.resolve(instrument);
      if (!aggregation.suits(instrument.type())) {
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

  private void addDefault(Instrument instrument, MetricReader reader, List<Stream> streams) {
    Aggregation wanted = reader.defaultAggregation(instrument.type());
    Aggregation aggregation = wanted.resolve(instrument);
    if (!aggregation.suits(instrument.type())) {
      warn(wanted, instrument);
      aggregation = Aggregation.defaultAggregation().resolve(instrument);
    }
    if (aggregation.kind != Aggregation.Kind.DROP) {
      streams.add(stream(instrument, View.DEFAULT, aggregation, advised(instrument), reader));
    }
  }

  private static Predicate<String> advised(Instrument instrument) {
    if (instrument.attributesAdvice() == null) {
      return null;
    }
    Set<String> keys =
        instrument.attributesAdvice().stream()
            .map(AttributeKey::getKey)
            .collect(Collectors.toUnmodifiableSet());
    return keys::contains;
  }

  private static Stream stream(
      Instrument instrument,
      View view,
      Aggregation aggregation,
      Predicate<String> keeps,
      MetricReader reader) {
    return new Stream(
        view.name == null ? instrument.name() : view.name,
        view.description == null ? instrument.description() : view.description,
        instrument,
        view,
        aggregation,
        reader.temporality().isDelta(instrument.type()),
        keeps,
        view.cardinalityLimit != 0 ? view.cardinalityLimit : reader.cardinalityLimit(),
        view.exemplarReservoir);
  }

  /** One view for each name, made of those with that name and those without. */
  private static List<View> compose(List<View> views) {
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
      View sum = null;
      for (View view : views) {
        if (view.name == null || view.name.equals(name)) {
          sum = sum == null ? view : sum.overriddenBy(view);
        }
      }
      composed.add(sum);
    }
    return composed;
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
                + instrument.type()
                + " and is not used");
  }
}
