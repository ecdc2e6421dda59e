// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.server;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * Lets through what comes from this machine or has the token, and sets headers that keep the page
 * to itself. A browser that a page of another site sends here is refused by its {@code Host}, which
 * is then that site's name, or by its {@code Origin}.
 */
final class Guard extends Handler.Wrapper {
  private static final String COOKIE = "ringlet-viewer";
  private static final String PARAMETER = "token";
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final String host;
  private final @Nullable String token;

  /**
   * Creates the guard.
   *
   * @param host where the server listens
   * @param token null if everything on this machine may read and send
   */
  Guard(Handler handler, String host, @Nullable String token) {
    super(handler);
    this.host = host.toLowerCase(Locale.ROOT);
    this.token = token;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    response.getHeaders().put("Content-Security-Policy", POLICY);
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.getHeaders().put("Referrer-Policy", "no-referrer");
    response.getHeaders().put("Cross-Origin-Resource-Policy", "same-origin");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    if (token == null && !isKnownHost(Request.getServerName(request))) {
      refuse(response, callback, 421, "Use http://localhost or http://127.0.0.1.\n");
      return true;
    }
    if (isForeign(request)) {
      refuse(response, callback, 403, "Not from a page of another origin.\n");
      return true;
    }
    if (token != null && !isKnown(request)) {
      Fields query = Request.extractQueryParameters(request);
      if (isToken(query.getValue(PARAMETER))) {
        remember(response, callback, token);
      } else {
        refuse(
            response,
            callback,
            401,
            "Needs the token: open /?token=… in a browser; senders set"
                + " OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20…\n");
      }
      return true;
    }
    return super.handle(request, response, callback);
  }

  private boolean isKnownHost(@Nullable String name) {
    if (name == null) {
      return false;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    return LOOPBACK.contains(lower) || lower.equals("::1") || lower.equals(host);
  }

  private static boolean isForeign(Request request) {
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    if (origin == null) {
      return false;
    }
    try {
      String own = request.getHeaders().get(HttpHeader.HOST);
      return !URI.create(origin).getAuthority().equals(own);
    } catch (IllegalArgumentException | NullPointerException e) {
      return true; // "null" and other text
    }
  }

  private boolean isKnown(Request request) {
    String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    if (authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return isToken(authorization.substring(7).strip());
    }
    return Request.getCookies(request).stream()
        .anyMatch(cookie -> cookie.getName().equals(COOKIE) && isToken(cookie.getValue()));
  }

  /** Takes the same time for every text of one length. */
  private boolean isToken(@Nullable String text) {
    return text != null
        && token != null
        && MessageDigest.isEqual(
            text.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  /** The token leaves the address, so that it stays out of the history. */
  private static void remember(Response response, Callback callback, String token) {
    Response.addCookie(
        response,
        HttpCookie.build(COOKIE, token)
            .httpOnly(true)
            .path("/")
            .sameSite(HttpCookie.SameSite.STRICT)
            .build());
    response.setStatus(303);
    response.getHeaders().put(HttpHeader.LOCATION, "/");
    response.write(true, ByteBuffer.allocate(0), callback);
  }

  private static void refuse(Response response, Callback callback, int status, String text) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
    response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), callback);
  }
}
