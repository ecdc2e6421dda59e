// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative.create;

import dev.ringlet.declarative.yaml.Node;
import dev.ringlet.metrics.Aggregation;
import dev.ringlet.metrics.InstrumentSelector;
import dev.ringlet.metrics.InstrumentType;
import dev.ringlet.metrics.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes views. */
final class ViewFactory {
  private ViewFactory() {}

  static InstrumentSelector selector(Node node) {
    InstrumentSelector.Builder selector = InstrumentSelector.builder();
    boolean empty = true;
    for (String key : node.map().keySet()) {
      String text = node.text(key);
      if (text != null) {
        empty = false;
        switch (key) {
          case "instrument_name" -> selector.setName(text);
          case "instrument_type" ->
              selector.setType(InstrumentType.valueOf(text.toUpperCase(Locale.ROOT)));
          case "unit" -> selector.setUnit(text);
          case "meter_name" -> selector.setMeterName(text);
          case "meter_version" -> selector.setMeterVersion(text);
          default -> selector.setMeterSchemaUrl(text);
        }
      }
    }
    if (empty) {
      throw Places.wrong(
          node,
          "at least one of instrument_name, instrument_type, unit, meter_name, meter_version,"
              + " meter_schema_url must have a value; instrument_name: \"*\" selects all");
    }
    return selector.build();
  }

  static View view(Node node) {
    View.Builder view = View.builder();
    String name = node.text("name");
    if (name != null) {
      view.setName(name);
    }
    String description = node.text("description");
    if (description != null) {
      view.setDescription(description);
    }
    Integer limit = node.integer("aggregation_cardinality_limit");
    if (limit != null) {
      view.setCardinalityLimit(limit);
    }
    Node keys = node.get("attribute_keys");
    if (keys != null) {
      view.setAttributeFilter(Patterns.of(keys));
    }
    Node aggregation = node.get("aggregation");
    if (aggregation != null) {
      view.setAggregation(Places.at(aggregation, () -> aggregation(aggregation)));
    }
    return view.build();
  }

  private static Aggregation aggregation(Node choice) {
    Node node = choice.chosen();
    return switch (choice.choice()) {
      case "drop" -> Aggregation.drop();
      case "sum" -> Aggregation.sum();
      case "last_value" -> Aggregation.lastValue();
      case "explicit_bucket_histogram" -> explicit(node);
      case "base2_exponential_bucket_histogram" -> exponential(node);
      default -> Aggregation.defaultAggregation();
    };
  }

  private static Aggregation explicit(Node node) {
    List<Double> boundaries =
        List.of(
            0.0, 5.0, 10.0, 25.0, 50.0, 75.0, 100.0, 250.0, 500.0, 750.0, 1000.0, 2500.0, 5000.0,
            7500.0, 10_000.0);
    if (node.get("boundaries") != null) {
      boundaries = new ArrayList<>();
      for (Node boundary : node.items("boundaries")) {
        boundaries.add(boundary.number());
      }
    }
    return Aggregation.explicitBucketHistogram(boundaries, node.bool("record_min_max", true));
  }

  private static Aggregation exponential(Node node) {
    Integer size = node.integer("max_size");
    Integer scale = node.integer("max_scale");
    return Aggregation.base2ExponentialBucketHistogram(
        size == null ? 160 : size, scale == null ? 20 : scale, node.bool("record_min_max", true));
  }
}
