// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.internal.text.PercentDecoder;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.ResourceConfiguration;
import io.opentelemetry.sdk.autoconfigure.spi.internal.DefaultConfigProperties;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ResourceFromConfigTest {
  private static final AttributeKey<String> INSTANCE_ID =
      AttributeKey.stringKey("service.instance.id");
  private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");

  private static Resource resource(Map<String, String> settings) {
    return Resource.fromConfig(Config.of(settings, Map.of(), Map.of()));
  }

  @Test
  void sameAsOfficialAutoconfiguration() {
    List<Map<String, String>> settings =
        List.of(
            Map.of(),
            Map.of("otel.service.name", "shop"),
            Map.of("otel.resource.attributes", "service.name=a,deployment.environment=prod%20x"),
            Map.of("otel.resource.attributes", "service.name=a", "otel.service.name", "b"),
            Map.of("otel.resource.attributes", "service.instance.id=mine,telemetry.sdk.name=me"),
            Map.of("otel.resource.disabled.keys", "service.instance.id, telemetry.sdk.version"),
            Map.of("otel.resource.attributes", "a=1,b=2", "otel.resource.disabled.keys", "b"),
            Map.of(
                "otel.java.disabled.resource.providers",
                "io.opentelemetry.sdk.autoconfigure.ServiceInstanceIdResourceProvider"),
            Map.of(
                "otel.resource.attributes",
                "a=1",
                "otel.java.enabled.resource.providers",
                "io.opentelemetry.sdk.autoconfigure.EnvironmentResourceProvider"));
    for (Map<String, String> setting : settings) {
      assertThat(withoutOwnNames(ours(setting)))
          .as("%s", setting)
          .isEqualTo(withoutOwnNames(official(setting)));
    }
  }

  private static Map<String, Object> ours(Map<String, String> settings) {
    Map<String, Object> attributes = new TreeMap<>();
    resource(settings).getAttributes().forEach((key, value) -> attributes.put(key.getKey(), value));
    return attributes;
  }

  private static Map<String, Object> official(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    for (String signal : List.of("traces", "metrics", "logs")) {
      all.put("otel." + signal + ".exporter", "none");
    }
    AtomicReference<io.opentelemetry.sdk.resources.Resource> seen = new AtomicReference<>();
    AutoConfiguredOpenTelemetrySdk.builder()
        .disableShutdownHook()
        .addPropertiesSupplier(() -> all)
        .addResourceCustomizer(
            (resource, config) -> {
              seen.set(resource);
              return resource;
            })
        .build()
        .getOpenTelemetrySdk()
        .close();
    Map<String, Object> attributes = new TreeMap<>();
    seen.get().getAttributes().forEach((key, value) -> attributes.put(key.getKey(), value));
    return attributes;
  }

  /** What must differ is replaced where it is there: our name and version, and random ids. */
  private static Map<String, Object> withoutOwnNames(Map<String, Object> attributes) {
    attributes.replace("telemetry.sdk.name", "ringlet", "(name)");
    attributes.replace("telemetry.sdk.name", "opentelemetry", "(name)");
    attributes.replace("telemetry.sdk.version", "(version)");
    attributes.computeIfPresent(
        "service.instance.id", (key, id) -> id.toString().length() == 36 ? "(id)" : id);
    return attributes;
  }

  @Test
  void instanceIdIsOneRandomUuidOfTheProcess() {
    String id = resource(Map.of()).getAttribute(INSTANCE_ID);
    assertThat(id).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    assertThat(resource(Map.of("a", "b")).getAttribute(INSTANCE_ID)).isEqualTo(id);
  }

  @Test
  void detectedAttributesWinOverDefaultsAndLoseToSettings() {
    Resource detected =
        Resource.builder()
            .put("service.name", "detected")
            .put("service.instance.id", "7")
            .put("host.name", "web-1")
            .put("host.id", "left out")
            .build();
    Map<String, String> settings =
        Map.of(
            "otel.resource.attributes",
            "host.name=web-2",
            "otel.resource.disabled.keys",
            "host.id");
    Resource resource = Resource.fromConfig(Config.of(settings, Map.of(), Map.of()), detected);

    assertThat(resource.getAttribute(SERVICE_NAME)).isEqualTo("detected");
    assertThat(resource.getAttribute(INSTANCE_ID)).isEqualTo("7");
    assertThat(resource.getAttribute(AttributeKey.stringKey("host.name"))).isEqualTo("web-2");
    assertThat(resource.getAttribute(AttributeKey.stringKey("host.id"))).isNull();
    assertThat(resource.getSchemaUrl()).isEqualTo(ResourceDetection.SCHEMA_URL);
  }

  @Test
  void ofTwoSchemasThereIsNone() {
    Resource detected = Resource.create(Attributes.empty(), "https://example.org/1");
    assertThat(
            Resource.fromConfig(Config.of(Map.of(), Map.of(), Map.of()), detected).getSchemaUrl())
        .isNull();
  }

  @Test
  void hasTheSchemaOfItsNames() {
    assertThat(resource(Map.of()).getSchemaUrl()).startsWith("https://opentelemetry.io/schemas/");
  }

  @Test
  void emptyServiceNameIsUnset() {
    Resource resource =
        resource(Map.of("otel.service.name", "", "otel.resource.attributes", "service.name=a"));
    assertThat(resource.getAttribute(SERVICE_NAME)).isEqualTo("a");
  }

  @Test
  void refusesNamesThatCannotBe() {
    for (String name : List.of("é", "a\u0001b", "k".repeat(256))) {
      assertThatThrownBy(() -> resource(Map.of("otel.resource.attributes", name + "=v")))
          .isInstanceOf(ConfigException.class)
          .hasMessage(
              "otel.resource.attributes: expected names of 1 to 255 printable ASCII characters");
    }
  }

  @Test
  void decodesValuesAsTheOfficialSdkDoes() {
    String[] pieces = {
      "%",
      "%%",
      "%4",
      "%41",
      "%c3%a9",
      "%C3",
      "%A9",
      "%e2%82%ac",
      "%F0%9F%98%80",
      "%00",
      "%zz",
      "%2C",
      "%3D",
      "%25",
      "%ff",
      "+",
      "x",
      "é",
      "€",
      "😀",
      "%é",
      "\uff11",
      "%\uff14\uff11"
    };
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder("x");
      for (int n = random.nextInt(6); n > 0; n--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      Map<String, String> settings = Map.of("otel.resource.attributes", "k=" + text);
      String expected =
          ResourceConfiguration.createEnvironmentResource(
                  DefaultConfigProperties.createFromMap(settings))
              .getAttribute(AttributeKey.stringKey("k"));
      assertThat(PercentDecoder.decode(text.toString())).as("%s", text).isEqualTo(expected);
    }
  }
}
