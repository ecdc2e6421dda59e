// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderRulesTest {
  private static final String SECRET = "s3cret";

  /** Of the 65,536 characters, a value has tab, space and the visible ones of ASCII. */
  @Test
  void noValueEndsItsLine() {
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      Map<String, String> headers = Map.of("x-key", SECRET + (char) c + "X-Other: a");
      if (c == '\t' || (c >= ' ' && c <= '~')) {
        assertThat(HeaderRules.check(headers)).isEqualTo(headers);
      } else {
        assertThatThrownBy(() -> HeaderRules.check(headers))
            .as("character %d", c)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("x-key")
            .hasMessageNotContaining(SECRET);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:b", "a\r\nX-Other", "a\tb", "é", "a\u0000", "(a)", "a/b"})
  void aNameIsAToken(String name) {
    assertThatThrownBy(() -> HeaderRules.check(Map.of(name, SECRET)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not an HTTP token")
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void everyTokenIsAName() {
    String name = "azAZ09!#$%&'*+-.^_`|~";
    assertThat(HeaderRules.check(Map.of(name, "v"))).containsExactly(Map.entry(name, "v"));
  }

  @Test
  void whatIsNullIsRefused() {
    Map<String, String> noValue = new HashMap<>();
    noValue.put("a", null);
    assertThatThrownBy(() -> HeaderRules.check(noValue)).hasMessage("header a has no value");
    Map<String, String> noName = new HashMap<>();
    noName.put(null, "v");
    assertThatThrownBy(() -> HeaderRules.check(noName)).hasMessageContaining("not an HTTP token");
  }

  @Test
  void valuesAreTrimmedAndNamesIgnoreCase() {
    Map<String, String> checked = HeaderRules.check(Map.of("X-Key", " \r\n v \t"));
    assertThat(checked).containsOnly(Map.entry("X-Key", "v"));
    assertThat(checked.get("x-KEY")).isEqualTo("v");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length",
        "transfer-encoding",
        "TE",
        "Connection",
        "grpc-timeout",
        "Expect"
      })
  void framingIsNotTheUsers(String name) {
    assertThat(HeaderRules.isOurs(name)).isTrue();
    assertThat(HeaderRules.check(Map.of(name, "v", "other", "w"))).containsOnlyKeys("other");
  }

  @Test
  void namesOfCredentialsAreKnown() {
    for (String name :
        List.of("Authorization", "X-API-Key", "token", "my-SECRET", "Cookie", "db-password")) {
      assertThat(HeaderRules.credentialAmong(List.of("tenant", name))).isEqualTo(name);
    }
    assertThat(HeaderRules.credentialAmong(List.of("tenant", "x-scope"))).isNull();
  }
}
