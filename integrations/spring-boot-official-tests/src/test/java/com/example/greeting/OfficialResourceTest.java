// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package com.example.greeting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.Await;
import dev.ringlet.testing.OtlpCapture;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The resource of one application, by the OpenTelemetry starter with its own SDK and with Ringlet.
 * All differences are here; the reasons are in the RATIONALE of the starter.
 */
class OfficialResourceTest {
  private static final String WITHOUT_RINGLET =
      "--spring.autoconfigure.exclude=dev.ringlet.spring.RingletAutoConfiguration";

  @TempDir Path directory;

  @Test
  void resourceIsThatOfTheStarter() {
    Map<String, AnyValue> official = resource("official", WITHOUT_RINGLET);
    Map<String, AnyValue> ringlet = resource("ringlet");
    assertThat(minus(official.keySet(), ringlet.keySet())).isEmpty();
    assertThat(minus(ringlet.keySet(), official.keySet()))
        .contains("process.creation.time")
        .isSubsetOf(
            "host.id",
            "os.name",
            "process.creation.time",
            "process.executable.name",
            "process.parent_pid");
    Set<String> differing = new TreeSet<>();
    official.forEach(
        (name, value) -> {
          if (!value.equals(ringlet.get(name))) {
            differing.add(name);
          }
        });
    assertThat(differing)
        .contains("telemetry.distro.name", "telemetry.sdk.name", "service.instance.id")
        .isSubsetOf(
            "host.arch",
            "host.name",
            "os.description",
            "os.version",
            "process.command_args",
            "service.instance.id",
            "telemetry.distro.name",
            "telemetry.distro.version",
            "telemetry.sdk.name",
            "telemetry.sdk.version");
    assertThat(ringlet.get("telemetry.distro.name").getStringValue())
        .isEqualTo("ringlet-spring-boot-starter");
    assertThat(ringlet.get("telemetry.distro.version"))
        .isEqualTo(ringlet.get("telemetry.sdk.version"));
  }

  private Map<String, AnyValue> resource(String name, String... settings) {
    try (OtlpCapture receiver = OtlpCapture.start()) {
      String[] all = new String[settings.length + 2];
      System.arraycopy(settings, 0, all, 0, settings.length);
      all[settings.length] = "--otel.exporter.otlp.endpoint=" + receiver.endpoint();
      all[settings.length + 1] = "--spring.main.web-application-type=none";
      try (ConfigurableApplicationContext application =
          GreetingApplication.start(directory.resolve(name + ".log"), all)) {
        application
            .getBean(OpenTelemetry.class)
            .getTracer("test")
            .spanBuilder("span")
            .startSpan()
            .end();
      }
      Await.until("a trace", () -> !receiver.traces().isEmpty());
      Map<String, AnyValue> attributes = new TreeMap<>();
      for (KeyValue one :
          receiver.traces().get(0).getResourceSpans(0).getResource().getAttributesList()) {
        attributes.put(one.getKey(), one.getValue());
      }
      return attributes;
    }
  }

  private static Set<String> minus(Set<String> all, Set<String> without) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(without);
    return rest;
  }
}
