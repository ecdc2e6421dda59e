// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.target;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The checked address of a receiver: an absolute http or https URL without user information or
 * fragment. Its text form, for people, leaves the query out, because tokens are found there.
 * Immutable.
 */
public final class Endpoint {
  private static final int MAX_HOST_CHARS = 253;
  private static final int MAX_LABEL_CHARS = 63;

  private final String url;
  private final String display;
  private final boolean secure;
  private final int port;

  private Endpoint(String url, String display, boolean secure, int port) {
    this.url = url;
    this.display = display;
    this.secure = secure;
    this.port = port;
  }

  /**
   * Checks an address; a missing path becomes {@code /}.
   *
   * @throws IllegalArgumentException that says what is wrong and never repeats the address
   */
  public static Endpoint parse(String text) {
    URI uri;
    try {
      uri = new URI(text.trim());
    } catch (URISyntaxException malformed) {
      throw new IllegalArgumentException("must be a URL");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("must start with http:// or https://");
    }
    String authority = uri.getRawAuthority();
    if (authority == null || authority.isEmpty() || authority.startsWith(":")) {
      throw new IllegalArgumentException("must name a host");
    }
    if (authority.indexOf('@') >= 0) {
      throw new IllegalArgumentException(
          "must not hold user information; put credentials into the headers");
    }
    if (uri.getRawFragment() != null) {
      throw new IllegalArgumentException("must not hold a fragment");
    }
    boolean secure = scheme.equals("https");
    int port = port(authority, secure);
    checkHost(host(authority));
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String display = scheme + "://" + authority + path;
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return new Endpoint(display + query, display, secure, port);
  }

  /**
   * The same server with another path, without a query.
   *
   * @param path the path, with a leading slash
   */
  public Endpoint withPath(String path) {
    String server = display.substring(0, display.indexOf('/', display.indexOf("://") + 3));
    return new Endpoint(server + path, server + path, secure, port);
  }

  /** The path, which begins with a slash. */
  public String path() {
    return display.substring(display.indexOf('/', display.indexOf("://") + 3));
  }

  private static String host(String authority) {
    int colon = authority.lastIndexOf(':');
    boolean hasPort = colon > authority.lastIndexOf(']');
    return hasPort ? authority.substring(0, colon) : authority;
  }

  /** What every client accepts: ASCII names of at most 253 characters, and IP addresses. */
  private static void checkHost(String host) {
    boolean literal = host.startsWith("[");
    boolean good = host.length() <= MAX_HOST_CHARS && !host.contains(literal ? "%" : "..");
    for (int i = 0; good && !literal && i < host.length(); i++) {
      char c = host.charAt(i);
      good = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      good |= c == '-' || c == '_' || (c == '.' && i > 0);
    }
    for (String label : literal ? new String[0] : host.split("\\.")) {
      good &= label.length() <= MAX_LABEL_CHARS;
    }
    if (!good) {
      throw new IllegalArgumentException("must name a host by an ASCII name or an IP address");
    }
  }

  /** Not from the URI, which knows no host and port if the name has an underscore. */
  private static int port(String authority, boolean secure) {
    int colon = authority.lastIndexOf(':');
    if (colon < authority.lastIndexOf(']') || colon == -1) {
      return secure ? 443 : 80;
    }
    try {
      int port = Integer.parseInt(authority.substring(colon + 1));
      if (port >= 1 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException notAPort) {
      // reported below
    }
    throw new IllegalArgumentException("must have a port from 1 to 65535");
  }

  /** The whole address, which may hold a token in its query: never for a log. */
  public String url() {
    return url;
  }

  /** The query, which may hold a token, or the empty string. */
  public String query() {
    return url.substring(Math.min(url.length(), display.length() + 1));
  }

  /** Whether TLS is used. */
  public boolean isSecure() {
    return secure;
  }

  /** The name or address of the server, without brackets. */
  public String host() {
    int start = display.indexOf("://") + 3;
    String host = host(display.substring(start, display.indexOf('/', start)));
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** Whether the address by itself says that the server is on this machine. */
  public boolean isLoopback() {
    String host = host().toLowerCase(Locale.ROOT);
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.equals("::1")
        || host.matches("127(\\.[0-9]{1,3}){3}");
  }

  /** The TCP port. */
  public int port() {
    return port;
  }

  /** Whether scheme, host and port are those of {@code other}, so that it may see its headers. */
  public boolean hasOriginOf(Endpoint other) {
    return secure == other.secure
        && port == other.port
        && URI.create(url)
            .getRawAuthority()
            .equalsIgnoreCase(URI.create(other.url).getRawAuthority());
  }

  /** The address without its query. */
  @Override
  public String toString() {
    return display;
  }
}
