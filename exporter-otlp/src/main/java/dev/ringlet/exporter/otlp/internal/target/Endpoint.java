// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.target;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The checked address of a receiver: an absolute http or https URL without user information or
 * fragment. {@link #toString} omits the query, because it may hold a token. Immutable.
 */
public final class Endpoint {
  private static final int MAX_HOST_CHARS = 253;
  private static final int MAX_LABEL_CHARS = 63;
  private static final int MAX_PORT = 65535;

  private final String scheme;

  /** Host and port as written. */
  private final String authority;

  private final String host;
  private final int port;
  private final String path;
  private final String query;

  private Endpoint(
      String scheme, String authority, String host, int port, String path, String query) {
    this.scheme = scheme;
    this.authority = authority;
    this.host = host;
    this.port = port;
    this.path = path;
    this.query = query;
  }

  /**
   * Parses and checks an address. A missing path becomes {@code /}; characters of path and query
   * that are not ASCII are percent-encoded.
   *
   * @throws IllegalArgumentException if it is invalid; the message has the reason, not the address
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
    int colon = authority.lastIndexOf(':');
    boolean hasPort = colon > authority.lastIndexOf(']');
    int port = hasPort ? port(authority.substring(colon + 1)) : scheme.equals("https") ? 443 : 80;
    String host = hasPort ? authority.substring(0, colon) : authority;
    checkHost(host);
    URI ascii = URI.create(uri.toASCIIString());
    String path =
        ascii.getRawPath() == null || ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
    String query = ascii.getRawQuery() == null ? "" : ascii.getRawQuery();
    return new Endpoint(
        scheme, authority, host.replace("[", "").replace("]", ""), port, path, query);
  }

  /**
   * Returns the address of another path on the same server, without a query.
   *
   * @param path the path, with a leading slash
   */
  public Endpoint withPath(String path) {
    return new Endpoint(scheme, authority, host, port, path, "");
  }

  /** The path, with a leading slash. */
  public String path() {
    return path;
  }

  /** Accepts only the hosts that both HTTP clients accept: ASCII names and IP addresses. */
  private static void checkHost(String host) {
    boolean literal = host.startsWith("[");
    boolean good = host.length() <= MAX_HOST_CHARS && !host.contains(literal ? "%" : "..");
    for (int i = 0; good && !literal && i < host.length(); i++) {
      char c = host.charAt(i);
      good = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      good |= c == '-' || c == '_' || (c == '.' && i > 0);
    }
    for (String label : literal ? new String[0] : host.split("\\.")) {
      good &= label.length() <= MAX_LABEL_CHARS && isDecodable(label);
    }
    if (!good) {
      throw new IllegalArgumentException("must name a host by an ASCII name or an IP address");
    }
  }

  /** Whether a label that begins with {@code xn--} is valid Punycode, without an underscore. */
  private static boolean isDecodable(String label) {
    return !label.regionMatches(true, 0, "xn--", 0, 4)
        || (label.indexOf('_') < 0 && !IDN.toUnicode(label).equalsIgnoreCase(label));
  }

  /** Parses ASCII digits. {@link URI#getPort} has no port if the host name has an underscore. */
  private static int port(String digits) {
    int port = 0;
    for (int i = 0; i < digits.length() && port <= MAX_PORT; i++) {
      char c = digits.charAt(i);
      port = c >= '0' && c <= '9' ? 10 * port + c - '0' : MAX_PORT + 1;
    }
    if (port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException("must have a port from 1 to 65535");
    }
    return port;
  }

  /** The whole address. The query may hold a token, so this must not be logged. */
  public String url() {
    return query.isEmpty() ? toString() : this + "?" + query;
  }

  /** The query, which may hold a token, or the empty string. */
  public String query() {
    return query;
  }

  /** Whether TLS is used. */
  public boolean isSecure() {
    return scheme.equals("https");
  }

  /** The name or address of the server, without brackets. */
  public String host() {
    return host;
  }

  /** Whether the host is a loopback address or a {@code localhost} name; nothing is resolved. */
  public boolean isLoopback() {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.equals("localhost")
        || lower.endsWith(".localhost")
        || lower.equals("::1")
        || isLoopbackAddress(lower);
  }

  /** As {@code 127(\.[0-9]{1,3}){3}}; a regular expression would be the only one of a start. */
  private static boolean isLoopbackAddress(String text) {
    int dots = 0;
    int digits = 0;
    boolean good = text.startsWith("127.");
    for (int i = 3; good && i < text.length(); i++) {
      char c = text.charAt(i);
      dots += c == '.' ? 1 : 0;
      digits = c == '.' ? 0 : digits + 1;
      good = digits <= 3 && (c == '.' ? text.charAt(i - 1) != '.' : c >= '0' && c <= '9');
    }
    return good && dots == 3 && digits > 0;
  }

  /** The TCP port. */
  public int port() {
    return port;
  }

  /** Whether scheme, host and port are those of {@code other}. */
  public boolean hasOriginOf(Endpoint other) {
    return scheme.equals(other.scheme) && port == other.port && host.equalsIgnoreCase(other.host);
  }

  /** The address without its query. */
  @Override
  public String toString() {
    return scheme + "://" + authority + path;
  }
}
