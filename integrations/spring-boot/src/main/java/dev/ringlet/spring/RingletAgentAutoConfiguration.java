// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.spring;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Makes the SDK of the OpenTelemetry Java agent the {@link OpenTelemetry} bean where that agent
 * runs, so that there is one pipeline and not two. No {@code RingletSdk} is made then.
 */
@AutoConfiguration(before = RingletAutoConfiguration.class)
@Conditional(JavaAgent.class)
@ConditionalOnMissingBean(OpenTelemetry.class)
public final class RingletAgentAutoConfiguration {
  private static final Logger LOGGER =
      Logger.getLogger(RingletAgentAutoConfiguration.class.getName());

  RingletAgentAutoConfiguration() {}

  @Bean
  OpenTelemetry agentOpenTelemetry() {
    LOGGER.log(
        Level.INFO,
        "The OpenTelemetry Java agent runs: its SDK is the OpenTelemetry bean, and Ringlet is not"
            + " started. Settings of otel.* and ringlet.* in files of Spring have no effect; to use"
            + " Ringlet, run without the agent");
    return GlobalOpenTelemetry.get();
  }

  @Bean
  static BeanFactoryPostProcessor ringletIdleSdkBeans() {
    return IdleSdkBeans.besideTheAgent();
  }
}
