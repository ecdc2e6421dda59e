// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative.create;

import dev.ringlet.ComponentProvider;
import dev.ringlet.common.Resource;
import dev.ringlet.config.Config;
import dev.ringlet.declarative.yaml.Node;
import dev.ringlet.declarative.yaml.Scalars;
import dev.ringlet.internal.text.PercentDecoder;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributesBuilder;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes the resource: the default one, then what detectors find, {@code attributes_list} and {@code
 * attributes}; later ones win.
 */
final class ResourceFactory {
  private static final String INSTANCE_ID = "service.instance.id";
  private static final Config NOTHING = Config.of(Map.of(), Map.of(), Map.of());

  private final Config base;
  private final Plugins plugins;
  private final @Nullable String serviceName;

  /**
   * Creates a factory.
   *
   * @param serviceName what {@code OTEL_SERVICE_NAME} says, for the detector {@code service}
   */
  ResourceFactory(Config base, Plugins plugins, @Nullable String serviceName) {
    this.base = base;
    this.plugins = plugins;
    this.serviceName = serviceName;
  }

  Resource create(@Nullable Node node) {
    Resource.Builder resource = Resource.getDefault().toBuilder();
    if (node == null) {
      return resource.build();
    }
    Node detection = node.get("detection/development");
    String schemaUrl = null;
    if (detection != null) {
      Resource detected = detected(detection);
      resource.putAll(detected);
      schemaUrl = detected.getSchemaUrl();
    }
    Node list = node.get("attributes_list");
    if (list != null) {
      Places.run(list, () -> resource.putAll(listed(list.text())));
    }
    for (Node attribute : node.items("attributes")) {
      Places.run(attribute, () -> resource.putAll(single(attribute)));
    }
    String own = node.text("schema_url");
    return resource.setSchemaUrl(own == null ? schemaUrl : own).build();
  }

  /** A resource of its own, so that an invalid name is refused where its place is known. */
  private static Resource listed(String list) {
    Resource.Builder resource = Resource.builder();
    Config pairs = Config.of(Map.of("attributes_list", list), Map.of(), Map.of());
    pairs
        .getMap("attributes_list")
        .forEach(
            (name, value) ->
                resource.put(PercentDecoder.decode(name), PercentDecoder.decode(value)));
    return resource.build();
  }

  private static Resource single(Node attribute) {
    Resource.Builder resource = Resource.builder();
    put(attribute, resource);
    return resource.build();
  }

  private static void put(Node attribute, Resource.Builder resource) {
    String name = attribute.required("name").text();
    Node value = attribute.get("value");
    String type = attribute.text("type");
    if (value == null) {
      return;
    }
    switch (type == null ? "string" : type) {
      case "bool" ->
          resource.put(
              AttributeKey.booleanKey(name), scalar(value, ResourceFactory::bool, "true or false"));
      case "int" ->
          resource.put(
              AttributeKey.longKey(name), scalar(value, ResourceFactory::whole, "a whole number"));
      case "double" ->
          resource.put(AttributeKey.doubleKey(name), scalar(value, Scalars::number, "a number"));
      case "string_array" ->
          resource.put(AttributeKey.stringArrayKey(name), list(value, text -> text, "texts"));
      case "bool_array" ->
          resource.put(
              AttributeKey.booleanArrayKey(name),
              list(value, ResourceFactory::bool, "true or false"));
      case "int_array" ->
          resource.put(
              AttributeKey.longArrayKey(name),
              list(value, ResourceFactory::whole, "whole numbers"));
      case "double_array" ->
          resource.put(AttributeKey.doubleArrayKey(name), list(value, Scalars::number, "numbers"));
      default -> resource.put(AttributeKey.stringKey(name), scalar(value, text -> text, "text"));
    }
  }

  private static @Nullable Boolean bool(String text) {
    return Scalars.isBoolean(text) ? Boolean.valueOf(text) : null;
  }

  private static @Nullable Long whole(String text) {
    BigInteger number = Scalars.integer(text);
    return number == null || number.bitLength() > 63 ? null : Long.valueOf(number.longValue());
  }

  private static <T> T scalar(Node value, Function<String, @Nullable T> parse, String expected) {
    T parsed = value.isList() || value.isMap() ? null : parse.apply(value.text());
    if (parsed == null) {
      throw Places.wrong(value, "expected " + expected + ", as the type says");
    }
    return parsed;
  }

  private static <T> List<T> list(
      Node value, Function<String, @Nullable T> parse, String expected) {
    if (!value.isList()) {
      throw Places.wrong(value, "expected a list of " + expected + ", as the type says");
    }
    return value.list().stream().map(item -> scalar(item, parse, expected)).toList();
  }

  private Resource detected(Node detection) {
    Resource all = Resource.empty();
    for (Node choice : detection.items("detectors")) {
      Resource one = one(choice);
      if (one == null) {
        throw Places.wrong(
            choice.chosen(),
            "there is no such detector; service is built in, others need"
                + " dev.ringlet:ringlet-resource-detectors or another ComponentProvider on the"
                + " class path");
      }
      all = all.merge(one);
    }
    Predicate<String> kept = Patterns.of(detection.get("attributes"));
    return all.toBuilder().removeIf(key -> !kept.test(key.getKey())).build();
  }

  private @Nullable Resource one(Node choice) {
    String name = choice.choice();
    if (name.equals("service")) {
      return service();
    }
    return Places.at(
        choice.chosen(),
        () -> {
          if (name.equals("host")) { // host.* and os.* are two of Ringlet's detectors
            Resource host = own("host");
            Resource os = own("os");
            return host == null || os == null ? declared(choice) : host.merge(os);
          }
          Resource own = own(name);
          return own == null ? declared(choice) : own;
        });
  }

  private @Nullable Resource own(String name) {
    for (ComponentProvider provider : plugins.providers()) {
      Resource found = provider.detectResource(name, base);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable Resource declared(Node choice) {
    return plugins.createOrNull(Resource.class, null, choice.choice(), choice.chosen().plainMap());
  }

  private Resource service() {
    AttributesBuilder service = Resource.empty().getAttributes().toBuilder();
    service.put(
        INSTANCE_ID,
        Resource.fromConfig(NOTHING).getAttribute(AttributeKey.stringKey(INSTANCE_ID)));
    if (serviceName != null && !serviceName.isEmpty()) {
      service.put("service.name", serviceName);
    }
    Resource detected = own("service");
    Resource own = Resource.create(service.build());
    return detected == null ? own : detected.merge(own);
  }
}
