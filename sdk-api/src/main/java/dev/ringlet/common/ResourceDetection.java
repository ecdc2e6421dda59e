// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.common;

import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.internal.ids.Entropy;
import dev.ringlet.internal.text.PercentDecoder;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Determines the resource of this process. */
final class ResourceDetection {
  /** The schema of the attribute names: service.*, telemetry.sdk.*. */
  static final String SCHEMA_URL = "https://opentelemetry.io/schemas/1.40.0";

  static final Resource DEFAULT =
      Resource.builder()
          .put("service.name", "unknown_service:java")
          .put("telemetry.sdk.language", "java")
          .put("telemetry.sdk.name", "ringlet")
          .put("telemetry.sdk.version", RingletVersion.VALUE)
          .build();

  /** Of this process, so that all SDKs in it have the same. */
  private static final String INSTANCE_ID = randomUuid();

  private static final String ATTRIBUTES = "otel.resource.attributes";

  // Properties name these detectors by the class that does the same job in the Java SDK.
  private static final String INSTANCE_ID_DETECTOR =
      "io.opentelemetry.sdk.autoconfigure.ServiceInstanceIdResourceProvider";
  private static final String ENVIRONMENT_DETECTOR =
      "io.opentelemetry.sdk.autoconfigure.EnvironmentResourceProvider";

  private ResourceDetection() {}

  static Resource fromConfig(Config config, Resource detected) {
    AttributesBuilder attributes = DEFAULT.getAttributes().toBuilder();
    if (isEnabled(config, INSTANCE_ID_DETECTOR)) {
      attributes.put("service.instance.id", INSTANCE_ID);
    }
    attributes.putAll(detected.getAttributes());
    if (isEnabled(config, ENVIRONMENT_DETECTOR)) {
      putEnvironment(attributes, config);
    }
    Set<String> disabled = new HashSet<>(config.getList("otel.resource.disabled.keys"));
    if (!disabled.isEmpty()) {
      attributes.removeIf(key -> disabled.contains(key.getKey()));
    }
    String schemaUrl = Resource.mergeSchemaUrl(SCHEMA_URL, detected.getSchemaUrl());
    return Resource.create(attributes.build(), schemaUrl);
  }

  /** A UUID of version 4, from the first available source of randomness. */
  private static String randomUuid() {
    long[] random = Entropy.longs(2);
    long high = random[0] & ~0xf000L | 0x4000L;
    long low = random[1] & ~0xc000_0000_0000_0000L | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  private static boolean isEnabled(Config config, String detector) {
    List<String> enabled = config.getList("otel.java.enabled.resource.providers");
    return (enabled.isEmpty() || enabled.contains(detector))
        && !config.getList("otel.java.disabled.resource.providers").contains(detector);
  }

  private static void putEnvironment(AttributesBuilder attributes, Config config) {
    String entities = config.getString(EnvironmentEntities.KEY);
    if (entities != null) {
      EnvironmentEntities.putAll(attributes, entities);
    }
    for (Map.Entry<String, String> e : config.getMap(ATTRIBUTES).entrySet()) {
      String name = PercentDecoder.decode(e.getKey());
      if (!Resource.isValidName(name)) {
        throw new ConfigException(
            ATTRIBUTES + ": expected names of 1 to 255 printable ASCII characters");
      }
      attributes.put(name, PercentDecoder.decode(e.getValue()));
    }
    String serviceName = config.getString("otel.service.name");
    if (serviceName != null) {
      attributes.put("service.name", serviceName);
    }
  }
}
