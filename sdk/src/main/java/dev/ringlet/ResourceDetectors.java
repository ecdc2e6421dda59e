// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.common.Resource;
import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the resource detectors that settings name, one after the other: {@code
 * ringlet.resource.detectors} by Ringlet's names, the settings of the official SDK and of its agent
 * by class and by cloud. Loaded only when one of them is set.
 */
final class ResourceDetectors {
  static final String KEY = "ringlet.resource.detectors";
  static final String PROVIDERS = "otel.java.enabled.resource.providers";
  static final String AWS = "otel.resource.providers.aws.enabled";
  static final String AZURE = "otel.resource.providers.azure.enabled";
  static final String GCP = "otel.resource.providers.gcp.enabled";
  static final String ARTIFACT = "dev.ringlet:ringlet-resource-detectors";

  /** The customizer that runs the providers of the official SDK themselves. */
  private static final String ADAPTER = "official";

  private static final String DISABLED = "otel.java.disabled.resource.providers";
  private static final Map<String, String> CLOUD_SWITCHES =
      Map.of(AWS, "aws", AZURE, "azure", GCP, "gcp");

  /** In this order; a cloud knows the host better than the host itself. */
  private static final List<String> CLOUDS =
      List.of("aws", "azure", "gcp", "alibaba_cloud", "huawei_cloud", "tencent_cloud");

  private static final List<String> ON_SITE =
      List.of("service", "os", "process", "host", "container", "k8s");
  private static final List<String> KNOWN =
      Stream.of(List.of("all"), ON_SITE, List.of("cloud"), CLOUDS).flatMap(List::stream).toList();

  /** Packages of providers of the official SDK, whose detectors do the same as one of Ringlet's. */
  private static final Map<String, String> PACKAGES =
      Map.of(
          "io.opentelemetry.contrib.aws.resource.", "aws",
          "io.opentelemetry.contrib.azure.resource.", "azure",
          "io.opentelemetry.contrib.gcp.resource.", "gcp");

  private static final String INSTRUMENTATION = "io.opentelemetry.instrumentation.resources.";
  private static final Map<String, String> CLASSES =
      Map.of(
          "ContainerResourceProvider", "container",
          "HostIdResourceProvider", "host",
          "HostResourceProvider", "host",
          "JarServiceNameDetector", "service",
          "ManifestResourceProvider", "service",
          "OsResourceProvider", "os",
          "ProcessResourceProvider", "process",
          "ProcessRuntimeResourceProvider", "process");

  /** Providers whose work every start does. */
  private static final String BUILT_IN = "io.opentelemetry.sdk.autoconfigure.";

  private ResourceDetectors() {}

  static Resource detect(Config config, Supplier<Components> components) {
    Set<String> named = new LinkedHashSet<>();
    for (String name : config.getNames(KEY, Set.of(), KNOWN)) {
      switch (name) {
        case "all" -> {
          named.addAll(ON_SITE);
          named.addAll(CLOUDS);
        }
        case "cloud" -> named.addAll(CLOUDS);
        default -> named.add(name);
      }
    }
    Set<String> byOfficialName = officiallyNamed(config);
    byOfficialName.removeAll(named);
    Set<String> disabled = disabled(config);
    named.removeAll(disabled);
    byOfficialName.removeAll(disabled);
    Resource detected = Resource.empty();
    for (String name : byOfficialName) {
      detected = detected.merge(one(name, false, components));
    }
    for (String name : named) {
      detected = detected.merge(one(name, true, components));
    }
    return detected;
  }

  private static @Nullable Resource one(
      String name, boolean required, Supplier<Components> components) {
    try {
      Resource found =
          required ? components.get().resource(KEY, name, KNOWN) : components.get().resource(name);
      if (found == null) {
        log()
            .warning("The resource detector " + name + " needs " + ARTIFACT + " on the class path");
      }
      return found;
    } catch (ConfigException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      log()
          .log(
              Level.WARNING,
              "Resource detector " + name + " failed; its attributes are missing",
              e);
      return null;
    }
  }

  /** Detectors that settings of the official SDK or of its agent switch on. */
  private static Set<String> officiallyNamed(Config config) {
    Set<String> names = new LinkedHashSet<>();
    boolean adapted = config.getList(Components.CUSTOMIZERS).contains(ADAPTER);
    for (String provider : config.getList(PROVIDERS)) {
      String own = ownName(provider);
      if (!adapted && own == null && !provider.startsWith(BUILT_IN)) {
        log()
            .warning(
                PROVIDERS
                    + ": "
                    + provider
                    + " is no resource detector of Ringlet; dev.ringlet:ringlet-official-sdk runs it"
                    + " with ringlet.customizers=official");
      } else if (!adapted && own != null) {
        names.add(own);
      }
    }
    CLOUD_SWITCHES.forEach(
        (key, cloud) -> {
          if (config.getBoolean(key, false)) {
            names.add(cloud);
          }
        });
    return names;
  }

  private static Set<String> disabled(Config config) {
    Set<String> names = new LinkedHashSet<>();
    for (String provider : config.getList(DISABLED)) {
      String own = ownName(provider);
      names.add(own == null ? provider : own);
    }
    CLOUD_SWITCHES.forEach(
        (key, cloud) -> {
          if (!config.getBoolean(key, true)) {
            names.add(cloud);
          }
        });
    return names;
  }

  /** Ringlet's name for a provider of the official SDK; null if it has none that does the same. */
  private static @Nullable String ownName(String provider) {
    if (KNOWN.contains(provider)) {
      return provider;
    }
    if (provider.startsWith(INSTRUMENTATION)) {
      return CLASSES.get(provider.substring(INSTRUMENTATION.length()));
    }
    for (Map.Entry<String, String> entry : PACKAGES.entrySet()) {
      if (provider.startsWith(entry.getKey())) {
        return entry.getValue();
      }
    }
    return null;
  }

  private static Logger log() {
    return Logger.getLogger(ResourceDetectors.class.getName());
  }
}
