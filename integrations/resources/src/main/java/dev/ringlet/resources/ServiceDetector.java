// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.resources;

import dev.ringlet.common.Resource;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Name and version of the service from the jar that the process was started with: {@code
 * Implementation-Title} and {@code Implementation-Version} of its manifest, else the jar's name
 * without version.
 */
final class ServiceDetector {
  private static final Pattern JAR = Pattern.compile("(.+?)(?:-(\\d.*))?\\.(?:jar|war)");

  private ServiceDetector() {}

  static void detect(Surroundings around, Resource.Builder found) {
    Path jar = mainJar(around);
    Path name = jar == null ? null : jar.getFileName();
    if (jar == null || name == null) {
      return;
    }
    Matcher matcher = JAR.matcher(name.toString());
    if (matcher.matches()) {
      found.put("service.name", matcher.group(1));
      found.put("service.version", matcher.group(2));
    }
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      Manifest manifest = file.getManifest();
      if (manifest != null) {
        Attributes main = manifest.getMainAttributes();
        found.put("service.name", filled(main.getValue("Implementation-Title")));
        found.put("service.version", filled(main.getValue("Implementation-Version")));
      }
    } catch (IOException e) {
      // The name of the file is what is known.
    }
  }

  private static @Nullable String filled(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.trim();
  }

  /** The jar behind {@code -jar}, which is then the whole class path; null if there is none. */
  private static @Nullable Path mainJar(Surroundings around) {
    String classPath = around.property("java.class.path");
    String command = around.property("sun.java.command");
    if (classPath == null
        || classPath.contains(File.pathSeparator)
        || command == null
        || !(command + " ").startsWith(classPath + " ")) {
      return null;
    }
    try {
      Path path = Path.of(classPath);
      return Files.isRegularFile(path) ? path : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
