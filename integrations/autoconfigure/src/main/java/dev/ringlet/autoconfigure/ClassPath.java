// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.autoconfigure;

import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/** Finds jars that influence Ringlet's autoconfiguration. */
public final class ClassPath {
  private static final String OWN = "dev/ringlet/autoconfigure/ClassPath.class";
  private static final String CONFIGURED_BY =
      "io/opentelemetry/sdk/autoconfigure/AutoConfiguredOpenTelemetrySdk.class";

  private static final Logger LOGGER = Logger.getLogger(ClassPath.class.getName());
  private static final String SERVICES =
      "META-INF/services/io.opentelemetry.sdk.autoconfigure.spi.";
  private static final List<String> UNNAMED_PROVIDERS =
      List.of("AutoConfigurationCustomizerProvider", "ResourceProvider");

  private static final Pattern OFFICIAL_JAR =
      Pattern.compile(".*/opentelemetry-sdk-extension-autoconfigure[^/]*/");

  private ClassPath() {}

  /** Whether {@code ringlet-official-sdk} is on the class path. */
  public static boolean hasAdapter() {
    try {
      Class.forName(
          "dev.ringlet.official.OfficialComponents", false, ClassPath.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError absent) {
      return false;
    }
  }

  /** Whether this jar is the first that has the class which the API looks for. */
  static boolean isFirst() {
    List<URL> found = find(CONFIGURED_BY);
    return found.isEmpty() || isOwn(root(found.get(0), CONFIGURED_BY));
  }

  /** Whether a jar or folder is that of this class, or unknown. */
  private static boolean isOwn(String root) {
    List<URL> own = find(OWN);
    return own.isEmpty() || root.equals(root(own.get(0), OWN));
  }

  private static String root(URL of, String resource) {
    String text = of.toString();
    return text.substring(0, text.length() - resource.length());
  }

  /**
   * Logs a warning if the official autoconfiguration is on the class path as well, and for its
   * providers that nothing loads.
   */
  public static void warn() {
    if (find(CONFIGURED_BY).size() > 1) {
      LOGGER.log(
          Level.WARNING,
          "Two jars have AutoConfiguredOpenTelemetrySdk, and that of ringlet-autoconfigure is first."
              + " Exclude io.opentelemetry:opentelemetry-sdk-extension-autoconfigure");
    }
    List<URL> unused = hasAdapter() ? List.of() : providers();
    if (!unused.isEmpty()) {
      LOGGER.log(
          Level.WARNING,
          "Without effect, unless dev.ringlet:ringlet-official-sdk is on the class path: {0}",
          unused);
    }
  }

  private static List<URL> providers() {
    List<URL> found = new ArrayList<>();
    for (String type : UNNAMED_PROVIDERS) {
      for (URL url : find(SERVICES + type)) {
        String root = root(url, SERVICES + type);
        // Of those that this jar and the official autoconfiguration bring, nothing is missed.
        if (!isOwn(root) && !OFFICIAL_JAR.matcher(root).matches()) {
          found.add(url);
        }
      }
    }
    return found;
  }

  private static List<URL> find(String resource) {
    ClassLoader loader = ClassPath.class.getClassLoader();
    try {
      return loader == null ? List.of() : Collections.list(loader.getResources(resource));
    } catch (IOException unreadable) {
      return List.of();
    }
  }
}
