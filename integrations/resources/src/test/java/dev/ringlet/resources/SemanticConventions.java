// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.resources;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.semconv.ContainerAttributes;
import io.opentelemetry.semconv.DeploymentAttributes;
import io.opentelemetry.semconv.K8sAttributes;
import io.opentelemetry.semconv.ServiceAttributes;
import io.opentelemetry.semconv.incubating.AwsIncubatingAttributes;
import io.opentelemetry.semconv.incubating.CloudIncubatingAttributes;
import io.opentelemetry.semconv.incubating.ContainerIncubatingAttributes;
import io.opentelemetry.semconv.incubating.FaasIncubatingAttributes;
import io.opentelemetry.semconv.incubating.GcpIncubatingAttributes;
import io.opentelemetry.semconv.incubating.HostIncubatingAttributes;
import io.opentelemetry.semconv.incubating.K8sIncubatingAttributes;
import io.opentelemetry.semconv.incubating.OsIncubatingAttributes;
import io.opentelemetry.semconv.incubating.ProcessIncubatingAttributes;
import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The names, types and values that the published constants of the conventions have. */
final class SemanticConventions {
  /**
   * Names of the official detectors that the conventions do not have, and a cloud without names.
   */
  private static final Set<String> FOREIGN =
      Set.of("azure.app.service.stamp", "azure.vm.scaleset.name", "azure.vm.sku");

  private static final Set<String> FOREIGN_VALUES =
      Set.of("huawei_cloud", "huawei_cloud_ecs", "huawei_cloud_functiongraph");

  private static final Set<AttributeKey<?>> KEYS = new HashSet<>();

  static {
    for (Class<?> constants :
        List.of(
            AwsIncubatingAttributes.class,
            CloudIncubatingAttributes.class,
            ContainerIncubatingAttributes.class,
            ContainerAttributes.class,
            K8sAttributes.class,
            DeploymentAttributes.class,
            FaasIncubatingAttributes.class,
            GcpIncubatingAttributes.class,
            HostIncubatingAttributes.class,
            K8sIncubatingAttributes.class,
            OsIncubatingAttributes.class,
            ProcessIncubatingAttributes.class,
            ServiceAttributes.class)) {
      for (Field field : constants.getFields()) {
        if (AttributeKey.class.isAssignableFrom(field.getType())
            && !field.isAnnotationPresent(Deprecated.class)) {
          KEYS.add((AttributeKey<?>) constant(field));
        }
      }
    }
  }

  private SemanticConventions() {}

  static void check(Attributes attributes) {
    attributes.forEach(
        (key, value) -> {
          if (!FOREIGN.contains(key.getKey())) {
            assertThat(KEYS).contains(key);
          }
          switch (key.getKey()) {
            case "cloud.provider" ->
                checkValue(CloudIncubatingAttributes.CloudProviderIncubatingValues.class, value);
            case "cloud.platform" ->
                checkValue(CloudIncubatingAttributes.CloudPlatformIncubatingValues.class, value);
            case "os.type" ->
                checkValue(OsIncubatingAttributes.OsTypeIncubatingValues.class, value);
            case "host.arch" ->
                checkValue(HostIncubatingAttributes.HostArchIncubatingValues.class, value);
            case "aws.ecs.launchtype" ->
                checkValue(AwsIncubatingAttributes.AwsEcsLaunchtypeIncubatingValues.class, value);
            default -> {}
          }
        });
  }

  private static void checkValue(Class<?> constants, Object value) {
    Set<Object> values = new HashSet<>(FOREIGN_VALUES);
    for (Field field : constants.getFields()) {
      if (!field.isAnnotationPresent(Deprecated.class)) {
        values.add(constant(field));
      }
    }
    assertThat(values).contains(value);
  }

  private static Object constant(Field field) {
    try {
      return field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
