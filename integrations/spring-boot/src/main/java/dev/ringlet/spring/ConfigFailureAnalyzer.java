// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.spring;

import dev.ringlet.config.ConfigException;
import java.util.regex.Pattern;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;

/**
 * Explains a start that failed because of a setting: the key, the allowed values, and the origin.
 */
final class ConfigFailureAnalyzer extends AbstractFailureAnalyzer<ConfigException> {
  private final Environment environment;

  ConfigFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, ConfigException cause) {
    StringBuilder description = new StringBuilder("The setting cannot be used by Ringlet.\n\n    ");
    description.append(cause.getMessage()).append('\n');
    if (environment instanceof ConfigurableEnvironment configurable) {
      SpringSettings.of(configurable)
          .namesInSources()
          .forEach(
              (key, name) -> {
                if (names(cause.getMessage(), key)) {
                  description.append("\n    ").append(name).append(" is from ");
                  description.append(origin(configurable, name)).append('\n');
                }
              });
    }
    return new FailureAnalysis(
        description.toString(), "Change the setting to what is expected, or remove it.", cause);
  }

  /** Whether a message names the key, and not a longer one that begins with it. */
  private static boolean names(String message, String key) {
    return Pattern.compile("(?<![\\w.-])" + Pattern.quote(key) + "(?![.-]?\\w)")
        .matcher(message)
        .find();
  }

  private static String origin(ConfigurableEnvironment environment, String name) {
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (source.containsProperty(name) && !source.getName().equals("configurationProperties")) {
        Origin origin = OriginLookup.getOrigin(source, name);
        return origin == null ? source.getName() : origin.toString();
      }
    }
    return "the environment";
  }
}
