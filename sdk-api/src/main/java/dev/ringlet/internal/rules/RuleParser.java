// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.rules;

import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.internal.rules.Condition.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Parses the rules of a setting.
 *
 * <pre>
 *   rules     = rule *( ";" rule )
 *   rule      = action *argument [ "if" condition *( "and" condition ) ]
 *   condition = name operator value
 *   operator  = "=" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;="
 * </pre>
 *
 * <p>A word or a value that has blanks or a semicolon stands between double or single quotes. A
 * name is one of the vocabulary or that of an attribute; {@code attributes.} before a name means
 * the attribute in any case. For {@code =} and {@code !=} a value may contain {@code *} and {@code
 * ?}. A condition about something that is not there holds only with {@code !=}.
 */
public final class RuleParser {
  /** As the values of a name of the vocabulary: any text. */
  public static final List<String> TEXT = List.of();

  /** As the values of a name of the vocabulary: a duration such as {@code 500ms}. */
  public static final List<String> DURATION = List.of("duration");

  private static final String ATTRIBUTES = "attributes.";

  private final String key;
  private final String text;
  private final Map<String, List<String>> vocabulary;
  private int at;

  private RuleParser(String key, String text, Map<String, List<String>> vocabulary) {
    this.key = key;
    this.text = text;
    this.vocabulary = vocabulary;
  }

  /**
   * Parses all rules.
   *
   * @param key of the setting
   * @param vocabulary names that are no attributes, each with {@link #TEXT}, {@link #DURATION}, or
   *     its possible values in ascending order
   * @throws ConfigException with key and position if the text is no list of rules
   */
  public static List<Rule> parse(String key, String text, Map<String, List<String>> vocabulary) {
    return new RuleParser(key, text, vocabulary).rules();
  }

  /** An exception about a place in a setting. */
  public static ConfigException error(String key, int position, String expected) {
    return new ConfigException(key + ": expected " + expected + " at position " + position);
  }

  private ConfigException error(int index, String expected) {
    return error(key, index + 1, expected);
  }

  private List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    do {
      if (!isAtEnd()) { // also after the last semicolon
        rules.add(rule());
      }
    } while (take(";"));
    if (at < text.length()) {
      throw error(at, "; or the end");
    }
    return List.copyOf(rules);
  }

  private Rule rule() {
    int start = at;
    String action = word("an action").toLowerCase(Locale.ROOT);
    List<String> arguments = new ArrayList<>();
    boolean conditional = false;
    while (!isAtEnd() && !conditional) {
      conditional = takeWord("if");
      if (!conditional) {
        arguments.add(word("an argument or if"));
      }
    }
    List<Condition> conditions = new ArrayList<>();
    while (conditional) {
      conditions.add(condition());
      conditional = !isAtEnd();
      if (conditional && !takeWord("and")) {
        throw error(at, "and, ; or the end");
      }
    }
    return new Rule(action, List.copyOf(arguments), List.copyOf(conditions), start + 1);
  }

  private Condition condition() {
    String written = word("a condition");
    boolean attribute = !vocabulary.containsKey(written);
    String name = written.startsWith(ATTRIBUTES) ? written.substring(11) : written;
    skipBlanks();
    Operator operator = operator();
    skipBlanks();
    int start = at;
    String value = word("a value");
    boolean equality = operator == Operator.EQUAL || operator == Operator.NOT_EQUAL;
    List<String> values = attribute ? TEXT : vocabulary.getOrDefault(name, TEXT);
    if (values == DURATION) {
      return new Condition(name, operator, null, nanos(value, start), false);
    }
    if (equality) {
      return new Condition(name, operator, pattern(values, value, start), 0, attribute);
    }
    double number = values.isEmpty() ? number(value, start) : place(values, value, start);
    if (!attribute && values.isEmpty()) {
      throw error(start, "= or != before the value, as " + name + " is a text,");
    }
    return new Condition(name, operator, null, number, attribute);
  }

  private Operator operator() {
    for (Operator operator : Operator.values()) {
      if (take(operator.symbol)) {
        return operator;
      }
    }
    throw error(at, "one of =, !=, <, <=, >, >=");
  }

  private Glob pattern(List<String> values, String value, int start) {
    Glob glob = values.isEmpty() ? Glob.of(value) : Glob.ofAnyCase(value);
    if (!values.isEmpty() && values.stream().noneMatch(glob::matches)) {
      throw error(start, "one of " + String.join(", ", values));
    }
    return glob;
  }

  private int place(List<String> values, String value, int start) {
    int place = values.indexOf(value.toLowerCase(Locale.ROOT));
    if (place < 0) {
      throw error(start, "one of " + String.join(", ", values));
    }
    return place;
  }

  private double number(String value, int start) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw error(start, "a number");
    }
  }

  private long nanos(String value, int start) {
    try {
      return Config.of(Map.of("duration", value), Map.of(), Map.of())
          .getDurationNanos("duration", 0);
    } catch (ConfigException e) {
      throw error(start, "a duration such as 500ms");
    }
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  /** Whether the rule ends here. */
  private boolean isAtEnd() {
    skipBlanks();
    return at == text.length() || text.charAt(at) == ';';
  }

  private boolean take(String symbol) {
    boolean there = text.startsWith(symbol, at);
    at += there ? symbol.length() : 0;
    return there;
  }

  private boolean takeWord(String word) {
    int end = at + word.length();
    boolean there =
        text.regionMatches(true, at, word, 0, word.length())
            && (end == text.length() || Character.isWhitespace(text.charAt(end)));
    at = there ? end : at;
    return there;
  }

  private String word(String expected) {
    skipBlanks();
    int start = at;
    if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
      int end = text.indexOf(text.charAt(at), at + 1);
      if (end < 0) {
        throw error(start, "a text that ends with the quote it begins with");
      }
      at = end + 1;
      return text.substring(start + 1, end);
    }
    while (at < text.length() && !isDelimiter(text.charAt(at))) {
      at++;
    }
    if (at == start) {
      throw error(start, expected);
    }
    return text.substring(start, at);
  }

  private static boolean isDelimiter(char c) {
    return Character.isWhitespace(c) || "=!<>;\"'".indexOf(c) >= 0;
  }
}
