// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative.schema;

import dev.ringlet.declarative.schema.Schema.Kind;
import dev.ringlet.declarative.schema.Schema.Type;
import dev.ringlet.declarative.yaml.Node;
import dev.ringlet.declarative.yaml.Scalars;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares a file with the schema. A key without a value is as one that is absent, unless the key
 * is required or stands for a choice. Follows the OpenTelemetry specification, "Configuration SDK",
 * section "Create".
 */
public final class Validator {
  private static final int MAX_SHOWN_CHARS = 40;
  private static final Set<String> SECRET = Set.of("headers", "headers_list", "endpoint");

  private final Schema schema = Schema.load();
  private final List<String> problems = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final List<String> foreign = new ArrayList<>();

  private Validator() {}

  /**
   * What there is to say about a file, each with its place.
   *
   * @param problems why it cannot be used; empty if it can
   * @param remarks what has no effect
   * @param foreign the paths below which the schema says nothing: components of others
   */
  public record Findings(List<String> problems, List<String> remarks, List<String> foreign) {}

  /** Compares a file with the schema. */
  public static Findings check(Node root) {
    Validator validator = new Validator();
    if (root.isNull()) {
      validator.problems.add(
          root.place() + ": the file is empty; it needs at least file_format: \"1.0\"");
    } else {
      validator.check(root, "Configuration");
    }
    return new Findings(validator.problems, validator.remarks, validator.foreign);
  }

  private void check(Node node, String form) {
    if (form.startsWith("[")) {
      checkList(node, form);
      return;
    }
    Type type = schema.type(form);
    if (type == null) {
      checkScalar(node, form);
    } else if (type.kind() == Kind.ENUM) {
      if (!type.names().contains(node.text()) || node.isMap() || node.isList()) {
        expected(node, "one of " + String.join(", ", type.names()));
      }
    } else if (!node.isNull() && !node.isMap()) {
      expected(node, type.keys().isEmpty() ? "keys with values" : keys(type.keys().keySet()));
    } else {
      checkMap(node, type);
    }
  }

  private void checkMap(Node node, Type type) {
    boolean choice = type.kind() == Kind.CHOICE || type.kind() == Kind.PLUGIN_CHOICE;
    if (choice && node.map().size() != 1) {
      expected(node, "exactly one of " + String.join(", ", type.keys().keySet()));
      return;
    }
    for (String key : type.required()) {
      Node value = node.map().get(key);
      boolean nothing = value == null || value.isNull() && !mayBeNull(type, key);
      if (nothing) {
        problem(value == null ? node : value, key + " is required and has no value");
      }
    }
    for (Map.Entry<String, Node> entry : node.map().entrySet()) {
      String form = type.keys().get(entry.getKey());
      if (form != null) {
        if (!entry.getValue().isNull() || choice) {
          check(entry.getValue(), form);
        }
      } else {
        checkUnknown(entry.getKey(), entry.getValue(), type);
      }
    }
  }

  /** A pair without a value is left out, and so is an attribute. */
  private static boolean mayBeNull(Type type, String key) {
    return key.equals("value") && type.keys().containsKey("name");
  }

  private void checkUnknown(String key, Node value, Type type) {
    foreign.add(value.path());
    switch (type.kind()) {
      case PLUGIN_CHOICE -> {
        if (!value.isNull() && !value.isMap()) {
          expected(value, "the keys of the component " + key + ", or nothing");
        }
      }
      case MAP -> {
        if (!value.isNull() && !value.isMap()) {
          expected(value, "keys with values");
        }
      }
      case OPEN ->
          remarks.add(value.place() + ": is not known and has no effect; there are " + names(type));
      default -> problem(value, "is not known; possible are " + names(type));
    }
  }

  private static String names(Type type) {
    return type.keys().isEmpty() ? "no keys at all" : String.join(", ", type.keys().keySet());
  }

  private static String keys(Collection<String> keys) {
    return "keys of " + String.join(", ", keys);
  }

  private void checkList(Node node, String form) {
    String item = form.substring(1, form.lastIndexOf(']'));
    if (!node.isList()) {
      expected(node, "a list");
    } else if (node.list().isEmpty() && !form.endsWith("*")) {
      expected(node, "a list of one item or more");
    } else {
      for (Node one : node.list()) {
        if (one.isNull()) {
          expected(one, "a value");
        } else {
          check(one, item);
        }
      }
    }
  }

  private void checkScalar(Node node, String form) {
    if (form.equals("any") || form.equals("attribute")) {
      return; // what an attribute may be depends on its type
    }
    if (form.equals("object")) {
      foreign.add(node.path());
      if (!node.isMap()) {
        expected(node, "keys with values");
      }
      return;
    }
    boolean scalar = !node.isMap() && !node.isList();
    if (form.equals("string")) {
      if (!scalar) {
        expected(node, "text");
      }
    } else if (form.equals("boolean")) {
      if (!scalar || !Scalars.isBoolean(node.text())) {
        expected(node, "true or false");
      }
    } else {
      checkNumber(node, form, scalar);
    }
  }

  private void checkNumber(Node node, String form, boolean scalar) {
    boolean whole = form.startsWith("integer");
    BigDecimal number = scalar ? number(node.text(), whole) : null;
    String range =
        form.contains("(") ? form.substring(form.indexOf('(') + 1, form.length() - 1) : "";
    int dots = range.indexOf("..");
    String low = dots < 0 ? "" : range.substring(0, dots);
    String high = dots < 0 ? "" : range.substring(dots + 2);
    boolean fits =
        number != null
            && (low.isEmpty() || number.compareTo(new BigDecimal(low)) >= 0)
            && (high.isEmpty() || number.compareTo(new BigDecimal(high)) <= 0);
    if (!fits) {
      String bounds = "";
      if (!high.isEmpty()) {
        bounds = " from " + low + " to " + high;
      } else if (!low.isEmpty()) {
        bounds = " of " + low + " or more";
      }
      expected(node, (whole ? "a whole number" : "a number") + bounds);
    }
  }

  private static @Nullable BigDecimal number(String text, boolean whole) {
    if (whole) {
      BigInteger integer = Scalars.integer(text);
      return integer == null ? null : new BigDecimal(integer);
    }
    Double number = Scalars.number(text);
    return number == null || number.isInfinite() ? null : BigDecimal.valueOf(number);
  }

  private void expected(Node node, String what) {
    problem(node, "expected " + what + shown(node));
  }

  /** The value as it stands in the file, so that none of the environment shows. */
  private static String shown(Node node) {
    if (node.isMap()) {
      return node.map().isEmpty()
          ? ", not {}"
          : ", not keys " + String.join(", ", node.map().keySet());
    }
    if (node.isList()) {
      return ", not a list";
    }
    if (node.isNull()) {
      return ", not nothing";
    }
    String written = node.written();
    boolean secret = SECRET.stream().anyMatch(node.path()::contains);
    return secret || written.length() > MAX_SHOWN_CHARS ? "" : ", not \"" + written + '"';
  }

  private void problem(Node node, String message) {
    problems.add(node.place() + ": " + message);
  }
}
