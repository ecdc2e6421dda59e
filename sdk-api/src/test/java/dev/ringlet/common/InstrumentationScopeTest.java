// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import org.junit.jupiter.api.Test;

class InstrumentationScopeTest {
  private static InstrumentationScope.Builder full() {
    return InstrumentationScope.builder("name")
        .setVersion("1.2")
        .setSchemaUrl("http://s")
        .setAttributes(Attributes.of(AttributeKey.stringKey("a"), "1"));
  }

  @Test
  void hasItsParts() {
    InstrumentationScope scope = full().build();
    assertThat(scope.getName()).isEqualTo("name");
    assertThat(scope.getVersion()).isEqualTo("1.2");
    assertThat(scope.getSchemaUrl()).isEqualTo("http://s");
    assertThat(scope.getAttributes()).isEqualTo(Attributes.of(AttributeKey.stringKey("a"), "1"));
    assertThat(scope)
        .hasToString(
            "InstrumentationScope{name=name, version=1.2, schemaUrl=http://s,"
                + " attributes={a=\"1\"}}");
  }

  @Test
  void partsMayBeMissing() {
    InstrumentationScope scope = InstrumentationScope.create("name");
    assertThat(scope.getVersion()).isNull();
    assertThat(scope.getSchemaUrl()).isNull();
    assertThat(scope.getAttributes().isEmpty()).isTrue();
    assertThat(full().setVersion(null).setSchemaUrl(null).setAttributes(null).build())
        .isEqualTo(scope)
        .hasSameHashCodeAs(scope);
    assertThat(InstrumentationScope.empty()).isEqualTo(InstrumentationScope.create(""));
    assertThatThrownBy(() -> InstrumentationScope.create(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("name");
  }

  @Test
  void equalWhenAllPartsAre() {
    InstrumentationScope scope = full().build();
    assertThat(scope).isEqualTo(full().build()).hasSameHashCodeAs(full().build());
    assertThat(scope).isNotEqualTo(full().setVersion("2").build());
    assertThat(scope).isNotEqualTo(full().setVersion(null).build());
    assertThat(scope).isNotEqualTo(full().setSchemaUrl("http://t").build());
    assertThat(scope).isNotEqualTo(full().setAttributes(Attributes.empty()).build());
    assertThat(scope).isNotEqualTo(InstrumentationScope.create("name"));
    assertThat(InstrumentationScope.create("a")).isNotEqualTo(InstrumentationScope.create("b"));
    assertThat(scope).isNotEqualTo(null).isNotEqualTo("name");
  }
}
