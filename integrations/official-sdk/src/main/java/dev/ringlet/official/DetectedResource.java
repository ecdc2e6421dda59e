// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import dev.ringlet.RingletSdk;
import dev.ringlet.config.Config;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ResourceProvider;
import io.opentelemetry.sdk.autoconfigure.spi.internal.ConditionalResourceProvider;
import io.opentelemetry.sdk.resources.Resource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** The resource from resource providers and customizers of the official SDK. */
final class DetectedResource {
  /** Providers of the official autoconfiguration, whose work Ringlet does itself. */
  private static final String OWN_PACKAGE = "io.opentelemetry.sdk.autoconfigure.";

  private static final String DISABLED_KEYS = "otel.resource.disabled.keys";

  private final Services services;
  private final Config config;
  private final ConfigProperties properties;
  private final Resource ringlet;

  DetectedResource(Services services, Config config) {
    this.services = services;
    this.config = config;
    properties = new ConfigView(config);
    ringlet = Origins.official(dev.ringlet.common.Resource.fromConfig(config));
  }

  /** Returns the resource that customizers made; Ringlet leaves out what they removed. */
  Resource make(
      RingletSdk.Builder builder,
      List<BiFunction<? super Resource, ConfigProperties, ? extends Resource>> customizers) {
    Resource made = Customizers.chain(customizers, detect(), properties);
    Set<String> removed = new TreeSet<>(config.getList(DISABLED_KEYS));
    ringlet
        .getAttributes()
        .forEach(
            (key, value) -> {
              if (made.getAttribute(key) == null) {
                removed.add(key.getKey());
              }
            });
    if (!removed.isEmpty()) {
      builder.property(DISABLED_KEYS, String.join(",", removed));
    }
    return made;
  }

  /** Sets only what differs from Ringlet's, so that detectors of Ringlet beat its defaults. */
  void set(RingletSdk.Builder builder, Resource made) {
    builder.setResource(
        OfficialTypes.resource(
            made.toBuilder()
                .removeIf(key -> made.getAttribute(key).equals(ringlet.getAttribute(key)))
                .build()));
  }

  private Resource detect() {
    Resource detected = ringlet;
    List<String> enabled = config.getList("otel.java.enabled.resource.providers");
    Set<String> disabled = new HashSet<>(config.getList("otel.java.disabled.resource.providers"));
    for (ResourceProvider provider : services.ordered(ResourceProvider.class)) {
      String name = provider.getClass().getName();
      boolean wanted =
          !name.startsWith(OWN_PACKAGE)
              && (enabled.isEmpty() || enabled.contains(name))
              && !disabled.contains(name);
      if (wanted && applies(provider, detected)) {
        detected = detected.merge(Services.calling(() -> provider.createResource(properties)));
      }
    }
    Set<String> withoutKeys = new HashSet<>(config.getList(DISABLED_KEYS));
    // What the user says about this process beats what is detected.
    return detected.merge(user()).toBuilder()
        .removeIf(key -> withoutKeys.contains(key.getKey()))
        .build();
  }

  private boolean applies(ResourceProvider provider, Resource before) {
    return !(provider instanceof ConditionalResourceProvider conditional)
        || conditional.shouldApply(properties, before);
  }

  /** The attributes of Ringlet's resource that come from settings. */
  private Resource user() {
    Set<String> keys = new HashSet<>(config.getMap("otel.resource.attributes").keySet());
    if (config.isSet("otel.service.name")) {
      keys.add("service.name");
    }
    return ringlet.toBuilder()
        .removeIf((AttributeKey<?> key) -> !keys.contains(key.getKey()))
        .build();
  }
}
