// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.resources;

import dev.ringlet.ComponentProvider;
import dev.ringlet.common.Resource;
import dev.ringlet.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Provides the detectors for {@code ringlet.resource.detectors}: {@code service}, {@code os},
 * {@code process}, {@code host}, {@code container}, {@code k8s}, {@code aws}, {@code azure}, {@code
 * gcp}, {@code alibaba_cloud}, {@code huawei_cloud} and {@code tencent_cloud}. They read the
 * environment, system properties and files; requests to a cloud's metadata service are made only
 * with {@code ringlet.resource.metadata.enabled}. Found by {@link java.util.ServiceLoader}.
 */
public final class ResourceDetectorProvider implements ComponentProvider {
  /** The schema of the names that the detectors use. */
  static final String SCHEMA_URL = "https://opentelemetry.io/schemas/1.40.0";

  /** Creates the provider, for {@link java.util.ServiceLoader}. */
  public ResourceDetectorProvider() {}

  @Override
  public @Nullable Resource detectResource(String name, Config config) {
    return detect(name, Surroundings.ofThisProcess(config));
  }

  static @Nullable Resource detect(String name, Surroundings around) {
    Resource.Builder found = Resource.builder();
    switch (name) {
      case "service" -> ServiceDetector.detect(around, found);
      case "os" -> OsDetector.detect(around, found);
      case "process" -> ProcessDetector.detect(around, found);
      case "host" -> HostDetector.detect(around, found);
      case "container" -> ContainerDetector.detect(around, found);
      case "k8s" -> KubernetesDetector.detect(around, found);
      case "aws" -> AwsDetector.detect(around, found);
      case "azure" -> AzureDetector.detect(around, found);
      case "gcp" -> GcpDetector.detect(around, found);
      case "alibaba_cloud" -> AlibabaCloudDetector.detect(around, found);
      case "huawei_cloud" -> HuaweiCloudDetector.detect(around, found);
      case "tencent_cloud" -> TencentCloudDetector.detect(around, found);
      default -> {
        return null;
      }
    }
    Resource resource = found.build();
    return resource.getAttributes().isEmpty()
        ? Resource.empty()
        : resource.toBuilder().setSchemaUrl(SCHEMA_URL).build();
  }
}
