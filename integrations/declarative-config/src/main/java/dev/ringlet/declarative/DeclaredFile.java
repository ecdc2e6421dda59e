// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative;

import dev.ringlet.config.Config;
import dev.ringlet.declarative.create.DeclaredExporters;
import dev.ringlet.declarative.schema.Validator;
import dev.ringlet.declarative.yaml.Node;
import dev.ringlet.declarative.yaml.Substitution;
import dev.ringlet.declarative.yaml.YamlReader;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.OtlpProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A file of declarative configuration, for tools: its values with their positions and sources, and
 * its endpoints. Starts nothing. Immutable.
 */
public final class DeclaredFile {
  private final Node root;
  private final Substitution substitution;
  private final List<String> foreign;

  private DeclaredFile(Node root, Substitution substitution, List<String> foreign) {
    this.root = root;
    this.substitution = substitution;
    this.foreign = foreign;
  }

  /**
   * One value of the file. Both texts may be secret.
   *
   * @param path as in {@code tracer_provider.processors[0].batch.schedule_delay}
   * @param line from 1
   * @param column from 1
   * @param value the value in use; empty for a key without a value
   * @param written the value as it stands in the file, without quotes
   * @param sources where references in it get their values: {@code environment NAME}, {@code system
   *     property name} or {@code default of NAME}; empty if it has none
   * @param isForeign whether it belongs to a component that the schema does not describe
   */
  public record Setting(
      String path,
      int line,
      int column,
      String value,
      String written,
      List<String> sources,
      boolean isForeign) {
    /** Shows no value, which may be a secret. */
    @Override
    public String toString() {
      return "line " + line + ", " + path;
    }
  }

  /**
   * One exporter of the file.
   *
   * @param name the key that names it, as {@code otlp_http}
   * @param path as in {@code logger_provider.processors[0].batch.exporter.otlp_http}
   * @param line from 1
   * @param probes the addresses of an OTLP exporter, each with an exporter that the caller closes
   */
  public record Sender(Signal signal, String name, String path, int line, List<OtlpProbe> probes) {}

  /**
   * Reads a file and compares it with the schema.
   *
   * @param environment returns the value of an environment variable, or null
   * @param systemProperties returns the value of a system property, or null
   * @throws dev.ringlet.config.ConfigException naming lines and paths of what is wrong
   */
  public static DeclaredFile read(
      String file, UnaryOperator<String> environment, UnaryOperator<String> systemProperties) {
    Substitution substitution = new Substitution(environment, systemProperties);
    Node root =
        YamlReader.read(
            DeclarativeReader.KEY + ": " + file, DeclarativeReader.text(file), substitution);
    Validator.Findings findings = DeclarativeReader.validate(file, root);
    return new DeclaredFile(root, substitution, findings.foreign());
  }

  /** Returns all values, in the order of the file. */
  public List<Setting> settings() {
    List<Setting> settings = new ArrayList<>();
    collect(root, settings);
    return settings;
  }

  private void collect(Node node, List<Setting> settings) {
    if (node.isMap()) {
      node.map().values().forEach(below -> collect(below, settings));
    } else if (node.isList()) {
      node.list().forEach(below -> collect(below, settings));
    } else {
      settings.add(
          new Setting(
              node.path(),
              node.line(),
              node.column(),
              node.isNull() ? "" : node.text(),
              node.written(),
              substitution.sources(node.written()),
              isForeign(node.path())));
    }
  }

  private boolean isForeign(String path) {
    return foreign.stream()
        .anyMatch(
            above ->
                path.startsWith(above)
                    && (path.length() == above.length()
                        || ".[".indexOf(path.charAt(above.length())) >= 0));
  }

  /** Whether the file turns the SDK off. */
  public boolean isDisabled() {
    return root.bool("disabled", false);
  }

  /**
   * Returns all exporters of spans, metrics and log records, in this order; none if the file turns
   * the SDK off.
   *
   * @param given the settings from code, system properties and environment, of which those of
   *     {@code ringlet.*} apply in addition to the file
   * @throws dev.ringlet.config.ConfigException naming the place of an exporter that cannot be used
   */
  public List<Sender> senders(Config given) {
    List<Sender> senders = new ArrayList<>();
    for (DeclaredExporters.Found found : DeclaredExporters.of(root, DeclarativeReader.own(given))) {
      Node choice = found.choice();
      senders.add(
          new Sender(
              found.signal(),
              choice.choice(),
              choice.chosen().path(),
              choice.line(),
              found.probes()));
    }
    return senders;
  }
}
