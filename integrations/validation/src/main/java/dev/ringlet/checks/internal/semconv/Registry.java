// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.internal.semconv;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names, types, units and successors of OpenTelemetry's semantic conventions, in the version of
 * {@code registry.tsv}, which {@code src/registry/registry.py} writes. Immutable.
 */
public final class Registry {
  private static final String FILE = "registry.tsv";
  private static final String TEMPLATE = "template[";

  private final Map<String, Attribute> attributes = new HashMap<>();
  private final Map<String, Attribute> templates = new HashMap<>();
  private final Map<String, Metric> metrics = new HashMap<>();
  private final List<SpanConvention> spans = new ArrayList<>();
  private String version = "";

  /** Namespace of the attributes that are read, with a dot; only while reading. */
  private String namespace = "";

  private int longestTemplate;

  private Registry() {}

  /** Reads the table. */
  public static Registry load() {
    Registry registry = new Registry();
    try (InputStream in = Registry.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is not in the jar");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        registry.read(line.split("\t", -1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return registry;
  }

  private void read(String[] columns) {
    switch (columns[0]) {
      case "v" -> version = columns[1];
      case "n" -> namespace = columns[1].isEmpty() ? "" : columns[1] + '.';
      case "a" -> {
        String key = namespace + columns[1];
        Attribute attribute = new Attribute(key, columns[2], columns[3]);
        if (columns[2].startsWith(TEMPLATE)) {
          templates.put(key, attribute);
          longestTemplate = Math.max(longestTemplate, key.length());
        } else {
          attributes.put(key, attribute);
        }
      }
      case "m" ->
          metrics.put(columns[1], new Metric(columns[1], columns[2], columns[3], columns[4]));
      case "s" ->
          spans.add(
              new SpanConvention(
                  columns[1], columns[2], columns[3], List.of(columns[4].split(","))));
      default -> {} // a comment
    }
  }

  /** Returns the version of the conventions, such as {@code 1.44.0}. */
  public String version() {
    return version;
  }

  /** Returns the attribute of a key, also one that ends with what the user chooses. */
  public @Nullable Attribute attribute(String key) {
    Attribute found = attributes.get(key);
    // Not from the end of the key: it may be long, and all of it dots.
    for (int dot = key.lastIndexOf('.', longestTemplate);
        found == null && dot > 0;
        dot = key.lastIndexOf('.', dot - 1)) {
      found = templates.get(key.substring(0, dot));
    }
    return found;
  }

  /** Returns the metric of a name. */
  public @Nullable Metric metric(String name) {
    return metrics.get(name);
  }

  /** Returns the attributes whose keys are fixed. */
  public Collection<Attribute> attributes() {
    return attributes.values();
  }

  /** Returns the conventions of spans that have required attributes. */
  public List<SpanConvention> spans() {
    return spans;
  }

  /**
   * An attribute.
   *
   * @param type as the registry writes it, {@code string[]} for example; a template without its
   *     frame is the type of its values
   * @param deprecation empty, or an equals sign and the successor, or advice
   */
  public record Attribute(String key, String type, String deprecation) {
    /** Returns the type of a value. */
    public String valueType() {
      return type.startsWith(TEMPLATE)
          ? type.substring(TEMPLATE.length(), type.length() - 1)
          : type;
    }
  }

  /**
   * A metric.
   *
   * @param instrument {@code counter}, {@code updowncounter}, {@code gauge} or {@code histogram}
   * @param deprecation as that of an attribute
   */
  public record Metric(String name, String instrument, String unit, String deprecation) {}

  /**
   * What a span with attributes of a namespace must have.
   *
   * @param kind of the span, in lower case
   */
  public record SpanConvention(String id, String kind, String namespace, List<String> required) {}
}
