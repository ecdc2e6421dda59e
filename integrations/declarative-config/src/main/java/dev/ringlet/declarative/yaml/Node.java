// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative.yaml;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node of a configuration file with its place. Values are typed after substitution: text,
 * booleans, whole numbers, numbers, lists and maps, or nothing. Immutable.
 *
 * @param value null, String, Boolean, Integer, Long, BigInteger, Double, a list of nodes, or a map
 *     of nodes in the order of the file
 * @param path as in {@code tracer_provider.processors[0].batch}; empty for the root
 * @param line from 1
 * @param column from 1
 * @param text the scalar after substitution
 * @param written the scalar as it stands in the file
 */
public record Node(
    @Nullable Object value, String path, int line, int column, String text, String written) {

  /** Whether the node has no value. */
  public boolean isNull() {
    return value == null;
  }

  /** Whether the node is a map. */
  public boolean isMap() {
    return value instanceof Map;
  }

  /** Whether the node is a list. */
  public boolean isList() {
    return value instanceof List;
  }

  /** The keys with their nodes; empty for a node without a value. */
  @SuppressWarnings("unchecked")
  public Map<String, Node> map() {
    return value == null ? Map.of() : (Map<String, Node>) value;
  }

  /** The items; empty for a node without a value. */
  @SuppressWarnings("unchecked")
  public List<Node> list() {
    return value == null ? List.of() : (List<Node>) value;
  }

  /** The node of a key; null if there is none or it has no value. */
  public @Nullable Node get(String key) {
    Node node = map().get(key);
    return node == null || node.isNull() ? null : node;
  }

  /** The node of a key that a schema requires. */
  public Node required(String key) {
    Node node = map().get(key);
    if (node == null) {
      throw new IllegalStateException(path + " has no " + key);
    }
    return node;
  }

  /** The items below a key; empty if there is none. */
  public List<Node> items(String key) {
    Node node = get(key);
    return node == null ? List.of() : node.list();
  }

  /** The texts below a key; empty if there are none. */
  public List<String> texts(String key) {
    return items(key).stream().map(Node::text).toList();
  }

  /** The text of a key, or null. */
  public @Nullable String text(String key) {
    Node node = get(key);
    return node == null ? null : node.text;
  }

  /** The boolean of a key. */
  public boolean bool(String key, boolean otherwise) {
    Node node = get(key);
    return node == null ? otherwise : Boolean.parseBoolean(node.text);
  }

  /** The whole number of a key, or null; one that is too large for an int is the largest. */
  public @Nullable Integer integer(String key) {
    Node node = get(key);
    BigInteger number = node == null ? null : Scalars.integer(node.text);
    return number == null
        ? null
        : number
            .min(BigInteger.valueOf(Integer.MAX_VALUE))
            .max(BigInteger.valueOf(Integer.MIN_VALUE))
            .intValue();
  }

  /** The number that a node is. */
  public double number() {
    Double number = Scalars.number(text);
    if (number == null) {
      throw new IllegalStateException(path + " is no number");
    }
    return number;
  }

  /** The number of a key. */
  public double number(String key, double otherwise) {
    Node node = get(key);
    return node == null ? otherwise : node.number();
  }

  /** The only key of a choice. */
  public String choice() {
    return map().keySet().iterator().next();
  }

  /** The node of the only key of a choice. */
  public Node chosen() {
    return map().values().iterator().next();
  }

  /** Plain values: maps, lists and scalars. */
  public @Nullable Object plain() {
    if (isMap()) {
      return plainMap();
    }
    if (isList()) {
      List<@Nullable Object> all = new ArrayList<>();
      list().forEach(node -> all.add(node.plain()));
      return all;
    }
    return value;
  }

  /** The plain values of a map; empty for a node without a value. */
  @SuppressWarnings("NullAway") // a key may have no value
  public Map<String, Object> plainMap() {
    Map<String, Object> all = new LinkedHashMap<>();
    if (isMap()) {
      map().forEach((key, node) -> all.put(key, node.plain()));
    }
    return all;
  }

  /** Where the node is, for messages. */
  public String place() {
    return "line " + line + ", column " + column + (path.isEmpty() ? "" : ", " + path);
  }

  /** Shows no value, which may be a secret. */
  @Override
  public String toString() {
    return place();
  }
}
