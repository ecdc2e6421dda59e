// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.config.ConfigException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleParserTest {
  private static final Map<String, List<String>> VOCABULARY =
      Map.of(
          "name", RuleParser.TEXT,
          "kind", List.of("internal", "server", "client"),
          "duration", RuleParser.DURATION);

  /** A server span of two seconds. */
  private static final Subject<String> SPAN =
      new Subject<>() {
        @Override
        public CharSequence text(String of, String name) {
          return Map.of("name", "GET /users", "kind", "server").get(name);
        }

        @Override
        public CharSequence attribute(String of, String name) {
          return Map.of("code", "503", "ratio", "0.5", "if", "x", "name", "other").get(name);
        }

        @Override
        public long number(String of, String name) {
          return name.equals("duration") ? 2_000_000_000L : name.equals("kind") ? 1 : -1;
        }
      };

  private static List<Rule> parse(String text) {
    return RuleParser.parse("key", text, VOCABULARY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "name='GET /users' | true",
        "name=\"GET *\" | true",
        "name=GET* | true",
        "name=?ET* | true",
        "name=get* | false",
        "name!=POST* | true",
        "kind=SERVER | true",
        "kind>=server | true",
        "kind>server | false",
        "kind=client | false",
        "duration>=2s | true",
        "duration>1999ms | true",
        "duration<2s | false",
        "code>=500 | true",
        "code<500 | false",
        "ratio<0.6 and ratio>0.4 | true",
        "ratio<0.6 and code<500 | false",
        "absent=* | false",
        "absent!=x | true",
        "absent>0 | false",
        "attributes.if=x | true",
        "attributes.name=other | true",
      })
  void conditionsHoldOrNot(String condition, boolean expected) {
    assertThat(parse("drop if " + condition).get(0).matches("", SPAN)).isEqualTo(expected);
  }

  @Test
  void rulesHaveActionsAndArguments() {
    List<Rule> rules = parse(" Drop ; redact url.* 'a b' if kind = server;");
    assertThat(rules).extracting(Rule::action).containsExactly("drop", "redact");
    assertThat(rules.get(1).arguments()).containsExactly("url.*", "a b");
    assertThat(rules.get(0).matches("", SPAN)).isTrue();
    assertThat(rules.get(1).matches("", SPAN)).isTrue();
    assertThat(rules.get(1).position()).isEqualTo(9);
    assertThat(parse("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "drop if | a condition at position 8",
        "drop if name | one of =, !=, <, <=, >, >= at position 13",
        "drop if kind=none | one of internal, server, client at position 14",
        "drop if kind<all | one of internal, server, client at position 14",
        "drop if name>a | a number at position 14",
        "drop if name>1 | = or != before the value, as name is a text, at position 14",
        "drop if code>many | a number at position 14",
        "drop if duration>1day | a duration such as 500ms at position 18",
        "drop if name=a or name=b | and, ; or the end at position 16",
        "drop if name='a | a text that ends with the quote it begins with at position 14",
        "= | an action at position 1",
      })
  void errorsNameKeyAndPosition(String text, String expected) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(ConfigException.class)
        .hasMessage("key: expected " + expected);
  }
}
