// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.spring;

import java.util.Arrays;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Leaves out Micrometer's own OTLP registry, which would send the same meters a second time from a
 * thread of its own, unless the user switches it on.
 */
final class OtlpRegistryFilter implements AutoConfigurationImportFilter, EnvironmentAware {
  static final String SWITCH = "management.otlp.metrics.export.enabled";

  private Environment environment;

  OtlpRegistryFilter() {}

  @Override
  public void setEnvironment(Environment environment) {
    this.environment = environment;
  }

  @Override
  public boolean[] match(String[] classes, AutoConfigurationMetadata metadata) {
    boolean replaced =
        Arrays.asList(classes).contains(RingletMetricsAutoConfiguration.class.getName())
            && RingletMetricsAutoConfiguration.isEnabled(environment)
            && !OwnSettings.isOn(environment, SWITCH, false)
            && !JavaAgent.isActive();
    boolean[] kept = new boolean[classes.length];
    for (int i = 0; i < classes.length; i++) {
      kept[i] =
          !replaced
              || classes[i] == null
              || !classes[i].endsWith(".export.otlp.OtlpMetricsExportAutoConfiguration");
    }
    return kept;
  }
}
