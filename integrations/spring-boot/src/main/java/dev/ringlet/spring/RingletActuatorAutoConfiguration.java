// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.spring;

import dev.ringlet.RingletSdk;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Shows {@link RingletSdk#health()} as the health component and as the endpoint {@code ringlet}.
 * The classes of health indicators have moved in Spring Boot 4, so each version has its own.
 */
@AutoConfiguration(
    after = RingletAutoConfiguration.class,
    beforeName = {
      "org.springframework.boot.actuate.autoconfigure.health.HealthEndpointAutoConfiguration",
      "org.springframework.boot.health.autoconfigure.registry"
          + ".HealthContributorRegistryAutoConfiguration"
    })
@ConditionalOnBean(RingletSdk.class)
public final class RingletActuatorAutoConfiguration {
  RingletActuatorAutoConfiguration() {}

  /** The endpoint, the same in both versions. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(
      name = {
        "org.springframework.boot.actuate.endpoint.annotation.Endpoint",
        "org.springframework.boot.actuate.autoconfigure.endpoint.condition"
            + ".ConditionalOnAvailableEndpoint"
      })
  static class EndpointConfiguration {
    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint
    RingletEndpoint ringletEndpoint(RingletSdk sdk) {
      return new RingletEndpoint(sdk);
    }
  }

  /** The health component of Spring Boot 3. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(
      name = {
        "org.springframework.boot.actuate.health.HealthIndicator",
        "org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator"
      })
  @org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator(
      "ringlet")
  static class Boot3Health {
    @Bean
    @ConditionalOnMissingBean(name = "ringletHealthIndicator")
    org.springframework.boot.actuate.health.HealthIndicator ringletHealthIndicator(RingletSdk sdk) {
      HealthReport report = new HealthReport(sdk::health);
      return () -> {
        HealthReport.Answer answer = report.answer();
        return new org.springframework.boot.actuate.health.Health.Builder()
            .status(answer.status())
            .withDetails(answer.details())
            .build();
      };
    }
  }

  /** The health component of Spring Boot 4. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(
      name = {
        "org.springframework.boot.health.contributor.HealthIndicator",
        "org.springframework.boot.health.autoconfigure.contributor"
            + ".ConditionalOnEnabledHealthIndicator"
      })
  @org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator(
      "ringlet")
  static class Boot4Health {
    @Bean
    @ConditionalOnMissingBean(name = "ringletHealthIndicator")
    org.springframework.boot.health.contributor.HealthIndicator ringletHealthIndicator(
        RingletSdk sdk) {
      HealthReport report = new HealthReport(sdk::health);
      return () -> {
        HealthReport.Answer answer = report.answer();
        return new org.springframework.boot.health.contributor.Health.Builder()
            .status(answer.status())
            .withDetails(answer.details())
            .build();
      };
    }
  }
}
