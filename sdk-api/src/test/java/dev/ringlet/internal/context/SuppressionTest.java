// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.impl.InstrumentationUtil;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.junit.jupiter.api.Test;

class SuppressionTest {
  @Test
  void theMarkOfTheApiIsSetToo() {
    assertThat(InstrumentationUtil.shouldSuppressInstrumentation(Context.current())).isFalse();
    try (Scope own = Suppression.open()) {
      assertThat(own).isNotNull();
      assertThat(Suppression.isActive(Context.current())).isTrue();
      assertThat(InstrumentationUtil.shouldSuppressInstrumentation(Context.current())).isTrue();
    }
    assertThat(InstrumentationUtil.shouldSuppressInstrumentation(Context.current())).isFalse();
  }
}
