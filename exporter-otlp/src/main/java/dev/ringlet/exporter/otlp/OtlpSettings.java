// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp;

import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.compress.ZstdBuffer;
import dev.ringlet.exporter.otlp.internal.delivery.Destination;
import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.exporter.otlp.internal.target.ProxyAddress;
import dev.ringlet.exporter.otlp.internal.tls.TlsFileException;
import dev.ringlet.exporter.otlp.internal.tls.TlsFiles;
import dev.ringlet.exporter.otlp.settings.Compression;
import dev.ringlet.exporter.otlp.settings.Protocol;
import dev.ringlet.exporter.otlp.settings.RetryPolicy;
import dev.ringlet.internal.text.PercentDecoder;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings of an exporter of one signal: each key for the signal first, then the general
 * key. The methods throw a {@link ConfigException} that names the key of a wrong value.
 */
final class OtlpSettings {
  static final String PREFIX = "otel.exporter.otlp.";
  static final String OWN_PREFIX = "ringlet.exporter.otlp.";

  final Signal signal;
  final Config config;

  OtlpSettings(Signal signal, Config config) {
    this.signal = signal;
    this.config = config;
  }

  /** The key for the signal if it is set, else the general one. */
  String key(String name) {
    String own = PREFIX + signal.key() + "." + name;
    return config.isSet(own) ? own : PREFIX + name;
  }

  /** If the protocol is not set, an endpoint on port 4317 means gRPC. */
  void readProtocol(OtlpExporterBuilder builder, @Nullable Endpoint endpoint) {
    String key = key("protocol");
    boolean grpc = endpoint != null && endpoint.port() == EndpointSettings.GRPC_PORT;
    Protocol byPort = grpc ? Protocol.GRPC : Protocol.HTTP_PROTOBUF;
    String name = config.getEnum(key, byPort.key(), "grpc", "http/protobuf", "http/json");
    for (Protocol protocol : Protocol.values()) {
      if (protocol.key().equals(name)) {
        builder.setProtocol(protocol);
      }
    }
  }

  Destination destination(OtlpExporterBuilder builder, String endpointKey) {
    try {
      return OtlpExporter.destination(builder);
    } catch (TlsFileException wrong) {
      throw new ConfigException(key(wrong.role().key()) + ": " + wrong.getMessage());
    } catch (IllegalStateException noClient) {
      throw new ConfigException(key("protocol") + ": " + noClient.getMessage());
    } catch (IllegalArgumentException wrong) {
      throw new ConfigException(endpointKey + ": " + wrong.getMessage());
    }
  }

  void readTls(OtlpExporterBuilder builder) {
    builder.tlsFiles =
        new TlsFiles(
            file(TlsFiles.Role.CERTIFICATE),
            file(TlsFiles.Role.CLIENT_KEY),
            file(TlsFiles.Role.CLIENT_CERTIFICATE));
    if (!builder.tlsFiles.isEmpty() && !builder.endpoint().isSecure()) {
      SettingWarnings.warn(
          "the files of certificates for "
              + signal.key()
              + " are not used, because the endpoint is not https");
    }
  }

  /**
   * If no proxy is set, the settings of the JVM apply: http.proxyHost, http.nonProxyHosts and so
   * on.
   */
  void readProxy(OtlpExporterBuilder builder) {
    String key = OWN_PREFIX + "proxy";
    String address = config.getString(key);
    List<String> exceptions = config.getList(OWN_PREFIX + "no.proxy");
    if (ProxyAddress.isException(exceptions, builder.endpoint().host())) {
      address = "none";
    }
    try {
      if (address != null) {
        builder.proxy = ProxyAddress.parse(address);
      }
    } catch (IllegalArgumentException wrong) {
      throw new ConfigException(key + ": " + wrong.getMessage());
    }
  }

  private @Nullable Path file(TlsFiles.Role role) {
    String key = key(role.key());
    String name = config.getString(key);
    try {
      return name == null ? null : Path.of(name.trim());
    } catch (InvalidPathException malformed) {
      throw new ConfigException(key + ": must be the path of a file");
    }
  }

  /** Those of every address. They are sent only to the origin of the first one. */
  void readHeaders(OtlpExporterBuilder builder) {
    readHeaders(builder, key("headers"));
  }

  /** Those of one address. */
  void readHeaders(OtlpExporterBuilder builder, int number) {
    readHeaders(builder, OWN_PREFIX + "endpoints." + number + ".headers");
  }

  private void readHeaders(OtlpExporterBuilder builder, String key) {
    for (Map.Entry<String, String> header : config.getMap(key).entrySet()) {
      try {
        builder.addHeader(header.getKey(), PercentDecoder.decode(header.getValue()));
      } catch (IllegalArgumentException wrong) {
        throw new ConfigException(key + ": " + wrong.getMessage());
      }
    }
  }

  void readLimits(OtlpExporterBuilder builder) {
    builder.setTimeout(duration(key("timeout"), builder.timeoutNanos));
    builder.setCompression(compression());
    if (config.getBoolean("otel.java.exporter.otlp.retry.disabled", false)) {
      builder.setRetryPolicy(RetryPolicy.none());
    }
    builder.setConnectTimeout(
        duration(OWN_PREFIX + "connect.timeout", builder.connectTimeoutNanos));
    builder.setMaxRequestBytes(bytes(OWN_PREFIX + "max.request.bytes", builder.maxRequestBytes));
    builder.setMaxResponseBytes(bytes(OWN_PREFIX + "max.response.bytes", builder.maxResponseBytes));
    builder.setMaxConcurrentExports(
        config.getInt(
            OWN_PREFIX + "max.concurrent.exports",
            builder.maxConcurrentExports,
            1,
            OtlpExporterBuilder.MAX_CONCURRENT));
  }

  private Duration duration(String key, long defaultNanos) {
    return Duration.ofNanos(config.getDurationNanos(key, defaultNanos, 0, Long.MAX_VALUE));
  }

  private int bytes(String key, int defaultBytes) {
    return (int) config.getBytes(key, defaultBytes, 1, OtlpExporterBuilder.MAX_LIMIT_BYTES);
  }

  private Compression compression() {
    String key = key("compression");
    return switch (config.getEnum(key, "none", "none", "gzip", "zstd")) {
      case "gzip" -> Compression.GZIP;
      case "zstd" -> {
        if (!ZstdBuffer.isAvailable()) {
          throw new ConfigException(
              key + ": zstd needs com.github.luben:zstd-jni or io.airlift:aircompressor 2");
        }
        yield Compression.ZSTD;
      }
      default -> Compression.NONE;
    };
  }
}
