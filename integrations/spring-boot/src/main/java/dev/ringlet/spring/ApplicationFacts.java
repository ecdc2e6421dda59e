// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.spring;

import org.springframework.boot.info.BuildProperties;
import org.springframework.core.env.ConfigurableEnvironment;

/** Resource attributes from Spring, for those that the settings leave open. */
final class ApplicationFacts {
  private ApplicationFacts() {}

  static void add(
      SpringSettings settings, ConfigurableEnvironment environment, BuildProperties build) {
    if (!settings.isSet(SpringSettings.SERVICE_NAME)) {
      String name = environment.getProperty("spring.application.name");
      settings.addResourceAttribute(
          "service.name", isBlank(name) && build != null ? build.getName() : name);
    }
    settings.addResourceAttribute(
        "service.version",
        build == null ? environment.getProperty("spring.application.version") : build.getVersion());
    settings.addResourceAttribute(
        "service.namespace", environment.getProperty("spring.application.group"));
    // Spring closes the SDK when the process ends; a hook of its own would close it while requests
    // are still being served.
    if (OwnSettings.isOn(environment, "spring.main.register-shutdown-hook", true)) {
      settings.addDefault("ringlet.shutdown.hook", "false");
    }
  }

  private static boolean isBlank(String text) {
    return text == null || text.isBlank();
  }
}
