// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.config.ConfigException;
import dev.ringlet.declarative.yaml.Node;
import dev.ringlet.declarative.yaml.Substitution;
import dev.ringlet.declarative.yaml.YamlReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of the specification, "Environment variable substitution", and some more rows. */
class SubstitutionTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "STRING_VALUE", "value",
          "BOOL_VALUE", "true",
          "INT_VALUE", "1",
          "FLOAT_VALUE", "1.1",
          "HEX_VALUE", "0xdeadbeef",
          "INVALID_MAP_VALUE", "value\nkey:value",
          "DO_NOT_REPLACE_ME", "Never use this value",
          "REPLACE_ME", "${DO_NOT_REPLACE_ME}",
          "VALUE_WITH_ESCAPE", "value$$",
          "EMPTY", "");

  private static Node read(String yaml) {
    return YamlReader.read(
        "otel.yaml", yaml, new Substitution(ENVIRONMENT::get, Map.of("user.name", "ann")::get));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "${STRING_VALUE} | String | value",
        "${BOOL_VALUE} | Boolean | true",
        "${INT_VALUE} | Integer | 1",
        "${FLOAT_VALUE} | Double | 1.1",
        "${HEX_VALUE} | Long | 3735928559",
        "\"${STRING_VALUE}\" | String | value",
        "\"${BOOL_VALUE}\" | String | true",
        "\"${INT_VALUE}\" | String | 1",
        "\"${FLOAT_VALUE}\" | String | 1.1",
        "\"${HEX_VALUE}\" | String | 0xdeadbeef",
        "'${INT_VALUE}' | String | 1",
        "!!str ${INT_VALUE} | String | 1",
        "${env:STRING_VALUE} | String | value",
        "${sys:user.name} | String | ann",
        "${sys:no.name:-nobody} | String | nobody",
        "foo ${STRING_VALUE} ${FLOAT_VALUE} | String | foo value 1.1",
        "${UNDEFINED_KEY:-fallback} | String | fallback",
        "${EMPTY:-fallback} | String | fallback",
        "${UNDEFINED_KEY:-5} | Integer | 5",
        "${REPLACE_ME} | String | ${DO_NOT_REPLACE_ME}",
        "${UNDEFINED_KEY:-${STRING_VALUE}} | String | ${STRING_VALUE}",
        "$${STRING_VALUE} | String | ${STRING_VALUE}",
        "$$${STRING_VALUE} | String | $value",
        "$$$${STRING_VALUE} | String | $${STRING_VALUE}",
        "$${STRING_VALUE:-fallback} | String | ${STRING_VALUE:-fallback}",
        "$${STRING_VALUE:-${STRING_VALUE}} | String | ${STRING_VALUE:-value}",
        "${UNDEFINED_KEY:-$${UNDEFINED_KEY}} | String | ${UNDEFINED_KEY:-${UNDEFINED_KEY}}",
        "${VALUE_WITH_ESCAPE} | String | value$$",
        "a $$ b | String | a $ b",
        "a $ b | String | a $ b",
        "1$ | String | 1$"
      })
  void aScalarIsReplacedAndThenTyped(String written, String type, String expected) {
    Node node = read("key: " + written).required("key");
    assertThat(node.value()).hasToString(expected);
    assertThat(node.value().getClass().getSimpleName()).isEqualTo(type);
    assertThat(node.text()).isEqualTo(expected.equals("3735928559") ? "0xdeadbeef" : expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"${UNDEFINED_KEY}", "${EMPTY}", "", "~", "null"})
  void nothingIsNull(String written) {
    assertThat(read("key: " + written).required("key").isNull()).isTrue();
  }

  @Test
  void aQuotedReferenceToNothingIsEmptyText() {
    assertThat(read("key: \"${UNDEFINED_KEY}\"").required("key").value()).isEqualTo("");
  }

  @Test
  void aVariableAddsNoStructure() {
    assertThat(read("key: ${INVALID_MAP_VALUE}").required("key").value())
        .isEqualTo("value\nkey:value");
  }

  @Test
  void aKeyIsNotReplaced() {
    assertThat(read("${STRING_VALUE}: value").map()).containsOnlyKeys("${STRING_VALUE}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"${STRING_VALUE:?error}", "${1API_KEY}", "${API_$KEY}", "${}", "${other:KEY}"})
  void aMalformedReferenceIsRefusedWithItsPlace(String written) {
    assertThatThrownBy(() -> read("a:\n  - b\n  - " + written))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("otel.yaml, line 3, column 5, a[1]: a reference must be ${NAME}");
  }

  @Test
  void whatIsNoYamlIsRefusedWithItsPlace() {
    assertThatThrownBy(() -> read("a: b\nc: [d"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("otel.yaml, line 2, column")
        .hasMessageContaining("this is not YAML");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: !b%20 c", "!%b", "!%20 {}", "- !c%09 [x]"})
  void aTagThatEndsInASpaceIsRefused(String yaml) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(ConfigException.class)
        .hasMessageMatching("otel.yaml: this is not YAML: Tag .*spaces.*");
  }

  @Test
  void aKeyThatStandsTwiceIsRefused() {
    assertThatThrownBy(() -> read("a:\n  b: 1\n  b: 2"))
        .hasMessage("otel.yaml, line 3, column 3, a.b: the key occurs twice");
  }

  @Test
  void anAliasIsFollowedAndOneInItselfIsRefused() {
    Node root = read("a: &x\n  b: ${INT_VALUE}\nc: *x");
    assertThat(root.required("c").required("b").value()).isEqualTo(1);
    assertThatThrownBy(() -> read("a: &x\n  b: *x"))
        .hasMessageContaining("a.b: an alias must not refer to a node that contains it");
  }

  @Test
  void aBombOfAliasesIsRefused() {
    StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String one = "*a" + (i - 1);
      yaml.append("a" + i + ": &a" + i + " [" + (one + ", ").repeat(9) + one + "]\n");
    }
    assertThatThrownBy(() -> read(yaml.toString())).hasMessageContaining("more than 100000 nodes");
  }

  @Test
  void refusesMoreThanAHundredLevels() {
    for (String deep :
        List.of("[".repeat(16_000), "{a: ".repeat(4_000), "- ".repeat(8_000), "? ".repeat(5_000))) {
      assertThatThrownBy(() -> read(deep))
          .isInstanceOf(ConfigException.class)
          .hasMessageMatching("(?s).*line 1, column [0-9]+: there are more than 100 levels");
    }
    StringBuilder aliases = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i <= 100; i++) {
      aliases.append("a" + i + ": &a" + i + " [*a" + (i - 1) + "]\n");
    }
    assertThatThrownBy(() -> read(aliases.toString()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("more than 100 levels, with aliases");
  }

  @Test
  void jsonIsReadToo() {
    Node root = read("{\"a\": {\"b\": [1, \"${STRING_VALUE}\", null, true]}}");
    assertThat(root.plainMap().toString()).isEqualTo("{a={b=[1, value, null, true]}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- "})
  void deepNestingIsRefused(String opening) {
    assertThatThrownBy(() -> read("a:\n  " + opening.repeat(200_000)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("there are more than 100 levels");
  }

  @Test
  void aFileOfManyMegabytesIsRefused() {
    assertThatThrownBy(() -> read("a: " + "b".repeat(4 << 20)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("exceeds the limit");
  }

  /** Tags make no objects: the parser knows those of the core schema only. */
  @Test
  void aTagOfAClassIsNoInstance() {
    Node root =
        read(
            "a: !!javax.script.ScriptEngineManager [!!java.net.URL [\"http://localhost:1/x\"]]\n"
                + "b: !<tag:yaml.org,2002:java.lang.ProcessBuilder> text\n"
                + "c: !own {d: 1}");
    assertThat(root.plain())
        .isEqualTo(
            Map.of(
                "a", List.of(List.of("http://localhost:1/x")), "b", "text", "c", Map.of("d", 1)));
  }
}
