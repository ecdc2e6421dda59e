// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative.official;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.incubator.config.DeclarativeConfigProperties;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeclaredPropertiesTest {
  private static final Map<String, Object> VALUES =
      Map.of(
          "text",
          "a",
          "truth",
          true,
          "whole",
          7,
          "long",
          1L << 40,
          "huge",
          BigInteger.ONE.shiftLeft(80),
          "number",
          0.5,
          "texts",
          List.of("a", "b"),
          "mixed",
          List.of(1, "b"),
          "map",
          Map.of("inner", 1),
          "maps",
          List.of(Map.of("n", 1), Map.of("n", 2)));

  private final DeclaredProperties properties = (DeclaredProperties) DeclaredProperties.of(VALUES);

  @Test
  void eachValueHasItsType() {
    assertThat(properties.getString("text")).isEqualTo("a");
    assertThat(properties.getBoolean("truth")).isTrue();
    assertThat(properties.getInt("whole")).isEqualTo(7);
    assertThat(properties.getLong("whole")).isEqualTo(7);
    assertThat(properties.getLong("long")).isEqualTo(1L << 40);
    assertThat(properties.getDouble("whole")).isEqualTo(7.0);
    assertThat(properties.getDouble("number")).isEqualTo(0.5);
    assertThat(properties.getScalarList("texts", String.class)).containsExactly("a", "b");
    assertThat(properties.getStructured("map").getInt("inner")).isEqualTo(1);
    assertThat(properties.getStructuredList("maps"))
        .extracting(each -> each.getInt("n"))
        .containsExactly(1, 2);
    assertThat(properties.getPropertyKeys()).isEqualTo(VALUES.keySet());
  }

  @Test
  void aValueOfAnotherTypeIsAsIfAbsent() {
    assertThat(properties.getString("whole")).isNull();
    assertThat(properties.getBoolean("text")).isNull();
    assertThat(properties.getInt("long")).isNull();
    assertThat(properties.getInt("number")).isNull();
    assertThat(properties.getLong("number")).isNull();
    assertThat(properties.getLong("huge")).isNull();
    assertThat(properties.getDouble("huge")).isNull();
    assertThat(properties.getDouble("text")).isNull();
    assertThat(properties.getScalarList("text", String.class)).isNull();
    assertThat(properties.getScalarList("mixed", String.class)).isNull();
    assertThat(properties.getStructured("texts")).isNull();
    assertThat(properties.getStructuredList("map")).isNull();
    assertThat(properties.getStructuredList("texts")).isNull();
    assertThat(properties.getString("absent")).isNull();
  }

  @Test
  void questionsForATypeAgreeWithTheValues() {
    assertThat(properties.isString("text")).isTrue();
    assertThat(properties.isString("whole")).isFalse();
    assertThat(properties.isBoolean("truth")).isTrue();
    assertThat(properties.isBoolean("text")).isFalse();
    for (String name : VALUES.keySet()) {
      assertThat(properties.isInt(name)).as(name).isEqualTo(properties.getInt(name) != null);
      assertThat(properties.isLong(name)).as(name).isEqualTo(properties.getLong(name) != null);
      assertThat(properties.isDouble(name)).as(name).isEqualTo(properties.getDouble(name) != null);
    }
  }

  @Test
  void theTextHasNoValue() {
    DeclarativeConfigProperties secret = DeclaredProperties.of(Map.of("password", "s3cret"));
    assertThat(secret).hasToString("DeclaredProperties[password]");
  }
}
