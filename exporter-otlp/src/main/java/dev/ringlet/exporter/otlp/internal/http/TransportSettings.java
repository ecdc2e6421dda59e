// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.exporter.otlp.internal.target.ProxyAddress;
import dev.ringlet.exporter.otlp.internal.tls.ClientTls;
import dev.ringlet.exporter.otlp.settings.Protocol;
import java.net.URI;
import java.util.Map;

/**
 * The settings of a transport.
 *
 * @param protocol the OTLP protocol
 * @param endpoint the target of all requests
 * @param headers checked headers of every request
 * @param connectTimeoutNanos the time limit for opening a connection, 0 for none
 * @param maxConnections the largest number of concurrent requests
 * @param maxResponseBytes the largest response body to read
 * @param tls the user's certificates and keys, or null for the JVM's
 * @param proxy the proxy, or null for the JVM's proxy settings
 */
public record TransportSettings(
    Protocol protocol,
    Endpoint endpoint,
    Map<String, String> headers,
    long connectTimeoutNanos,
    int maxConnections,
    int maxResponseBytes,
    ClientTls tls,
    ProxyAddress proxy) {

  /** Settings for protobuf over HTTP. */
  TransportSettings(
      Endpoint endpoint,
      Map<String, String> headers,
      long connectTimeoutNanos,
      int maxConnections,
      int maxResponseBytes) {
    this(
        Protocol.HTTP_PROTOBUF,
        endpoint,
        headers,
        connectTimeoutNanos,
        maxConnections,
        maxResponseBytes,
        null,
        null);
  }

  /**
   * The {@code Proxy-Authorization} header of each request, or null. With a tunnel, the header
   * belongs to the CONNECT request instead: for TLS, and for gRPC, which proxies do not forward
   * otherwise.
   */
  String proxyAuthorization() {
    boolean tunnel = endpoint.isSecure() || isGrpc();
    return proxy == null || tunnel ? null : proxy.authorization();
  }

  /** The first setting that the JDK's client does not support and OkHttp does, or null. */
  String obstacleForJdk() {
    if (URI.create(endpoint.url()).getHost() == null) {
      return "the JDK's HTTP client does not accept the host name of the endpoint";
    }
    if (headers.containsKey("host")) {
      return "the JDK's HTTP client does not accept the header host";
    }
    if (proxy != null && proxy.authorization() != null && endpoint.isSecure()) {
      return "the JDK's HTTP client does not send a password to a proxy for https";
    }
    return null;
  }

  /** Whether bodies are gRPC frames and responses end with a gRPC status. */
  boolean isGrpc() {
    return protocol == Protocol.GRPC;
  }

  /** Whether bodies are JSON. */
  boolean isJson() {
    return protocol == Protocol.HTTP_JSON;
  }

  /** The media type of every request. */
  String contentType() {
    return switch (protocol) {
      case GRPC -> "application/grpc";
      case HTTP_JSON -> "application/json";
      default -> "application/x-protobuf";
    };
  }

  /** Omits the values of headers. */
  @Override
  public String toString() {
    return "TransportSettings{"
        + protocol.key()
        + " "
        + endpoint
        + ", headers="
        + headers.keySet()
        + "}";
  }
}
