// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.resources;

import dev.ringlet.config.Config;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of detectors.
 *
 * @param root the directory that stands for {@code /}
 * @param environment the environment variables
 * @param properties gives a system property, or null
 * @param hostName gives the name of this host where no file has it, or null
 * @param config the settings of the detectors
 * @param metadata the metadata service of a cloud
 */
record Surroundings(
    Path root,
    Map<String, String> environment,
    UnaryOperator<@Nullable String> properties,
    Supplier<@Nullable String> hostName,
    Config config,
    MetadataClient metadata) {
  private static final int MAX_BYTES = 1 << 20;
  private static final String DMI = "/sys/class/dmi/id/";

  static Surroundings ofThisProcess(Config config) {
    MetadataClient metadata = MetadataClient.fromConfig(config);
    return new Surroundings(
        Path.of("/"),
        System.getenv(),
        System::getProperty,
        () -> Deadline.within(Deadline.NAME_SERVICE_NANOS, Surroundings::localHostName),
        config,
        metadata);
  }

  private static @Nullable String localHostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /** The first of these environment variables that is not blank, trimmed; null if there is none. */
  @Nullable String env(String... names) {
    for (String name : names) {
      String value = environment.get(name);
      if (value != null && !value.isBlank()) {
        return value.trim();
      }
    }
    return null;
  }

  @Nullable String property(String name) {
    return properties.apply(name);
  }

  /** The content of a file that an absolute path names; empty if it cannot be read. */
  String text(String path) {
    try (InputStream in = Files.newInputStream(root.resolve(withoutRoot(path)))) {
      return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
    } catch (IOException | InvalidPathException | SecurityException e) {
      return "";
    }
  }

  private static String withoutRoot(String path) {
    return path.startsWith("/") ? path.substring(1) : path;
  }

  List<String> lines(String path) {
    return text(path).lines().toList();
  }

  /** The first of these files that has more than white space, trimmed; null if there is none. */
  @Nullable String word(String... paths) {
    for (String path : paths) {
      String text = text(path).trim();
      if (!text.isEmpty()) {
        return text;
      }
    }
    return null;
  }

  /** Returns the firmware's description of the machine; empty if there is none. */
  String dmi(String name) {
    return text(DMI + name).trim();
  }

  /** The values of a JSON file by their pointers; empty if it cannot be read. */
  Map<String, String> json(@Nullable String path) {
    return path == null ? Map.of() : Json.values(text(path));
  }

  boolean isKubernetes() {
    return env("KUBERNETES_SERVICE_HOST") != null;
  }
}
