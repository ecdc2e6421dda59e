// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.spring;

import dev.ringlet.RingletSdk;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.propagation.ContextPropagators;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Makes a {@link RingletSdk} the {@link OpenTelemetry} bean, unless the application has one of its
 * own, before Spring Boot and the OpenTelemetry starter look for one.
 */
@AutoConfiguration(
    beforeName = {
      "io.opentelemetry.instrumentation.spring.autoconfigure.OpenTelemetryAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.opentelemetry.OpenTelemetryAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.tracing.OpenTelemetryTracingAutoConfiguration",
      "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure"
          + ".OpenTelemetryTracingAutoConfiguration",
      "org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration",
      "org.springframework.boot.opentelemetry.autoconfigure.logging"
          + ".OpenTelemetryLoggingAutoConfiguration"
    })
@ConditionalOnMissingBean(OpenTelemetry.class)
public final class RingletAutoConfiguration {
  RingletAutoConfiguration() {}

  @Bean(destroyMethod = "close")
  RingletSdk ringletSdk(
      ConfigurableEnvironment environment,
      ObjectProvider<BuildProperties> buildProperties,
      ObjectProvider<RingletSdkCustomizer> customizers) {
    RingletSdk.Builder builder = RingletSdk.builder();
    SpringSettings settings = SpringSettings.of(environment);
    ApplicationFacts.add(settings, environment, buildProperties.getIfUnique());
    settings.forEach(builder::property);
    customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
    RingletSdk sdk = builder.build();
    Advice.give(environment, settings);
    return sdk;
  }

  @Bean
  RingletLifecycle ringletLifecycle(
      RingletSdk sdk, ConfigurableEnvironment environment, ApplicationContext context) {
    return new RingletLifecycle(
        sdk, context, OwnSettings.isOn(environment, OwnSettings.GLOBAL, false));
  }

  /** The user's setting for the SDK overrides Spring Boot's setting for Micrometer. */
  @Bean
  @Conditional(PropagatorsAreSet.class)
  @ConditionalOnMissingBean
  ContextPropagators ringletContextPropagators(RingletSdk sdk) {
    return sdk.getPropagators();
  }

  @Bean
  static BeanFactoryPostProcessor ringletIdleSdkBeans() {
    return IdleSdkBeans.besideRinglet();
  }
}
