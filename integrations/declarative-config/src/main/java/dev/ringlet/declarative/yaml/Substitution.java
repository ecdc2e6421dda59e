// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces references to environment variables in a scalar: {@code ${NAME}}, {@code ${env:NAME}},
 * {@code ${NAME:-default}}, and {@code ${sys:name}} for system properties, which the official Java
 * SDK has. {@code $$} is one {@code $}. Follows the OpenTelemetry specification, "Configuration
 * Data Model", section "Environment variable substitution".
 */
public final class Substitution {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{(?:(env|sys):)?([a-zA-Z_][a-zA-Z0-9_.]*)(?::-([^\\n}]*))?}");
  private static final Pattern ANY = Pattern.compile("\\$\\{[^}]*}");

  private final UnaryOperator<String> environment;
  private final UnaryOperator<String> systemProperties;

  /**
   * Creates a substitution.
   *
   * @param environment returns the value of a variable, or null
   * @param systemProperties returns the value of a system property, or null
   */
  public Substitution(UnaryOperator<String> environment, UnaryOperator<String> systemProperties) {
    this.environment = environment;
    this.systemProperties = systemProperties;
  }

  /**
   * Returns the text with all references replaced. What they are replaced by is not read again.
   *
   * @throws IllegalArgumentException for a reference that is malformed
   */
  String apply(String text) {
    if (text.indexOf('$') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (int escape = text.indexOf("$$"); escape >= 0; escape = text.indexOf("$$", from)) {
      replace(text.substring(from, escape), out);
      out.append('$');
      from = escape + 2;
    }
    replace(text.substring(from), out);
    return out.toString();
  }

  /**
   * Returns where the parts of a scalar come from, in the order of its references: {@code
   * environment NAME}, {@code system property name}, or {@code default of NAME}.
   *
   * @param written the scalar as it stands in the file, with references that are well-formed
   */
  public List<String> sources(String written) {
    List<String> sources = new ArrayList<>();
    Matcher reference = REFERENCE.matcher(written.replace("$$", "  "));
    while (reference.find()) {
      boolean system = "sys".equals(reference.group(1));
      String name = reference.group(2);
      String value = (system ? systemProperties : environment).apply(name);
      if (value == null || value.isEmpty()) {
        sources.add("default of " + name);
      } else {
        sources.add((system ? "system property " : "environment ") + name);
      }
    }
    return sources;
  }

  private void replace(String text, StringBuilder out) {
    Matcher any = ANY.matcher(text);
    Matcher reference = REFERENCE.matcher(text);
    int at = 0;
    while (any.find(at)) {
      if (!reference.find(any.start()) || reference.start() != any.start()) {
        throw new IllegalArgumentException(
            "a reference must be ${NAME}, ${env:NAME}, ${sys:name} or ${NAME:-default}; $${ stands"
                + " for ${");
      }
      out.append(text, at, any.start()).append(value(reference));
      at = reference.end();
    }
    out.append(text, at, text.length());
  }

  private String value(Matcher reference) {
    UnaryOperator<String> source =
        "sys".equals(reference.group(1)) ? systemProperties : environment;
    String value = source.apply(reference.group(2));
    if (value != null && !value.isEmpty()) {
      return value;
    }
    return reference.group(3) == null ? "" : reference.group(3);
  }
}
