// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** A file of settings in the form of {@link Properties}, in UTF-8. */
final class PropertyFile {
  static final String KEY = "ringlet.properties.file";

  private PropertyFile() {}

  /**
   * Reads a file.
   *
   * @throws ConfigException if the file does not exist or is malformed; the message has no content
   *     of the file
   */
  static Map<String, String> read(String name) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(name), StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (InvalidPathException malformed) {
      throw new ConfigException(KEY + ": must be the path of a file");
    } catch (IOException unreadable) {
      throw new ConfigException(
          KEY + ": cannot read " + name + " (" + unreadable.getClass().getSimpleName() + ")");
    } catch (IllegalArgumentException malformed) {
      throw new ConfigException(KEY + ": " + name + " has a \\u without four hex digits");
    }
    Map<String, String> values = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    return values;
  }
}
