// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.assertj;

import io.opentelemetry.api.common.AttributeKey;
import java.util.function.Consumer;

/**
 * What the value of an attribute must satisfy; made by {@link TelemetryAssertions#equalTo} and
 * {@link TelemetryAssertions#satisfies}.
 */
public final class AttributeAssertion {
  private final AttributeKey<?> key;
  private final Consumer<Object> assertion;

  <T> AttributeAssertion(AttributeKey<T> key, Consumer<Object> assertion) {
    this.key = key;
    this.assertion = assertion;
  }

  AttributeKey<?> key() {
    return key;
  }

  void check(Object value) {
    assertion.accept(value);
  }
}
