// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.spring;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.info.BuildProperties;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.ClassUtils;

/**
 * Resource attributes from Spring, from the starter and from resource detectors, unless settings
 * have them. A file of declarative configuration has the whole resource.
 */
final class ApplicationFacts {
  static final String VERSION_FILE = "version.txt";
  static final String CONFIG_FILE = "otel.config.file";
  static final String NAME = "spring.application.name";

  private static final String DETECTORS = "ringlet.resource.detectors";
  private static final String OFFICIAL_DETECTORS = "otel.java.enabled.resource.providers";

  /** Those that the OpenTelemetry starter runs; clouds are switched on by a setting there, too. */
  private static final String ON_SITE = "service,os,process,host,container";

  static final String DETECTOR_CLASS = "dev.ringlet.resources.ResourceDetectorProvider";

  private ApplicationFacts() {}

  static void add(
      SpringSettings settings, ConfigurableEnvironment environment, BuildProperties build) {
    if (!settings.isSet(CONFIG_FILE)) {
      addResource(settings, environment, build);
    }
    // Spring closes the SDK when the process ends; a hook of its own would close it while requests
    // are still being served.
    if (OwnSettings.isOn(environment, "spring.main.register-shutdown-hook", true)) {
      settings.addDefault("ringlet.shutdown.hook", "false");
    }
  }

  private static void addResource(
      SpringSettings settings, ConfigurableEnvironment environment, BuildProperties build) {
    if (!settings.isSet(SpringSettings.SERVICE_NAME)) {
      String name = environment.getProperty(NAME);
      settings.addResourceAttribute(
          "service.name", isBlank(name) && build != null ? build.getName() : name);
    }
    settings.addResourceAttribute(
        "service.version",
        build == null ? environment.getProperty("spring.application.version") : build.getVersion());
    settings.addResourceAttribute(
        "service.namespace", environment.getProperty("spring.application.group"));
    settings.addResourceAttribute("telemetry.distro.name", "ringlet-spring-boot-starter");
    settings.addResourceAttribute("telemetry.distro.version", version());
    if (!settings.isSet(OFFICIAL_DETECTORS) && hasDetectors()) {
      settings.addDefault(DETECTORS, ON_SITE);
    }
  }

  /** The application may exclude their jar. */
  private static boolean hasDetectors() {
    return ClassUtils.isPresent(DETECTOR_CLASS, ApplicationFacts.class.getClassLoader());
  }

  private static String version() {
    try (InputStream in = ApplicationFacts.class.getResourceAsStream(VERSION_FILE)) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8).trim();
    } catch (IOException e) {
      return null;
    }
  }

  private static boolean isBlank(String text) {
    return text == null || text.isBlank();
  }
}
