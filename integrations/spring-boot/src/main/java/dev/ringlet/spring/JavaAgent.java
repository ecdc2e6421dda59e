// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.spring;

import io.opentelemetry.api.GlobalOpenTelemetry;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.ClassUtils;

/**
 * Whether the OpenTelemetry Java agent runs in this process and its SDK is the global one.
 *
 * <p>The JVM adds the jar of an agent to the system class path, so its class is found there.
 * Without it {@code GlobalOpenTelemetry} is not asked: it would register the no-op for good.
 */
final class JavaAgent implements Condition {
  private static final String AGENT = "io.opentelemetry.javaagent.OpenTelemetryAgent";

  JavaAgent() {}

  static boolean isActive() {
    return ClassUtils.isPresent(AGENT, ClassLoader.getSystemClassLoader())
        && isOn(System.getProperty("otel.javaagent.enabled"))
        && isOn(System.getenv("OTEL_JAVAAGENT_ENABLED"))
        && isOfTheAgent(GlobalOpenTelemetry.get().getTracerProvider());
  }

  private static boolean isOn(String setting) {
    return setting == null || !setting.strip().equalsIgnoreCase("false");
  }

  private static boolean isOfTheAgent(Object provider) {
    return provider.getClass().getName().startsWith("io.opentelemetry.javaagent.");
  }

  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    return isActive();
  }
}
