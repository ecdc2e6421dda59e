// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.config.ConfigException;
import dev.ringlet.declarative.yaml.Node;
import dev.ringlet.declarative.yaml.Substitution;
import dev.ringlet.declarative.yaml.YamlReader;
import dev.ringlet.proofs.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/** Files of declarative configuration: what is wrong is told with its line. */
public final class YamlTarget implements FuzzTarget {
  private static final Pattern SYNTAX =
      Pattern.compile("f(, line [0-9]+, column [0-9]+)?: this is not YAML: .*", Pattern.DOTALL);
  private static final Pattern PLACE = Pattern.compile(".*f.*line [0-9]+.*", Pattern.DOTALL);
  private static final Logger LOG = Logger.getLogger(DeclarativeReader.class.getName());

  static {
    LOG.setLevel(Level.OFF); // of what has no effect
  }

  private final Substitution substitution =
      new Substitution(name -> name.length() == 1 ? name : null, name -> null);

  @Override
  public void run(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    try {
      Node root = YamlReader.read("f", text, substitution);
      visit(root);
      DeclarativeReader.validate("f", root);
    } catch (ConfigException e) {
      boolean isSyntax = SYNTAX.matcher(e.getMessage()).matches();
      assertThat(isSyntax || PLACE.matcher(e.getMessage()).matches()).as(e.getMessage()).isTrue();
    }
  }

  private void visit(Node node) {
    assertThat(node.line()).isPositive();
    assertThat(node.column()).isPositive();
    if (node.isMap()) {
      node.map().values().forEach(this::visit);
    } else if (node.isList()) {
      node.list().forEach(this::visit);
    } else if (!node.isNull()) {
      assertThat(node.text()).isNotNull();
      substitution.sources(node.written());
    }
  }

  @Override
  public List<byte[]> seeds() {
    return FuzzTarget.texts(
        "[".repeat(300),
        "a: !b%20 c",
        "{a: ".repeat(300),
        """
        file_format: "1.0"
        disabled: false
        resource:
          attributes:
            - name: service.name
              value: ${A:-shop}
          attributes_list: a=b,c=d
        tracer_provider:
          processors:
            - batch:
                schedule_delay: 5000
                exporter:
                  otlp_http:
                    endpoint: http://localhost:4318
                    headers:
                      - {name: api-key, value: "x"}
          sampler:
            parent_based:
              root: {trace_id_ratio_based: {ratio: 0.1}}
        """,
        """
        {"file_format": "1.1", "meter_provider": {"readers": [{"periodic": {"exporter": {"console": null}}}],
        "views": [{"selector": {"instrument_name": "a*"}, "stream": {"aggregation": {"drop": {}}}}]}}
        """,
        """
        file_format: 1.0
        x: &a [1, 2.5, true, ~, 0x1f, !!str 3, $${A}, '${sys:b}']
        logger_provider: {processors: *a}
        propagator: {composite: [{tracecontext: }, {baggage: }]}
        """);
  }

  @Override
  public List<byte[]> words() {
    return FuzzTarget.texts(
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
        "{a: {a: {a: {a: {a: {a: {a: ",
        "- - - - - - - - ",
        "*a",
        "${A}",
        "\n  ");
  }

  @Override
  public List<String> covered() {
    return List.of("dev.ringlet.declarative.");
  }

  @Override
  public int maxBytes() {
    return 16_384;
  }
}
