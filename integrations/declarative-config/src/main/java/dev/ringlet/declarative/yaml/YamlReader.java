// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative.yaml;

import dev.ringlet.config.ConfigException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import org.snakeyaml.engine.v2.schema.Schema;

/** Reads YAML 1.2, or JSON, which is a part of it, by the core schema. Used once. */
public final class YamlReader {
  private static final int MAX_NODES = 100_000;
  private static final int MAX_DEPTH = 100;

  private final Schema schema = new CoreSchema();
  private final String file;
  private final Substitution substitution;
  private final Set<org.snakeyaml.engine.v2.nodes.Node> open =
      Collections.newSetFromMap(new IdentityHashMap<>());
  private int nodes;

  private YamlReader(String file, Substitution substitution) {
    this.file = file;
    this.substitution = substitution;
  }

  /**
   * Reads a document.
   *
   * @param file its name, for messages
   * @throws ConfigException with the place of what is wrong
   */
  public static Node read(String file, String text, Substitution substitution) {
    return new YamlReader(file, substitution).read(text);
  }

  private Node read(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setSchema(schema)
            .setLabel(file)
            .setMaxAliasesForCollections(MAX_NODES)
            .build();
    try {
      checkDepth(new Parse(settings).parseString(text));
      Optional<org.snakeyaml.engine.v2.nodes.Node> root = compose(settings, text);
      return root.isEmpty() ? new Node(null, "", 1, 1, "", "") : node(root.get(), "");
    } catch (MarkedYamlEngineException e) {
      Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
      String place = mark == null ? "" : place(mark);
      throw new ConfigException(file + place + ": this is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new ConfigException(file + ": this is not YAML: " + e.getMessage());
    }
  }

  private Optional<org.snakeyaml.engine.v2.nodes.Node> compose(LoadSettings settings, String text) {
    try {
      return new Compose(settings).composeString(text);
    } catch (IllegalArgumentException e) { // of a tag that ends in an escaped space
      throw new ConfigException(file + ": this is not YAML: " + e.getMessage());
    }
  }

  /** Composing is recursive, and parsing is not. */
  private void checkDepth(Iterable<Event> events) {
    int depth = 0;
    for (Event event : events) {
      if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
        String place = event.getStartMark().map(YamlReader::place).orElse("");
        throw new ConfigException(file + place + ": there are more than " + MAX_DEPTH + " levels");
      }
      depth -= event instanceof CollectionEndEvent ? 1 : 0;
    }
  }

  private static String place(Mark mark) {
    return ", line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
  }

  private Node node(org.snakeyaml.engine.v2.nodes.Node from, String path) {
    if (++nodes > MAX_NODES) {
      throw wrong(from, path, "there are more than " + MAX_NODES + " nodes, with aliases");
    }
    if (from instanceof ScalarNode scalar) {
      return scalar(scalar, path);
    }
    if (!open.add(from)) {
      throw wrong(from, path, "an alias must not refer to a node that contains it");
    }
    if (open.size() > MAX_DEPTH) {
      throw wrong(from, path, "there are more than " + MAX_DEPTH + " levels, with aliases");
    }
    Object value = from instanceof MappingNode map ? map(map, path) : list(from, path);
    open.remove(from);
    return at(from, value, path, "", "");
  }

  private Map<String, Node> map(MappingNode from, String path) {
    Map<String, Node> map = new LinkedHashMap<>();
    for (NodeTuple tuple : from.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw wrong(tuple.getKeyNode(), path, "a key must be text");
      }
      String name = key.getValue();
      String below = path.isEmpty() ? name : path + "." + name;
      if (map.put(name, node(tuple.getValueNode(), below)) != null) {
        throw wrong(key, below, "the key occurs twice");
      }
    }
    return Collections.unmodifiableMap(map);
  }

  private List<Node> list(org.snakeyaml.engine.v2.nodes.Node from, String path) {
    List<Node> list = new ArrayList<>();
    for (org.snakeyaml.engine.v2.nodes.Node item : ((SequenceNode) from).getValue()) {
      list.add(node(item, path + "[" + list.size() + "]"));
    }
    return Collections.unmodifiableList(list);
  }

  private Node scalar(ScalarNode from, String path) {
    String written = from.getValue();
    String text;
    try {
      text = substitution.apply(written);
    } catch (IllegalArgumentException malformed) {
      throw wrong(from, path, String.valueOf(malformed.getMessage()));
    }
    Tag tag = from.getTag();
    boolean resolves = schema.getScalarResolver().resolve(written, from.isPlain()).equals(tag);
    if (from.isPlain() && resolves) {
      tag = schema.getScalarResolver().resolve(text, true);
    }
    return at(from, value(from, tag, text, path), path, text, written);
  }

  private @Nullable Object value(ScalarNode from, Tag tag, String text, String path) {
    if (tag.equals(Tag.NULL)) {
      return null;
    }
    ConstructNode construct = schema.getSchemaTagConstructors().get(tag);
    if (construct == null || tag.equals(Tag.STR)) {
      return text;
    }
    try {
      return construct.construct(new ScalarNode(tag, text, from.getScalarStyle()));
    } catch (RuntimeException e) {
      throw wrong(from, path, "the value does not fit its tag " + tag);
    }
  }

  private static Node at(
      org.snakeyaml.engine.v2.nodes.Node from,
      @Nullable Object value,
      String path,
      String text,
      String written) {
    Mark mark = from.getStartMark().orElse(null);
    int line = mark == null ? 1 : mark.getLine() + 1;
    int column = mark == null ? 1 : mark.getColumn() + 1;
    return new Node(value, path, line, column, text, written);
  }

  private ConfigException wrong(
      org.snakeyaml.engine.v2.nodes.Node from, String path, String message) {
    return new ConfigException(file + ", " + at(from, null, path, "", "").place() + ": " + message);
  }
}
