// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one SDK: settings in code, system properties, environment variables, a file, and
 * defaults in code; the first source that has a key wins. All sources are read once, when the
 * object is made; later changes of properties have no effect.
 *
 * <p>Keys are written as system properties ({@code otel.bsp.schedule.delay}). Case does not matter,
 * and {@code -} and {@code _} stand for {@code .}, so that every source also takes the name of the
 * environment variable ({@code OTEL_BSP_SCHEDULE_DELAY}); in the environment {@code -} stands for
 * itself. Of system properties and environment only {@code otel.*}, {@code ringlet.*} and {@code
 * io.opentelemetry.*} are kept.
 *
 * <p>White space around a value is removed. An empty value counts as unset everywhere, so code can
 * unset a property by overriding it with the empty string. For an invalid value, a {@link
 * ConfigException} names the key and the expected values, and shows a value that looks like a word
 * or a number. It never shows free text, lists and maps, and nothing that may be a secret. {@link
 * #toString()} shows no value at all.
 *
 * <p>Thread-safe. The values are immutable; the object records which keys were read. Follows the
 * OpenTelemetry specification, "Environment Variable Specification", and the duration, list and map
 * forms of the official Java SDK.
 */
public final class Config {
  private final Sources sources;
  private final Set<String> read;

  private Config(Sources sources, Set<String> read) {
    this.sources = sources;
    this.read = read;
  }

  /**
   * Creates a configuration from three sources; the first one that has a key wins.
   *
   * @param overrides settings made in code; all keys are kept
   * @param systemProperties as from {@link System#getProperties()}; entries that are not strings
   *     are ignored
   * @param environment as from {@link System#getenv()}
   */
  public static Config of(
      Map<String, String> overrides, Map<?, ?> systemProperties, Map<String, String> environment) {
    return of(overrides, systemProperties, environment, Map.of());
  }

  /**
   * Creates a configuration from four sources; the first one that has a key wins. If one of them
   * has {@code ringlet.properties.file}, that file is a fifth source, before the defaults.
   *
   * @param overrides settings made in code; all keys are kept
   * @param systemProperties as from {@link System#getProperties()}; entries that are not strings
   *     are ignored
   * @param environment as from {@link System#getenv()}
   * @param defaults defaults from code, used where no other source has a key; all keys are kept
   * @throws ConfigException if the file cannot be read
   */
  public static Config of(
      Map<String, String> overrides,
      Map<?, ?> systemProperties,
      Map<String, String> environment,
      Map<String, String> defaults) {
    Sources sources = Sources.of(overrides, systemProperties, environment, defaults);
    return new Config(sources, ConcurrentHashMap.newKeySet());
  }

  /**
   * Creates a configuration from this process's system properties and environment.
   *
   * @param overrides settings made in code, which override both
   */
  public static Config fromSystem(Map<String, String> overrides) {
    return fromSystem(overrides, Map.of());
  }

  /**
   * Creates a configuration from this process's system properties and environment.
   *
   * @param overrides settings made in code, which override both
   * @param defaults defaults from code, used where neither has a key
   * @throws ConfigException if the file that {@code ringlet.properties.file} names cannot be read
   */
  public static Config fromSystem(Map<String, String> overrides, Map<String, String> defaults) {
    return of(overrides, System.getProperties(), System.getenv(), defaults);
  }

  /** Returns these settings with some replaced; an empty value makes a setting unset. */
  public Config withOverrides(Map<String, String> overrides) {
    return overrides.isEmpty() ? this : new Config(sources.under(overrides), read);
  }

  /** Returns the source of the value of a setting, or null if it is unset or empty. */
  public @Nullable Origin origin(String key) {
    String normalized = normalize(key);
    return get(normalized) == null ? null : sources.origin(normalized);
  }

  static String normalize(String key) {
    return lowerCase(key).replace('-', '.').replace('_', '.');
  }

  static String lowerCase(String key) {
    return key.toLowerCase(Locale.ROOT);
  }

  /** Returns the text of a setting, or null if it is unset or empty. */
  public @Nullable String getString(String key) {
    String normalized = normalize(key);
    String value = get(normalized);
    if (value != null) {
      read.add(normalized);
    }
    return value;
  }

  private @Nullable String get(String normalized) {
    String value = sources.get(normalized);
    return value == null || value.isEmpty() ? null : value;
  }

  /** Like {@link #getString(String)}, with a default. */
  public String getString(String key, String defaultValue) {
    String value = getString(key);
    return value == null ? defaultValue : value;
  }

  /** Returns whether a setting has a value that is not empty. */
  public boolean isSet(String key) {
    return getString(key) != null;
  }

  /**
   * Returns one of several names; case does not matter.
   *
   * @param defaultValue returned when the setting is unset
   * @param names the possible names, in lower case
   * @return the name in lower case
   */
  public String getEnum(String key, String defaultValue, String... names) {
    String value = getString(key);
    return value == null ? defaultValue : oneOf(key, value, names);
  }

  /**
   * Returns names separated by commas, each once: known names in lower case, other names as they
   * are written.
   *
   * @param defaultValue returned when the setting is unset
   * @param known the known names, in lower case
   * @return the names in the order of the setting
   */
  public Set<String> getNames(String key, Set<String> defaultValue, Collection<String> known) {
    Set<String> found = new LinkedHashSet<>(nameList(key, known));
    return found.isEmpty() ? defaultValue : Collections.unmodifiableSet(found);
  }

  /** Like {@link #getNames}, and refuses a duplicate name. */
  public Set<String> getDistinctNames(
      String key, Set<String> defaultValue, Collection<String> known) {
    Set<String> found = new LinkedHashSet<>();
    for (String name : nameList(key, known)) {
      if (!found.add(name)) {
        throw ConfigException.of(key, "each name once", name);
      }
    }
    return found.isEmpty() ? defaultValue : Collections.unmodifiableSet(found);
  }

  private List<String> nameList(String key, Collection<String> known) {
    List<String> names = new ArrayList<>();
    for (String item : getList(key)) {
      String lower = lowerCase(item);
      names.add(known.contains(lower) ? lower : item);
    }
    return names;
  }

  private static String oneOf(String key, String value, String... names) {
    String lower = lowerCase(value);
    for (String name : names) {
      if (name.equals(lower)) {
        return name;
      }
    }
    throw ConfigException.of(key, "one of " + String.join(", ", names), value);
  }

  /**
   * A boolean: {@code true} in any case is true, everything else false. A value that is neither
   * true nor false is reported as a warning that names the key.
   */
  public boolean getBoolean(String key, boolean defaultValue) {
    String value = getString(key);
    if (value == null) {
      return defaultValue;
    }
    boolean result = value.equalsIgnoreCase("true");
    if (!result && !value.equalsIgnoreCase("false")) {
      Logger.getLogger(Config.class.getName())
          .warning(ConfigException.message(key, "true or false; false is used", value));
    }
    return result;
  }

  /** A whole number. */
  public int getInt(String key, int defaultValue) {
    return getInt(key, defaultValue, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /** A whole number from {@code min} to {@code max}, both included. */
  public int getInt(String key, int defaultValue, int min, int max) {
    return (int) getLong(key, defaultValue, min, max);
  }

  /** A whole number. */
  public long getLong(String key, long defaultValue) {
    return getLong(key, defaultValue, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** A whole number from {@code min} to {@code max}, both included. */
  public long getLong(String key, long defaultValue, long min, long max) {
    String value = getString(key);
    if (value == null) {
      return defaultValue;
    }
    try {
      long number = Long.parseLong(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw ConfigException.of(key, "a whole number from " + min + " to " + max, value);
  }

  /** A number, in the forms of {@link Double#parseDouble}. */
  public double getDouble(String key, double defaultValue) {
    String value = getString(key);
    if (value == null) {
      return defaultValue;
    }
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw ConfigException.of(key, "a number", value);
    }
  }

  /** A number from {@code min} to {@code max}, both included, and not NaN. */
  public double getDouble(String key, double defaultValue, double min, double max) {
    String value = getString(key);
    if (value == null) {
      return defaultValue;
    }
    try {
      double number = Double.parseDouble(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw ConfigException.of(key, "a number from " + min + " to " + max, value);
  }

  /**
   * A duration in nanoseconds. Written as a whole number and a unit: {@code us ns ms s m h d}; no
   * unit means milliseconds. Longer durations are cut to 292 years.
   */
  public long getDurationNanos(String key, long defaultNanos) {
    String value = getString(key);
    return value == null ? defaultNanos : Quantities.durationNanos(key, value);
  }

  /** Like {@link #getDurationNanos(String, long)}, from {@code minNanos} to {@code maxNanos}. */
  public long getDurationNanos(String key, long defaultNanos, long minNanos, long maxNanos) {
    String value = getString(key);
    if (value == null) {
      return defaultNanos;
    }
    long nanos = Quantities.durationNanos(key, value);
    if (nanos < minNanos || nanos > maxNanos) {
      throw ConfigException.of(
          key, "a duration " + Quantities.formatRange(minNanos, maxNanos), value);
    }
    return nanos;
  }

  /**
   * A size in bytes, zero or more. Written as a whole number and a unit of any case: {@code k} or
   * {@code KiB}, {@code m} or {@code MiB}, {@code g} or {@code GiB} (powers of 1024); no unit means
   * bytes.
   */
  public long getBytes(String key, long defaultBytes) {
    return getBytes(key, defaultBytes, 0, Long.MAX_VALUE);
  }

  /** Like {@link #getBytes(String, long)}, from {@code minBytes} to {@code maxBytes}. */
  public long getBytes(String key, long defaultBytes, long minBytes, long maxBytes) {
    String value = getString(key);
    if (value == null) {
      return defaultBytes;
    }
    long bytes = Quantities.bytes(key, value);
    if (bytes < minBytes || bytes > maxBytes) {
      throw ConfigException.of(
          key, "a size from " + minBytes + " to " + maxBytes + " bytes", value);
    }
    return bytes;
  }

  /** Strings separated by commas, trimmed, without blank ones; empty when unset. */
  public List<String> getList(String key) {
    return getList(key, Collections.emptyList());
  }

  /** Like {@link #getList(String)}, with a default. */
  public List<String> getList(String key, List<String> defaultValue) {
    String value = getString(key);
    if (value == null) {
      return defaultValue;
    }
    List<String> items = new ArrayList<>();
    int start = 0;
    while (start <= value.length()) {
      int comma = value.indexOf(',', start);
      int end = comma < 0 ? value.length() : comma;
      String item = value.substring(start, end).trim();
      if (!item.isEmpty()) {
        items.add(item);
      }
      start = end + 1;
    }
    return items.isEmpty() ? defaultValue : Collections.unmodifiableList(items);
  }

  /**
   * Pairs {@code name=value} separated by commas, in their order; names and values are trimmed, a
   * pair without a value is omitted, and of equal names the last wins. Empty when unset.
   */
  public Map<String, String> getMap(String key) {
    return getMap(key, Collections.emptyMap());
  }

  /** Like {@link #getMap(String)}, with a default. */
  public Map<String, String> getMap(String key, Map<String, String> defaultValue) {
    Map<String, String> map = new LinkedHashMap<>();
    for (String pair : getList(key)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? "" : pair.substring(0, equals).trim();
      if (name.isEmpty()) {
        throw new ConfigException(key + ": expected pairs name=value separated by commas");
      }
      String value = pair.substring(equals + 1).trim();
      if (!value.isEmpty()) {
        map.put(name, value);
      }
    }
    return map.isEmpty() ? defaultValue : Collections.unmodifiableMap(map);
  }

  /** The keys of all settings that have a value that is not empty, sorted, for diagnostics. */
  public Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    for (String key : sources.keys()) {
      if (get(key) != null) {
        keys.add(key);
      }
    }
    return Collections.unmodifiableSet(keys);
  }

  /**
   * Logs a warning for each setting of {@code otel.*} and {@code ringlet.*}, and each set in code,
   * that has a value, was not read and is unknown to Ringlet, or belongs to a part that another
   * setting switches on. The warning has the nearest known name or the other setting, or says that
   * the setting belongs to the official SDK. Settings of instrumentation and the agent are ignored.
   * Call it after all parts have read their settings.
   */
  public void warnOfUnknownKeys() {
    for (String key : keys()) {
      String remark = read.contains(key) ? null : KnownKeys.remark(key, this);
      if (remark != null) {
        Logger.getLogger(Config.class.getName()).warning(remark);
      }
    }
  }

  /** Returns the keys, without values. */
  @Override
  public String toString() {
    return "Config" + keys();
  }
}
