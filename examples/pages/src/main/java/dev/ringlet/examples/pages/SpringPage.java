// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples.pages;

import dev.ringlet.official.OfficialTypes;
import dev.ringlet.spring.RingletSdkCustomizer;
import dev.ringlet.trace.Sampler;
import dev.ringlet.trace.SamplingDecision;
import dev.ringlet.trace.SamplingRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The samples of integrations/spring-boot/README.md. */
@Configuration(proxyBeanMethods = false)
class SpringPage {
  @Bean
  RingletSdkCustomizer samplerOfTheShop() {
    return builder -> builder.setSampler(new ShopSampler());
  }

  @Bean
  RingletSdkCustomizer processorOfTheShop(io.opentelemetry.sdk.trace.SpanProcessor processor) {
    return builder -> builder.addSpanProcessor(OfficialTypes.spanProcessor(processor));
  }

  private static final class ShopSampler implements Sampler {
    @Override
    public SamplingDecision shouldSample(SamplingRequest request) {
      return request.getName().startsWith("GET /health")
          ? SamplingDecision.DROP
          : SamplingDecision.RECORD_AND_SAMPLE;
    }

    @Override
    public String getDescription() {
      return "ShopSampler";
    }
  }
}
