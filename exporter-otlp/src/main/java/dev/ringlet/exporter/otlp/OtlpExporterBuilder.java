// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp;

import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.delivery.Route;
import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.exporter.otlp.internal.target.HeaderRules;
import dev.ringlet.exporter.otlp.internal.target.ProxyAddress;
import dev.ringlet.exporter.otlp.internal.target.SignalPaths;
import dev.ringlet.exporter.otlp.internal.tls.TlsFiles;
import dev.ringlet.exporter.otlp.settings.Compression;
import dev.ringlet.exporter.otlp.settings.Protocol;
import dev.ringlet.exporter.otlp.settings.RetryPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Settings of an {@link OtlpExporter}. An invalid value is refused at once with an exception that
 * names the setting and, to protect secrets, never the value. Not thread-safe; may build several
 * exporters.
 */
public final class OtlpExporterBuilder {
  static final int MAX_LIMIT_BYTES = 1 << 30;
  static final int MAX_CONCURRENT = 64;

  final Signal signal;
  Protocol protocol = Protocol.HTTP_PROTOBUF;
  @Nullable Endpoint endpoint;
  final Map<String, String> headers = new LinkedHashMap<>();
  @Nullable Supplier<Map<String, String>> headerSupplier;
  TlsFiles tlsFiles = TlsFiles.NONE;
  @Nullable ProxyAddress proxy;
  long timeoutNanos = Duration.ofSeconds(10).toNanos();
  long connectTimeoutNanos = Duration.ofSeconds(10).toNanos();
  Compression compression = Compression.NONE;
  RetryPolicy retryPolicy = RetryPolicy.getDefault();
  int maxRequestBytes = 64 * 1024 * 1024;
  int maxResponseBytes = 4 * 1024 * 1024;
  int maxConcurrentExports = 1;

  OtlpExporterBuilder(Signal signal) {
    this.signal = Objects.requireNonNull(signal, "signal");
  }

  /** Sets the protocol; {@link Protocol#HTTP_PROTOBUF} by default. */
  public OtlpExporterBuilder setProtocol(Protocol protocol) {
    this.protocol = Objects.requireNonNull(protocol, "protocol");
    return this;
  }

  /** The address for messages: that of a gRPC server has no path. */
  Endpoint endpoint() {
    if (protocol == Protocol.GRPC) {
      return (endpoint == null ? Endpoint.parse("http://localhost:4317") : endpoint).withPath("/");
    }
    return endpoint == null
        ? Endpoint.parse("http://localhost:4318" + SignalPaths.of(signal))
        : endpoint;
  }

  /**
   * Sets the address, path included. By default {@code http://localhost:4318/v1/traces} and so on,
   * for gRPC {@code http://localhost:4317}. gRPC ignores the path.
   *
   * @param endpoint an http or https URL without user information or fragment
   */
  public OtlpExporterBuilder setEndpoint(String endpoint) {
    Objects.requireNonNull(endpoint, "endpoint");
    try {
      this.endpoint = Endpoint.parse(endpoint);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException("endpoint " + wrong.getMessage());
    }
    return this;
  }

  /**
   * Adds a header to every request, in place of an earlier one of that name. Headers that describe
   * the message itself, such as {@code Content-Type}, belong to the exporter and are ignored with a
   * warning.
   *
   * @param name an HTTP token
   * @param value printable ASCII
   */
  public OtlpExporterBuilder addHeader(String name, String value) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
    Map<String, String> checked = HeaderRules.check(Map.of(name, value));
    if (checked.isEmpty()) {
      SettingWarnings.warn("the exporter itself sets header " + name + "; your value is ignored");
    }
    checked.forEach(
        (key, text) -> {
          headers.keySet().removeIf(key::equalsIgnoreCase);
          headers.put(key, text);
        });
    return this;
  }

  /**
   * Sets a source of further headers, called before every attempt on the exporting thread, for
   * credentials that change. They replace constant headers of the same name. When it throws, or
   * returns a header that cannot be sent, the attempt fails and is repeated like any other.
   *
   * @param supplier the source; must be thread-safe if exports are concurrent, and quick
   */
  public OtlpExporterBuilder setHeaders(Supplier<Map<String, String>> supplier) {
    headerSupplier = Objects.requireNonNull(supplier, "supplier");
    return this;
  }

  /**
   * Sets a file of the certificates to trust in place of the JVM's, in PEM form. It is read by
   * {@link #build}, and again when it has changed and a connection is opened.
   *
   * @param file a file of at most 4 MiB
   */
  public OtlpExporterBuilder setTrustedCertificates(Path file) {
    Objects.requireNonNull(file, "file");
    tlsFiles = new TlsFiles(file, tlsFiles.clientKey(), tlsFiles.clientCertificate());
    return this;
  }

  /**
   * Sets the PEM files of the client key and certificate, for servers that require mutual TLS. They
   * are read like {@link #setTrustedCertificates}.
   *
   * @param key a file with one private key that is not encrypted: PKCS#8, PKCS#1 or SEC 1
   * @param certificate a file with its certificate first, and then those that lead to a known one
   */
  public OtlpExporterBuilder setClientTls(Path key, Path certificate) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(certificate, "certificate");
    tlsFiles = new TlsFiles(tlsFiles.certificate(), key, certificate);
    return this;
  }

  /**
   * Sets a proxy, which overrides the JVM's settings ({@code http.proxyHost} and so on).
   *
   * @param address {@code http://host:port}, or {@code http://user:password@host:port} with user
   *     and password percent-encoded; or {@code none}
   */
  public OtlpExporterBuilder setProxy(String address) {
    Objects.requireNonNull(address, "address");
    try {
      proxy = ProxyAddress.parse(address);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException("proxy " + wrong.getMessage());
    }
    return this;
  }

  /** Sets how long one export may take with all retries; 10 s by default, zero means no limit. */
  public OtlpExporterBuilder setTimeout(Duration timeout) {
    long nanos = nanos(timeout, "timeout");
    timeoutNanos = nanos == 0 ? Route.FOREVER_NANOS : nanos;
    return this;
  }

  /**
   * Sets how long opening a connection may take; 10 s by default, zero means no limit of its own.
   */
  public OtlpExporterBuilder setConnectTimeout(Duration connectTimeout) {
    connectTimeoutNanos = nanos(connectTimeout, "connectTimeout");
    return this;
  }

  /** Sets the compression; {@link Compression#NONE} by default. */
  public OtlpExporterBuilder setCompression(Compression compression) {
    this.compression = Objects.requireNonNull(compression, "compression");
    return this;
  }

  /** Sets the retries of failed requests; {@link RetryPolicy#getDefault()} by default. */
  public OtlpExporterBuilder setRetryPolicy(RetryPolicy retryPolicy) {
    this.retryPolicy = Objects.requireNonNull(retryPolicy, "retryPolicy");
    return this;
  }

  /** Sets the largest message that is sent, before compression: 1 B to 1 GiB, 64 MiB by default. */
  public OtlpExporterBuilder setMaxRequestBytes(int maxRequestBytes) {
    this.maxRequestBytes = inRange(maxRequestBytes, 1, MAX_LIMIT_BYTES, "maxRequestBytes");
    return this;
  }

  /** Sets the maximum size of a response after decompression: 1 B to 1 GiB, 4 MiB by default. */
  public OtlpExporterBuilder setMaxResponseBytes(int maxResponseBytes) {
    this.maxResponseBytes = inRange(maxResponseBytes, 1, MAX_LIMIT_BYTES, "maxResponseBytes");
    return this;
  }

  /** Sets the maximum number of concurrent requests: 1 to 64, 1 by default. */
  public OtlpExporterBuilder setMaxConcurrentExports(int maxConcurrentExports) {
    this.maxConcurrentExports =
        inRange(maxConcurrentExports, 1, MAX_CONCURRENT, "maxConcurrentExports");
    return this;
  }

  private static long nanos(Duration duration, String name) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(name + " must not be negative");
    }
    if (duration.compareTo(Duration.ofNanos(Route.FOREVER_NANOS)) > 0) {
      return Route.FOREVER_NANOS;
    }
    return duration.toNanos();
  }

  private static int inRange(int value, int min, int max, String name) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(name + " must be from " + min + " to " + max);
    }
    return value;
  }

  /** The warning about a credential that is sent unencrypted, or null. */
  @Nullable String readableCredential() {
    Endpoint to = endpoint();
    boolean safe = to.isSecure() || to.isLoopback();
    String name = safe ? null : HeaderRules.credentialAmong(headers.keySet());
    return name == null ? null : "the header " + name + " goes to " + to + " unencrypted";
  }

  /**
   * Creates the exporter. Nothing is sent yet.
   *
   * @throws IllegalStateException if there is no HTTP client for the protocol
   * @throws IllegalArgumentException naming a file of certificates or keys that cannot be used
   */
  public Exporter build() {
    String readable = readableCredential();
    if (readable != null) {
      SettingWarnings.warn(readable);
    }
    return OtlpExporter.create(this);
  }
}
