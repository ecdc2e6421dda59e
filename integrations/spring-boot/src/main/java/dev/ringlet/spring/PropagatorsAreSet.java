// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.spring;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether the user has set the propagators of the SDK. */
final class PropagatorsAreSet implements Condition {
  static final String KEY = "otel.propagators";

  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    return context.getEnvironment() instanceof ConfigurableEnvironment environment
        && SpringSettings.of(environment).isSet(KEY);
  }
}
