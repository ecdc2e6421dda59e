// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp;

import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.exporter.otlp.internal.target.SignalPaths;
import dev.ringlet.exporter.otlp.settings.Protocol;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the addresses of an exporter of one signal. */
final class EndpointSettings {
  static final int GRPC_PORT = 4317;

  private static final String LIST = OtlpSettings.OWN_PREFIX + "endpoints";

  private final OtlpSettings settings;
  private final Config config;

  /** The key of the addresses. */
  final String key;

  EndpointSettings(OtlpSettings settings) {
    this.settings = settings;
    config = settings.config;
    key = key(settings);
  }

  private static String key(OtlpSettings settings) {
    String own = OtlpSettings.OWN_PREFIX + settings.signal.key() + ".endpoints";
    if (settings.config.isSet(own)) {
      return own;
    }
    String single = settings.key("endpoint");
    boolean isGeneral = single.equals(OtlpSettings.PREFIX + "endpoint");
    return isGeneral && settings.config.isSet(LIST) ? LIST : single;
  }

  /** Whether {@code endpoints.<number>.headers} are for these addresses. */
  boolean hasNumberedHeaders() {
    // If the signal has an address in place of the general list, they are for those of the list.
    return key.startsWith(OtlpSettings.OWN_PREFIX) || !config.isSet(LIST);
  }

  /** The addresses in order; null means the default. */
  List<@Nullable Endpoint> endpoints() {
    List<@Nullable Endpoint> endpoints = new ArrayList<>();
    List<String> texts = List.of();
    if (key.startsWith(OtlpSettings.OWN_PREFIX)) {
      texts = config.getList(key);
    } else if (config.isSet(key)) {
      texts = List.of(config.getString(key));
    }
    for (String one : texts) {
      try {
        endpoints.add(Endpoint.parse(withScheme(one)));
      } catch (IllegalArgumentException wrong) {
        throw new ConfigException(key + ": " + wrong.getMessage());
      }
    }
    if (endpoints.isEmpty()) {
      endpoints.add(null);
    }
    return endpoints;
  }

  /** Adds the scheme to a gRPC address without one, depending on {@code insecure}. */
  private String withScheme(String address) {
    if (address.contains("://")) {
      if (config.getBoolean(settings.key("insecure"), false) && address.startsWith("https")) {
        SettingWarnings.warn(
            settings.key("insecure") + " is not used, because the endpoint begins with https");
      }
      return address;
    }
    String protocol = config.getString(settings.key("protocol"));
    boolean grpc =
        protocol == null
            ? address.endsWith(":" + GRPC_PORT)
            : protocol.equalsIgnoreCase(Protocol.GRPC.key());
    if (!grpc) {
      return address;
    }
    return (config.getBoolean(settings.key("insecure"), false) ? "http://" : "https://") + address;
  }

  /** Sets the endpoint of the builder, which has its protocol; null leaves the default. */
  void readEndpoint(OtlpExporterBuilder builder, @Nullable Endpoint endpoint) {
    if (endpoint == null) {
      return;
    }
    if (builder.protocol == Protocol.GRPC) {
      if (!endpoint.path().equals("/") || !endpoint.query().isEmpty()) {
        SettingWarnings.warn(
            key + " has a path or a query, which gRPC does not use; it is left out");
      }
    } else {
      if (key.equals(OtlpSettings.PREFIX + "endpoint") || key.equals(LIST)) {
        if (!endpoint.query().isEmpty()) {
          throw new ConfigException(key + ": must not hold a query");
        }
        String base = endpoint.path();
        String path = SignalPaths.of(settings.signal);
        endpoint = endpoint.withPath(base.endsWith("/") ? base + path.substring(1) : base + path);
      }
      if (endpoint.port() == GRPC_PORT) {
        SettingWarnings.warn(
            key
                + " has port 4317, usually gRPC's; "
                + builder.protocol.key()
                + " is usually on 4318");
      }
    }
    builder.setEndpoint(endpoint.url());
  }
}
