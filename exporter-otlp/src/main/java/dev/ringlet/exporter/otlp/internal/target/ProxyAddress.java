// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.target;

import dev.ringlet.internal.text.PercentDecoder;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The address of an HTTP proxy and the credentials for it. Immutable; {@link #toString} omits the
 * credentials.
 */
public final class ProxyAddress {
  /** No proxy, regardless of the JVM's settings. */
  public static final ProxyAddress DIRECT = new ProxyAddress("", 0, null, "");

  private static final int DEFAULT_PORT = 80;

  private final String host;
  private final int port;
  private final String authorization;
  private final String password;

  private ProxyAddress(String host, int port, String authorization, String password) {
    this.host = host;
    this.port = port;
    this.authorization = authorization;
    this.password = password;
  }

  /**
   * Parses {@code http://user:password@host:port} or {@code none}. User and password may be absent
   * together, and the port may be absent. User and password are percent-encoded.
   *
   * @throws IllegalArgumentException if it is invalid; the message has the reason, not the text
   */
  public static ProxyAddress parse(String text) {
    String trimmed = text.trim();
    if (trimmed.equalsIgnoreCase("none")) {
      return DIRECT;
    }
    URI uri;
    try {
      uri = new URI(trimmed);
    } catch (URISyntaxException malformed) {
      throw new IllegalArgumentException("must be a URL such as http://user:password@host:port");
    }
    if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
      throw new IllegalArgumentException("must be none, or start with http:// and name a host");
    }
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    if (!(path.isEmpty() || path.equals("/")) || uri.getRawQuery() != null) {
      throw new IllegalArgumentException("must not have a path");
    }
    int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("must have a port from 1 to 65535");
    }
    String userInfo = uri.getRawUserInfo();
    String authorization = authorization(userInfo);
    String password = authorization == null ? "" : userInfo.substring(userInfo.indexOf(':') + 1);
    return new ProxyAddress(uri.getHost(), port, authorization, password);
  }

  private static String authorization(String userInfo) {
    if (userInfo == null || userInfo.isEmpty()) {
      return null;
    }
    int colon = userInfo.indexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException("must have a user and a password, or neither");
    }
    String user = PercentDecoder.decode(userInfo.substring(0, colon));
    if (user.indexOf(':') >= 0) {
      throw new IllegalArgumentException("must have a user without a colon");
    }
    String both = user + ":" + PercentDecoder.decode(userInfo.substring(colon + 1));
    byte[] bytes = both.getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * Whether a list of exceptions matches a host.
   *
   * @param exceptions host names and IP addresses. A name, with or without a leading {@code .} or
   *     {@code *.}, also matches its subdomains; {@code *} matches every host
   */
  public static boolean isException(List<String> exceptions, String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    for (String exception : exceptions) {
      String name = exception.trim().toLowerCase(Locale.ROOT);
      if (name.equals("*")) {
        return true;
      }
      if (name.startsWith("*.")) {
        name = name.substring(2);
      } else if (name.startsWith(".")) {
        name = name.substring(1);
      }
      if (!name.isEmpty() && (lower.equals(name) || lower.endsWith("." + name))) {
        return true;
      }
    }
    return false;
  }

  /** Whether this is {@link #DIRECT}. */
  public boolean isDirect() {
    return this == DIRECT;
  }

  /** The name or address of the proxy. */
  public String host() {
    return host;
  }

  /** The TCP port. */
  public int port() {
    return port;
  }

  /** The value of {@code Proxy-Authorization}, or null. */
  public String authorization() {
    return authorization;
  }

  /** The credentials, which must not be logged, in each form that a server may echo. */
  public Map<String, String> secrets() {
    return authorization == null
        ? Map.of()
        : Map.of(
            "authorization", authorization,
            "password", password,
            "decoded", PercentDecoder.decode(password));
  }

  /** The address without credentials. */
  @Override
  public String toString() {
    return isDirect() ? "none" : "http://" + host + ":" + port;
  }
}
