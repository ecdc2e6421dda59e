// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.spring;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * The settings of {@code otel.*} and {@code ringlet.*} in the environment of Spring, in the form
 * that the builder of the SDK takes.
 *
 * <p>The sources are read in the order of Spring, and the first source that has a key wins: command
 * line, system properties, variables of the process, application files. A list is taken whole from
 * one source. A map (the resource attributes, headers) is merged from all of them by name, headers
 * without regard to case; where it is written as one text, that counts as its entries, and of equal
 * names in it the last wins. Variables and system properties that are empty count as unset, as the
 * specification demands.
 */
final class SpringSettings {
  static final String RESOURCE_ATTRIBUTES = "otel.resource.attributes";
  static final String SERVICE_NAME = "otel.service.name";

  private static final Pattern OURS = Pattern.compile("(?i)(otel|ringlet)[._-].+");
  private static final Pattern VARIABLE = Pattern.compile("(OTEL|RINGLET)_[A-Z0-9_]+");
  private static final Pattern MAP =
      Pattern.compile(
          "otel\\.resource\\.attributes"
              + "|otel\\.exporter\\.otlp\\.((traces|metrics|logs|profiles)\\.)?headers"
              + "|ringlet\\.exporter\\.otlp\\.endpoints\\.[0-9]+\\.headers");
  private static final Pattern MAP_ENTRY =
      Pattern.compile("(?i)(.+?[.]headers|otel[.]resource[.]attributes)(?:[.](.+)|\\[(.+)])");
  private static final Pattern LIST_ITEM = Pattern.compile("(.+)\\[([0-9]+)]");

  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> maps = new LinkedHashMap<>();
  private final Map<String, String> namesInSources = new LinkedHashMap<>();

  private SpringSettings() {}

  /** Reads an environment; place holders in values are resolved. */
  static SpringSettings of(ConfigurableEnvironment environment) {
    SpringSettings settings = new SpringSettings();
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (source instanceof EnumerablePropertySource<?> enumerable) {
        settings.add(enumerable, environment);
      }
    }
    return settings;
  }

  private void add(EnumerablePropertySource<?> source, ConfigurableEnvironment environment) {
    boolean emptyIsUnset =
        source.getName().startsWith("systemEnvironment")
            || source.getName().equals("systemProperties");
    Map<String, TreeMap<Integer, String>> lists = new LinkedHashMap<>();
    for (String name : source.getPropertyNames()) {
      if (!OURS.matcher(name).matches()) {
        continue;
      }
      Object raw = source.getProperty(name);
      String value = raw == null ? "" : environment.resolvePlaceholders(raw.toString());
      if (value.isBlank() && emptyIsUnset) {
        continue;
      }
      Matcher entry = MAP_ENTRY.matcher(name);
      Matcher item = LIST_ITEM.matcher(name);
      if (entry.matches() && MAP.matcher(key(entry.group(1))).matches()) {
        String entryName = entry.group(2) == null ? entry.group(3) : entry.group(2);
        putEntry(key(entry.group(1)), name, encode(entryName), encode(value));
      } else if (item.matches()) {
        lists
            .computeIfAbsent(item.group(1), k -> new TreeMap<>())
            .put(Integer.valueOf(item.group(2)), value);
      } else {
        put(key(name), name, value);
      }
    }
    lists.forEach((name, items) -> put(key(name), name + "[0]", String.join(",", items.values())));
  }

  /** The key as the SDK names it: words with points between them, in lower case. */
  static String key(String name) {
    if (VARIABLE.matcher(name).matches()) {
      return name.toLowerCase(Locale.ROOT).replace('_', '.');
    }
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isUpperCase(c)) {
        if (i > 0 && Character.isLowerCase(name.charAt(i - 1))) {
          key.append('.');
        }
        key.append(Character.toLowerCase(c));
      } else {
        key.append(c == '-' || c == '_' ? '.' : c);
      }
    }
    return key.toString();
  }

  private void put(String key, String nameInSource, String value) {
    namesInSources.putIfAbsent(key, nameInSource);
    if (!MAP.matcher(key).matches()) {
      texts.putIfAbsent(key, value);
      return;
    }
    Map<String, String> entries = newMap(key);
    for (String pair : value.split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        entries.put(pair.substring(0, equals).trim(), pair.substring(equals + 1).trim());
      } else if (!pair.isBlank()) {
        entries.put(pair.trim(), null); // refused by the SDK, with the key
      }
    }
    entries.forEach((name, text) -> putEntry(key, nameInSource, name, text));
  }

  /** The exporter takes names of headers that differ only in case as one header. */
  private static Map<String, String> newMap(String key) {
    return key.endsWith(".headers")
        ? new TreeMap<>(String.CASE_INSENSITIVE_ORDER)
        : new LinkedHashMap<>();
  }

  private void putEntry(String key, String nameInSource, String name, String value) {
    namesInSources.putIfAbsent(key, nameInSource);
    maps.computeIfAbsent(key, SpringSettings::newMap).putIfAbsent(name, value);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Whether a key has a value that is not empty. */
  boolean isSet(String key) {
    return maps.containsKey(key) || !texts.getOrDefault(key, "").isBlank();
  }

  /** Adds a resource attribute that has no value yet. */
  void addResourceAttribute(String name, String value) {
    if (value != null && !value.isBlank()) {
      putEntry(RESOURCE_ATTRIBUTES, name, encode(name), encode(value));
    }
  }

  /** Adds a setting that has no value yet. */
  void addDefault(String key, String value) {
    texts.putIfAbsent(key, value);
  }

  /** Passes all settings of the SDK to a consumer, as key and text. */
  void forEach(BiConsumer<String, String> action) {
    texts.forEach(
        (key, value) -> {
          if (!key.startsWith(OwnSettings.PREFIX)) {
            action.accept(key, value);
          }
        });
    maps.forEach((key, entries) -> action.accept(key, text(entries)));
  }

  private static String text(Map<String, String> entries) {
    StringBuilder text = new StringBuilder();
    entries.forEach(
        (name, value) -> {
          text.append(text.isEmpty() ? "" : ",").append(name);
          if (value != null) {
            text.append('=').append(value);
          }
        });
    return text.toString();
  }

  /** Settings of this starter that it does not have. */
  List<String> unknownOwnKeys() {
    return texts.keySet().stream()
        .filter(key -> key.startsWith(OwnSettings.PREFIX) && !OwnSettings.KEYS.contains(key))
        .toList();
  }

  /** The names under which the sources have the settings, by key. */
  Map<String, String> namesInSources() {
    return namesInSources;
  }
}
