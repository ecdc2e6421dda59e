// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.common.Resource;
import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.testing.LogListener;
import io.opentelemetry.api.common.AttributeKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which detectors run by which settings; a provider of this class has all of them. */
class ResourceDetectorsTest {
  private static final Logger LOG = Logger.getLogger("dev.ringlet.ResourceDetectors");
  private static final String KEY = "ringlet.resource.detectors";
  private static final String ENABLED = "otel.java.enabled.resource.providers";
  private static final String DISABLED = "otel.java.disabled.resource.providers";
  private static final AttributeKey<String> LAST = AttributeKey.stringKey("detector.last");

  private static String ran(Map<String, String> settings) {
    Resource found = detect(settings, List.of(new Everything()));
    List<String> names = new ArrayList<>();
    found.getAttributes().forEach((key, value) -> names.add(key.getKey()));
    names.remove(LAST.getKey());
    return String.join(",", names);
  }

  private static Resource detect(Map<String, String> settings, List<ComponentProvider> providers) {
    Config config = Config.of(settings, Map.of(), Map.of());
    return ResourceDetectors.detect(config, () -> new Components(providers, config));
  }

  private static List<String> warnings(Runnable program) {
    List<String> lines = new ArrayList<>();
    LogListener listener = new LogListener(record -> lines.add(record.getMessage()));
    LOG.addHandler(listener);
    try {
      program.run();
    } finally {
      LOG.removeHandler(listener);
    }
    return lines;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "host | host",
        "HOST, Os ,host | host,os",
        "cloud | alibaba_cloud,aws,azure,gcp,huawei_cloud,tencent_cloud",
        "all | alibaba_cloud,aws,azure,container,gcp,host,huawei_cloud,k8s,os,process,service,"
            + "tencent_cloud",
        "acme | acme",
      })
  void byNames(String names, String detectors) {
    assertThat(ran(Map.of(KEY, names))).isEqualTo(detectors);
  }

  @ParameterizedTest
  @CsvSource({
    "io.opentelemetry.instrumentation.resources.HostResourceProvider, host",
    "io.opentelemetry.instrumentation.resources.HostIdResourceProvider, host",
    "io.opentelemetry.instrumentation.resources.OsResourceProvider, os",
    "io.opentelemetry.instrumentation.resources.ProcessResourceProvider, process",
    "io.opentelemetry.instrumentation.resources.ProcessRuntimeResourceProvider, process",
    "io.opentelemetry.instrumentation.resources.ContainerResourceProvider, container",
    "io.opentelemetry.instrumentation.resources.JarServiceNameDetector, service",
    "io.opentelemetry.instrumentation.resources.ManifestResourceProvider, service",
    "io.opentelemetry.contrib.aws.resource.Ec2ResourceProvider, aws",
    "io.opentelemetry.contrib.azure.resource.AzureVmResourceProvider, azure",
    "io.opentelemetry.contrib.gcp.resource.GCPResourceProvider, gcp",
    "io.opentelemetry.sdk.autoconfigure.EnvironmentResourceProvider, ''",
    "k8s, k8s"
  })
  void byTheClassesOfTheOfficialSdk(String provider, String detector) {
    assertThat(ran(Map.of(ENABLED, provider))).isEqualTo(detector);
    assertThat(ran(Map.of(KEY, "all", DISABLED, provider)))
        .matches(all -> !List.of(all.split(",")).contains(detector));
  }

  @Test
  void byTheSwitchesOfTheAgent() {
    for (String cloud : List.of("aws", "azure", "gcp")) {
      String key = "otel.resource.providers." + cloud + ".enabled";
      assertThat(ran(Map.of(key, "true"))).isEqualTo(cloud);
      assertThat(ran(Map.of(key, "false"))).isEmpty();
      assertThat(ran(Map.of(key, "False", KEY, cloud + ",os"))).isEqualTo("os");
    }
  }

  /** The adapter runs the official providers themselves; another customizer does not. */
  @ParameterizedTest
  @CsvSource({
    "official, ''",
    "'adaptive, official', ''",
    "adaptive, host",
    "'adaptive,anomalies', host",
    "unofficial, host"
  })
  void classesOfTheOfficialSdkAreLeftToTheAdapter(String customizers, String detectors) {
    String provider = "io.opentelemetry.instrumentation.resources.HostResourceProvider";
    assertThat(ran(Map.of(ENABLED, provider, "ringlet.customizers", customizers)))
        .isEqualTo(detectors);
    List<String> lines =
        warnings(
            () ->
                ran(
                    Map.of(
                        ENABLED, "org.acme.ColourProvider", "ringlet.customizers", customizers)));
    assertThat(lines).hasSize(detectors.isEmpty() ? 0 : 1);
  }

  @Test
  void theLastOfSeveralWins() {
    assertThat(detect(Map.of(KEY, "os,host"), List.of(new Everything())).getAttribute(LAST))
        .isEqualTo("host");
    assertThat(detect(Map.of(KEY, "all"), List.of(new Everything())).getAttribute(LAST))
        .isEqualTo("tencent_cloud");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(() -> detect(Map.of(KEY, "host"), List.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessage(KEY + ": host needs dev.ringlet:ringlet-resource-detectors on the class path");
    assertThatThrownBy(() -> detect(Map.of(KEY, "hosts"), List.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(KEY)
        .hasMessageContaining("hosts")
        .hasMessageContaining("container");
    String unknown = "org.acme.ColourProvider";
    String providers = "io.opentelemetry.contrib.aws.resource.X," + unknown;
    assertThat(warnings(() -> detect(Map.of(ENABLED, providers), List.of())))
        .anyMatch(m -> m.contains("aws needs dev.ringlet:ringlet-resource-detectors"))
        .anyMatch(m -> m.contains(unknown) && m.contains("ringlet.customizers=official"))
        .hasSize(2);
  }

  @Test
  void aDetectorThatThrowsTakesNothingElseWithIt() {
    ComponentProvider throwing =
        new ComponentProvider() {
          @Override
          public Resource detectResource(String name, Config config) {
            if (name.equals("os")) {
              throw new IllegalStateException("no such file");
            }
            return null;
          }
        };
    assertThat(
            warnings(
                () ->
                    assertThat(
                            detect(Map.of(KEY, "os,host"), List.of(throwing, new Everything()))
                                .getAttribute(LAST))
                        .isEqualTo("host")))
        .containsExactly("Resource detector os failed; its attributes are missing");
  }

  @Test
  void aDetectorMayRefuseItsSettings() {
    ComponentProvider refusing =
        new ComponentProvider() {
          @Override
          public Resource detectResource(String name, Config config) {
            throw new ConfigException("acme.colour: expected a colour");
          }
        };
    assertThatThrownBy(() -> detect(Map.of(KEY, "acme"), List.of(refusing)))
        .isInstanceOf(ConfigException.class)
        .hasMessage("acme.colour: expected a colour");
  }

  /** Knows every name; the resource has it as a key. */
  private static final class Everything implements ComponentProvider {
    @Override
    public Resource detectResource(String name, Config config) {
      return Resource.builder().put(name, true).put(LAST, name).build();
    }
  }
}
