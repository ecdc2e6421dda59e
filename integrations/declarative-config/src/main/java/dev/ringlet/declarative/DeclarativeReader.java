// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative;

import dev.ringlet.ConfigurationFileReader;
import dev.ringlet.RingletSdk;
import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.config.Origin;
import dev.ringlet.declarative.create.DeclaredSdk;
import dev.ringlet.declarative.official.OfficialConfig;
import dev.ringlet.declarative.schema.Validator;
import dev.ringlet.declarative.yaml.Node;
import dev.ringlet.declarative.yaml.Substitution;
import dev.ringlet.declarative.yaml.YamlReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/**
 * Reads a file of declarative configuration, format 1.x, and builds an SDK from it. Found by {@link
 * java.util.ServiceLoader} when {@code otel.config.file} has a value.
 *
 * <p>Follows the OpenTelemetry specification, "Configuration SDK" and "Configuration Data Model",
 * and version 1.1.0 of the OpenTelemetry configuration schema.
 */
public final class DeclarativeReader implements ConfigurationFileReader {
  static final String KEY = "otel.config.file";
  private static final Pattern FORMAT = Pattern.compile("1\\.[0-9]+(-rc\\.[0-9]+)?");
  private static final Set<String> KNOWN_FORMATS = Set.of("1.0", "1.1");

  /** Settings of the agent and of instrumentation, which handle a file themselves. */
  private static final List<String> FOREIGN =
      List.of("otel.instrumentation.", "otel.javaagent.", "otel.java.global.autoconfigure.");

  /** Settings that the file has under other names, or that change its values. */
  private static final Set<String> REPLACED =
      Set.of(
          "ringlet.customizers",
          "ringlet.resource.detectors",
          "ringlet.viewer",
          "ringlet.traces.processor",
          "ringlet.logs.processor");

  private final UnaryOperator<String> environment;
  private final UnaryOperator<String> systemProperties;

  /** Creates the reader, for {@link java.util.ServiceLoader}. */
  public DeclarativeReader() {
    this(System::getenv, System::getProperty);
  }

  DeclarativeReader(UnaryOperator<String> environment, UnaryOperator<String> systemProperties) {
    this.environment = environment;
    this.systemProperties = systemProperties;
  }

  @Override
  public Config read(String file, Config given, RingletSdk.Builder parts) {
    Set<String> referenced = new HashSet<>();
    Node root =
        YamlReader.read(
            KEY + ": " + file,
            text(file),
            new Substitution(
                name -> {
                  referenced.add(name.toLowerCase(Locale.ROOT).replace('_', '.'));
                  return environment.apply(name);
                },
                name -> {
                  referenced.add(name.toLowerCase(Locale.ROOT).replace('-', '.').replace('_', '.'));
                  return systemProperties.apply(name);
                }));
    validate(file, root);
    warnOfIgnored(given, referenced);
    warnOfIgnored(file, root);
    Node instrumentation = root.get("instrumentation/development");
    if (instrumentation != null && OfficialConfig.isAvailable()) {
      parts.setConfigProvider(OfficialConfig.provider(instrumentation.plainMap()));
    }
    try {
      return DeclaredSdk.create(root, own(given), environment, parts);
    } catch (ConfigException e) {
      throw new ConfigException(KEY + ": " + file + ", " + e.getMessage());
    }
  }

  static String text(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new ConfigException(
          KEY + ": there is no file " + Path.of(file).toAbsolutePath().normalize());
    } catch (CharacterCodingException e) {
      throw new ConfigException(KEY + ": " + file + " is not in UTF-8");
    } catch (IOException | InvalidPathException e) {
      throw new ConfigException(KEY + ": " + file + " cannot be read: " + e.getMessage());
    }
  }

  static Validator.Findings validate(String file, Node root) {
    Validator.Findings findings = Validator.check(root);
    if (!findings.problems().isEmpty()) {
      throw new ConfigException(
          KEY + ": " + file + ": " + String.join("\n  ", findings.problems()));
    }
    for (String remark : findings.remarks()) {
      log().warning(file + ", " + remark);
    }
    Node format = root.required("file_format");
    if (!FORMAT.matcher(format.text()).matches()) {
      throw new ConfigException(
          KEY
              + ": "
              + file
              + ", "
              + format.place()
              + ": expected 1.0 or 1.1, not \""
              + format.written()
              + '"');
    }
    if (!KNOWN_FORMATS.contains(format.text())) {
      log()
          .warning(
              file
                  + ", "
                  + format.place()
                  + ": the file is read as format 1.1; what is new in "
                  + format.text()
                  + " is not known");
    }
    return findings;
  }

  /** Logs one line, because the file replaces all settings except Ringlet's own. */
  private static void warnOfIgnored(Config given, Set<String> referenced) {
    Set<String> ignored = new TreeSet<>();
    for (String key : given.keys()) {
      boolean replaced = key.startsWith("otel.") && !key.equals(KEY) || REPLACED.contains(key);
      boolean isDefault = given.origin(key) == Origin.SUPPLIER;
      if (replaced
          && !isDefault
          && !referenced.contains(key)
          && FOREIGN.stream().noneMatch(key::startsWith)) {
        ignored.add(key);
      }
    }
    if (!ignored.isEmpty()) {
      log()
          .warning(
              KEY + " is set, so these settings have no effect: " + String.join(", ", ignored));
    }
  }

  /** Logs one line for what the file itself cannot set. */
  private static void warnOfIgnored(String file, Node root) {
    Set<String> ignored = new TreeSet<>(DeclaredSdk.distribution(root).keySet());
    ignored.removeIf(key -> !REPLACED.contains(key) && !key.equals("ringlet.properties.file"));
    if (!ignored.isEmpty()) {
      log()
          .warning(
              file
                  + ", distribution.ringlet: these settings have no effect in a file: "
                  + String.join(", ", ignored));
    }
  }

  static Config own(Config given) {
    Map<String, String> own = new HashMap<>();
    for (String key : given.keys()) {
      if (key.startsWith("ringlet.") && !REPLACED.contains(key)) {
        own.put(key, given.getString(key, ""));
      }
    }
    return Config.of(own, Map.of(), Map.of());
  }

  private static Logger log() {
    return Logger.getLogger(DeclarativeReader.class.getName());
  }
}
