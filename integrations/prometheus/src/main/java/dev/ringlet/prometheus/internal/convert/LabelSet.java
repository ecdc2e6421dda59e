// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.prometheus.internal.convert;

import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.otlp.CommonTags.KeyValue;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.PrometheusNaming;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Collects the labels of a point. Keys that become the same label share it: their values are joined
 * by semicolons in the order of the keys. Not thread-safe.
 */
final class LabelSet {
  private final boolean isUtf8;

  /** Values by label and by key. */
  private final Map<String, Map<String, String>> values = new TreeMap<>();

  /** Creates an empty set; {@code isUtf8} keeps keys as they are. */
  LabelSet(boolean isUtf8) {
    this.isUtf8 = isUtf8;
  }

  /** The label in the characters that every Prometheus takes. */
  private String label(String key) {
    if (!isUtf8) {
      return Names.label(key);
    }
    String label = PrometheusNaming.prometheusName(key);
    return isReserved(label) ? label.replaceFirst("^_+", "_") : label;
  }

  /** Two underscores at the start are Prometheus' own. */
  private static boolean isReserved(String label) {
    return label.startsWith("__");
  }

  private void add(String key, String value) {
    values.computeIfAbsent(label(key), l -> new TreeMap<>()).put(key, value);
  }

  /** Adds a {@code KeyValue}. */
  void add(String prefix, ProtoReader attribute) {
    read(attribute, (key, value) -> add(prefix + key, value));
  }

  /** Adds a {@code KeyValue} if its key is selected. */
  void addIf(Predicate<String> isWanted, ProtoReader attribute) {
    read(
        attribute,
        (key, value) -> {
          if (isWanted.test(key)) {
            add(key, value);
          }
        });
  }

  private static void read(ProtoReader attribute, BiConsumer<String, String> consumer) {
    String key = "";
    String value = "";
    while (attribute.next()) {
      switch (attribute.tag()) {
        case KeyValue.KEY -> key = attribute.string();
        case KeyValue.VALUE -> value = AnyValueText.of(attribute.message());
        default -> {}
      }
    }
    if (!key.isEmpty()) {
      consumer.accept(key, value);
    }
  }

  void addAll(LabelSet others) {
    others.values.values().forEach(keys -> keys.forEach(this::add));
  }

  /** Leaves a label to one value alone. */
  void set(String label, String value) {
    values.put(label, new TreeMap<>(Map.of(label, value)));
  }

  void remove(String label) {
    values.remove(label);
  }

  /** Gives a label that the format needs for itself another name. */
  void reserve(String label) {
    Map<String, String> taken = values.remove(label);
    if (taken != null) {
      values.computeIfAbsent("exported_" + label, l -> new TreeMap<>()).putAll(taken);
    }
  }

  Labels toLabels() {
    List<String> names = new ArrayList<>(values.size());
    List<String> texts = new ArrayList<>(values.size());
    values.forEach(
        (label, byKey) -> {
          names.add(byKey.size() == 1 ? name(byKey.keySet().iterator().next(), label) : label);
          texts.add(String.join(";", byKey.values()));
        });
    return Labels.of(names, texts);
  }

  /** The key itself where it may stay as it is. */
  private String name(String key, String label) {
    boolean stays = isUtf8 && !isReserved(PrometheusNaming.prometheusName(key));
    return stays && label(key).equals(label) ? key : label;
  }
}
