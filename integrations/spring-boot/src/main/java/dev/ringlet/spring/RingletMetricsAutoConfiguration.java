// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.spring;

import dev.ringlet.RingletSdk;
import dev.ringlet.spring.micrometer.RingletMeterRegistry;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Exports the meters of Micrometer through Ringlet, unless {@code ringlet.spring.micrometer} is
 * false or the OpenTelemetry starter does it ({@code otel.instrumentation.micrometer.enabled}).
 */
@AutoConfiguration(
    after = RingletAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.actuate.autoconfigure.metrics.MetricsAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration"
    },
    beforeName = {
      "org.springframework.boot.actuate.autoconfigure.metrics"
          + ".CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.metrics.export.simple"
          + ".SimpleMetricsExportAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure"
          + ".CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple"
          + ".SimpleMetricsExportAutoConfiguration"
    })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({RingletSdk.class, Clock.class})
@Conditional(RingletMetricsAutoConfiguration.Enabled.class)
public final class RingletMetricsAutoConfiguration {
  RingletMetricsAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  RingletMeterRegistry ringletMeterRegistry(RingletSdk sdk, Clock clock) {
    return new RingletMeterRegistry(sdk, clock);
  }

  static boolean isEnabled(Environment environment) {
    return OwnSettings.isOn(environment, OwnSettings.MICROMETER, true)
        && !OwnSettings.isOn(environment, "otel.instrumentation.micrometer.enabled", false);
  }

  /** Whether the settings leave the meters to Ringlet. */
  static final class Enabled implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return isEnabled(context.getEnvironment());
    }
  }
}
