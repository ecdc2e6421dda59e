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
 * What a transport needs to know once.
 *
 * @param protocol what is spoken
 * @param endpoint where all requests go
 * @param headers checked headers of every request
 * @param connectTimeoutNanos time for one connection, 0 for no limit of its own
 * @param maxConnections how many requests run at the same time at most
 * @param maxResponseBytes how much of a response's body is taken
 * @param tls certificates and keys of the user's own, or null for the JVM's
 * @param proxy the proxy, or null for what the JVM's settings say
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
   * What a proxy is told with each request, or null. It is told when a tunnel is opened instead if
   * there is one: for TLS, and for gRPC, which no proxy passes on otherwise.
   */
  String proxyAuthorization() {
    boolean tunnel = endpoint.isSecure() || isGrpc();
    return proxy == null || tunnel ? null : proxy.authorization();
  }

  /** What of this the JDK's client cannot do and OkHttp can, or null. */
  String obstacleForJdk() {
    if (URI.create(endpoint.url()).getHost() == null) {
      return "the JDK's HTTP client does not accept the host name of the endpoint";
    }
    if (headers.containsKey("host")) {
      return "the JDK's HTTP client does not accept the header host";
    }
    if (proxy != null && proxy.authorization() != null && endpoint.isSecure()) {
      return "the JDK's HTTP client tells no password to a proxy on the way to https";
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
    switch (protocol) {
      case GRPC:
        return "application/grpc";
      case HTTP_JSON:
        return "application/json";
      default:
        return "application/x-protobuf";
    }
  }

  /** Names no header value. */
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
