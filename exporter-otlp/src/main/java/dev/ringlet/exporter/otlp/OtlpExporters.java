// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp;

import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.compress.ZstdBuffer;
import dev.ringlet.exporter.otlp.internal.delivery.Destination;
import dev.ringlet.exporter.otlp.internal.delivery.Route;
import dev.ringlet.exporter.otlp.internal.spool.Spool;
import dev.ringlet.exporter.otlp.internal.spool.SpoolSettings;
import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.exporter.otlp.internal.target.ProxyAddress;
import dev.ringlet.exporter.otlp.internal.target.SignalPaths;
import dev.ringlet.exporter.otlp.internal.tls.TlsFileException;
import dev.ringlet.exporter.otlp.internal.tls.TlsFiles;
import dev.ringlet.exporter.otlp.settings.Compression;
import dev.ringlet.exporter.otlp.settings.Protocol;
import dev.ringlet.exporter.otlp.settings.RetryPolicy;
import dev.ringlet.internal.text.PercentDecoder;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Creates OTLP exporters from settings. Follows the OpenTelemetry specification, "OTLP Exporter":
 * for one signal {@code otel.exporter.otlp.<signal>.*} overrides {@code otel.exporter.otlp.*}.
 */
public final class OtlpExporters {
  private static final String PREFIX = "otel.exporter.otlp.";
  private static final String OWN_PREFIX = "ringlet.exporter.otlp.";
  private static final int GRPC_PORT = 4317;

  private final Config config;
  private final SpoolSettings spoolSettings;
  private @Nullable Spool spool;
  private boolean toldOfReadable;

  private OtlpExporters(Config config) {
    this.config = config;
    spoolSettings = SpoolSettings.fromConfig(config);
  }

  /**
   * Prepares exporters that share resources: with {@code ringlet.spool.directory}, one spool on
   * disk, which is opened with the first exporter and closed with the last.
   *
   * @throws ConfigException naming the key whose value cannot be used
   */
  public static OtlpExporters of(Config config) {
    return new OtlpExporters(config);
  }

  /**
   * Creates the exporter of one signal that shares nothing with others.
   *
   * @throws ConfigException naming the key whose value cannot be used
   */
  public static Exporter fromConfig(Signal signal, Config config) {
    return of(config).exporter(signal);
  }

  /**
   * The logger is no constant, because an application that never logs here should not initialize
   * logging.
   */
  static void warn(String text) {
    Logger.getLogger(OtlpExporters.class.getName()).warning(text);
  }

  /**
   * Creates the exporter of one signal. Besides the keys of the specification it reads {@code
   * ringlet.exporter.otlp.} with {@code connect.timeout}, {@code max.request.bytes}, {@code
   * max.response.bytes} and {@code max.concurrent.exports}; and {@code endpoints}, or {@code
   * <signal>.endpoints}, a list of addresses of which the first that works is used, in place of
   * {@code otel.exporter.otlp.endpoint}. The headers are sent to the first of them and to others of
   * the same origin; another has {@code ringlet.exporter.otlp.endpoints.2.headers} and so on. The
   * spool reads {@code ringlet.spool.} with {@code directory}, {@code max.bytes}, {@code max.age},
   * {@code policy}, {@code sync.interval}, {@code strict}, {@code replay.any.endpoint} and {@code
   * drain.max.bytes.per.second}.
   *
   * @throws ConfigException naming the key whose value cannot be used
   */
  public Exporter exporter(Signal signal) {
    return exporter(signal, config);
  }

  /** Creates an exporter with its own settings, except for the spool, which is shared. */
  public synchronized Exporter exporter(Signal signal, Config own) {
    Reader reader = new Reader(signal, own);
    String key = reader.endpointsKey();
    List<Destination> destinations = new ArrayList<>();
    List<OtlpExporterBuilder> builders = builders(reader, signal, key);
    for (OtlpExporterBuilder builder : builders) {
      if (spoolSettings != null) { // old requests must not wait for fresh ones, nor they for them
        int most = Math.min(builder.maxConcurrentExports + 1, OtlpExporterBuilder.MAX_CONCURRENT);
        builder.setMaxConcurrentExports(most);
      }
      destinations.add(reader.destination(builder, key));
    }
    OtlpExporterBuilder primary = builders.get(0);
    return new Route(
        signal,
        destinations,
        primary.retryPolicy,
        primary.timeoutNanos,
        primary.maxRequestBytes,
        openSpool());
  }

  /**
   * Creates an exporter for each address of a signal, for tests of single addresses. Such an
   * exporter sends each request once and stores nothing.
   *
   * @throws ConfigException naming the key whose value cannot be used
   */
  public synchronized List<OtlpProbe> probes(Signal signal) {
    Reader reader = new Reader(signal, config);
    String key = reader.endpointsKey();
    List<OtlpProbe> probes = new ArrayList<>();
    for (OtlpExporterBuilder builder : builders(reader, signal, key)) {
      Route route =
          new Route(
              signal,
              List.of(reader.destination(builder, key)),
              RetryPolicy.none(),
              builder.timeoutNanos,
              builder.maxRequestBytes,
              null);
      probes.add(OtlpProbe.of(builder, key, route));
    }
    return probes;
  }

  /** Returns a builder for each address of a signal, at least one. */
  private List<OtlpExporterBuilder> builders(Reader reader, Signal signal, String key) {
    List<OtlpExporterBuilder> builders = new ArrayList<>();
    OtlpExporterBuilder primary = null;
    for (Endpoint endpoint : reader.endpoints(key)) {
      OtlpExporterBuilder builder = OtlpExporter.builder(signal);
      primary = primary == null ? builder : primary;
      reader.readProtocol(builder, endpoint);
      reader.readEndpoint(builder, key, endpoint);
      boolean sameOrigin = builder.endpoint().hasOriginOf(primary.endpoint());
      reader.readTls(builder);
      reader.readProxy(builder);
      reader.readHeaders(builder, builders.size() + 1, sameOrigin);
      tellOfReadable(builder);
      reader.readLimits(builder);
      builders.add(builder);
    }
    return builders;
  }

  /** Logs the warning once, because all signals usually have the same endpoint. */
  private void tellOfReadable(OtlpExporterBuilder builder) {
    String readable = toldOfReadable ? null : builder.readableCredential();
    if (readable != null) {
      toldOfReadable = true;
      warn(readable);
    }
  }

  private @Nullable Spool openSpool() {
    if (spoolSettings != null && (spool == null || spool.hasEnded())) {
      spool = new Spool(spoolSettings);
    }
    return spool;
  }

  /** Reads each key for the signal first, then the general key. */
  private static final class Reader {
    private final Signal signal;
    private final Config config;

    Reader(Signal signal, Config config) {
      this.signal = signal;
      this.config = config;
    }

    private String key(String name) {
      String own = PREFIX + signal.key() + "." + name;
      return config.isSet(own) ? own : PREFIX + name;
    }

    /** If the protocol is not set, an endpoint on port 4317 means gRPC. */
    void readProtocol(OtlpExporterBuilder builder, @Nullable Endpoint endpoint) {
      String key = key("protocol");
      boolean grpc = endpoint != null && endpoint.port() == GRPC_PORT;
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

    /** The key of the addresses. */
    String endpointsKey() {
      String own = OWN_PREFIX + signal.key() + ".endpoints";
      if (config.isSet(own)) {
        return own;
      }
      String general = OWN_PREFIX + "endpoints";
      return config.isSet(general) ? general : key("endpoint");
    }

    /** The addresses in order; null means the default. */
    List<@Nullable Endpoint> endpoints(String key) {
      List<@Nullable Endpoint> endpoints = new ArrayList<>();
      List<String> texts = List.of();
      if (key.startsWith(OWN_PREFIX)) {
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
        if (config.getBoolean(key("insecure"), false) && address.startsWith("https")) {
          warn(key("insecure") + " is not used, because the endpoint begins with https");
        }
        return address;
      }
      String protocol = config.getString(key("protocol"));
      boolean grpc =
          protocol == null
              ? address.endsWith(":" + GRPC_PORT)
              : protocol.equalsIgnoreCase(Protocol.GRPC.key());
      if (!grpc) {
        return address;
      }
      return (config.getBoolean(key("insecure"), false) ? "http://" : "https://") + address;
    }

    void readTls(OtlpExporterBuilder builder) {
      builder.tlsFiles =
          new TlsFiles(
              file(TlsFiles.Role.CERTIFICATE),
              file(TlsFiles.Role.CLIENT_KEY),
              file(TlsFiles.Role.CLIENT_CERTIFICATE));
      if (!builder.tlsFiles.isEmpty() && !builder.endpoint().isSecure()) {
        warn(
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

    void readEndpoint(OtlpExporterBuilder builder, String key, @Nullable Endpoint endpoint) {
      if (endpoint == null) {
        return;
      }
      if (builder.protocol == Protocol.GRPC) {
        if (!endpoint.path().equals("/") || !endpoint.query().isEmpty()) {
          warn(key + " has a path or a query, which gRPC does not use; it is left out");
        }
      } else {
        if (key.equals(PREFIX + "endpoint") || key.equals(OWN_PREFIX + "endpoints")) {
          if (!endpoint.query().isEmpty()) {
            throw new ConfigException(key + ": must not hold a query");
          }
          String base = endpoint.path();
          String path = SignalPaths.of(signal);
          endpoint = endpoint.withPath(base.endsWith("/") ? base + path.substring(1) : base + path);
        }
        if (endpoint.port() == GRPC_PORT) {
          warn(
              key
                  + " has port 4317, usually gRPC's; "
                  + builder.protocol.key()
                  + " is usually on 4318");
        }
      }
      builder.setEndpoint(endpoint.url());
    }

    /**
     * The general headers are sent only to the origin of the first address; each address may have
     * its own headers.
     */
    void readHeaders(OtlpExporterBuilder builder, int number, boolean primaryOrigin) {
      if (primaryOrigin) {
        readHeaders(builder, key("headers"));
      }
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
      builder.setMaxResponseBytes(
          bytes(OWN_PREFIX + "max.response.bytes", builder.maxResponseBytes));
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
}
