// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.config.Config;
import io.opentelemetry.instrumentation.resources.ContainerResource;
import io.opentelemetry.instrumentation.resources.HostResource;
import io.opentelemetry.instrumentation.resources.OsResource;
import io.opentelemetry.instrumentation.resources.ProcessResource;
import io.opentelemetry.instrumentation.resources.ProcessRuntimeResource;
import io.opentelemetry.sdk.resources.Resource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same as the detectors of the official SDK find, apart from what the tests name. */
@SuppressWarnings({"deprecation", "rawtypes"})
class OfficialDetectorsTest {
  @TempDir private Path root;

  private static Map<String, Object> official(Resource resource) {
    Map<String, Object> attributes = new TreeMap<>();
    resource.getAttributes().forEach((key, value) -> attributes.put(key.getKey(), value));
    return attributes;
  }

  private static Map<String, Object> here(String detector) {
    Map<String, Object> attributes = new TreeMap<>();
    new ResourceDetectorProvider()
        .detectResource(detector, Config.of(Map.of(), Map.of(), Map.of()))
        .getAttributes()
        .forEach((key, value) -> attributes.put(key.getKey(), value));
    return attributes;
  }

  @Test
  void container() {
    Map<String, Object> official = official(ContainerResource.get());
    assertThat(here("container")).containsAllEntriesOf(official);
  }

  /** Ringlet has no look-up of names, and names the architecture as the conventions do. */
  @Test
  void host() {
    assertThat(here("host")).containsKeys("host.name", "host.arch");
    assertThat(here("host").keySet()).containsAll(official(HostResource.get()).keySet());
  }

  /** os.version is that of the distribution. */
  @Test
  void operatingSystem() {
    Map<String, Object> official = official(OsResource.get());
    Map<String, Object> ringlet = here("os");
    for (String key : new String[] {"os.type", "os.description"}) {
      assertThat(ringlet.get(key)).isEqualTo(official.get(key)).isNotNull();
    }
    assertThat(ringlet.keySet()).containsAll(official.keySet());
  }

  /** Arguments have no values, unless that is asked for. */
  @Test
  void process() {
    Map<String, Object> official = official(ProcessResource.get());
    official.putAll(official(ProcessRuntimeResource.get()));
    Map<String, Object> ringlet = here("process");
    assertThat(ringlet.keySet()).containsAll(official.keySet());
    official.remove("process.command_args");
    official.remove("process.executable.path");
    assertThat(ringlet).containsAllEntriesOf(official);
  }

  @Test
  void lambda() throws ReflectiveOperationException {
    Map<String, String> environment =
        Map.of(
            "AWS_LAMBDA_FUNCTION_NAME", "pay",
            "AWS_LAMBDA_FUNCTION_VERSION", "3",
            "AWS_REGION", "eu-west-1");
    Method build =
        Class.forName("io.opentelemetry.contrib.aws.resource.LambdaResource")
            .getDeclaredMethod("buildResource", Map.class);
    build.setAccessible(true);
    Map<String, Object> official = official((Resource) build.invoke(null, environment));
    Fixture machine = new Fixture(root);
    environment.forEach(machine::env);
    assertThat(machine.detect("aws")).isEqualTo(official).hasSize(5);
  }

  @Test
  void azure() throws ReflectiveOperationException {
    Map<String, String> app =
        Map.of(
            "WEBSITE_SITE_NAME", "shop",
            "WEBSITE_SLOT_NAME", "Production",
            "WEBSITE_HOSTNAME", "shop.azurewebsites.net",
            "WEBSITE_INSTANCE_ID", "4f2e",
            "WEBSITE_HOME_STAMPNAME", "waws",
            "WEBSITE_RESOURCE_GROUP", "rg",
            "WEBSITE_OWNER_NAME", "8c56+rg",
            "REGION_NAME", "West Europe");
    assertSame("AzureAppServiceResourceProvider", app, "cloud.account.id");
    Map<String, String> functions = new TreeMap<>(app);
    functions.put("FUNCTIONS_EXTENSION_VERSION", "~4");
    functions.put("FUNCTIONS_WORKER_RUNTIME", "java");
    functions.put("WEBSITE_MEMORY_LIMIT_MB", "512");
    // The official detector states MiB, where the conventions ask for bytes; CloudsTest has them.
    assertSame("AzureFunctionsResourceProvider", functions, "faas.max_memory");
    assertSame(
        "AzureContainersResourceProvider",
        Map.of(
            "CONTAINER_APP_NAME", "shop",
            "CONTAINER_APP_REVISION", "r1",
            "CONTAINER_APP_REPLICA_NAME", "r1-a"),
        "none");
  }

  private void assertSame(String provider, Map<String, String> environment, String other)
      throws ReflectiveOperationException {
    Class<?> type = Class.forName("io.opentelemetry.contrib.azure.resource." + provider);
    var constructor = type.getDeclaredConstructor(Map.class);
    constructor.setAccessible(true);
    Resource resource;
    try {
      Method create =
          type.getMethod(
              "createResource", io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties.class);
      create.setAccessible(true);
      resource = (Resource) create.invoke(constructor.newInstance(environment), (Object) null);
    } catch (InvocationTargetException e) {
      throw new AssertionError(e.getCause());
    }
    Fixture machine = new Fixture(root);
    environment.forEach(machine::env);
    Map<String, Object> ringlet = machine.detect("azure");
    Map<String, Object> official = official(resource);
    ringlet.remove(other);
    official.remove(other);
    assertThat(ringlet).isEqualTo(official).isNotEmpty();
  }
}
