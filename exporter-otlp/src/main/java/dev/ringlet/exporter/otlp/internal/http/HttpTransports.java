// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Holds the HTTP client of a sender: OkHttp if it is on the class or module path, otherwise the
 * JDK's. {@link #open} creates the client at its first call. If the classes of OkHttp do not link,
 * the JDK's client replaces it permanently. Thread-safe: writes hold the lock, reads of the client
 * do not.
 */
final class HttpTransports {
  /** One class each of OkHttp and of its dependencies. */
  private static final List<String> OKHTTP =
      List.of("okhttp3.OkHttpClient", "okio.Buffer", "kotlin.jvm.internal.Intrinsics");

  private final Supplier<HttpTransport> preferred;

  /** The JDK's client, or null if it does not support the settings. */
  private final Supplier<HttpTransport> fallBack;

  private final Object lock = new Object();
  private volatile HttpTransport transport;
  private boolean fellBack;
  private volatile boolean closed;

  /** Uses the given factories; {@code fallBack} is null if there is no second client. */
  HttpTransports(Supplier<HttpTransport> preferred, Supplier<HttpTransport> fallBack) {
    this.preferred = preferred;
    this.fallBack = fallBack;
  }

  /**
   * Checks that a client for the settings is available, without creating it. Looks for OkHttp only
   * if the JDK's client does not suffice: finding and creating a client would slow down the start
   * of the application.
   *
   * @throws IllegalStateException if no client is available, or none for the protocol
   * @throws IllegalArgumentException if the only available client does not support a setting
   */
  static HttpTransports of(TransportSettings settings) {
    String obstacle = settings.obstacleForJdk();
    boolean jdk = !settings.isGrpc() && isPresent("java.net.http.HttpClient");
    boolean jdkDoes = jdk && obstacle == null;
    if (!jdkDoes && !hasOkHttp()) {
      if (settings.isGrpc()) {
        throw new IllegalStateException("gRPC needs OkHttp: add com.squareup.okhttp3:okhttp-jvm");
      }
      if (jdk) {
        throw new IllegalArgumentException(obstacle + "; add okhttp-jvm");
      }
      throw new IllegalStateException(
          "no HTTP client: add com.squareup.okhttp3:okhttp-jvm or the module java.net.http");
    }
    Supplier<HttpTransport> jdkClient = jdkDoes ? new JdkFactory(settings) : null;
    return new HttpTransports(new Factory(settings), jdkClient);
  }

  /** A record and not a lambda: linking the first lambda would slow down the start. */
  private record Factory(TransportSettings settings) implements Supplier<HttpTransport> {
    @Override
    public HttpTransport get() {
      return hasOkHttp() ? new OkHttpTransport(settings) : new JdkHttpTransport(settings);
    }
  }

  private record JdkFactory(TransportSettings settings) implements Supplier<HttpTransport> {
    @Override
    public HttpTransport get() {
      return new JdkHttpTransport(settings);
    }
  }

  private static boolean hasOkHttp() {
    for (String name : OKHTTP) {
      if (!isPresent(name)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPresent(String name) {
    try {
      Class.forName(name, false, HttpTransports.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError absent) {
      return false;
    }
  }

  /**
   * Returns the client, creating it if necessary; null if closed.
   *
   * @throws LinkageError if the classes of the client do not link
   */
  HttpTransport open() {
    HttpTransport open = transport;
    if (open == null && !closed) {
      synchronized (lock) {
        if (transport == null && !closed) {
          transport = fellBack ? fallBack.get() : preferred.get();
        }
        open = transport;
      }
    }
    return closed ? null : open;
  }

  /**
   * Replaces a client whose classes do not link: their versions do not match, or their
   * initialisation ran out of memory or stack, which the JVM does not repeat.
   *
   * @return whether the fallback is in use
   */
  boolean fallBack(LinkageError broken) {
    HttpTransport before;
    synchronized (lock) {
      if (fallBack == null || closed) {
        return false;
      }
      if (fellBack) {
        return true;
      }
      fellBack = true;
      before = transport;
      transport = null;
    }
    Logger.getLogger(HttpTransports.class.getName())
        .log(
            Level.WARNING,
            "OkHttp cannot be used, the JDK's HTTP client is used instead; are the versions of"
                + " okhttp, okio and kotlin-stdlib compatible? ("
                + broken
                + ")");
    closeBroken(before);
    return true;
  }

  private static void closeBroken(HttpTransport before) {
    try {
      if (before != null) {
        before.close();
      }
    } catch (LinkageError asBroken) {
      // nothing to free can be reached
    }
  }

  /** Closes the idle connections of the client, if there is one. */
  void evictIdle() {
    HttpTransport open = transport;
    if (open != null) {
      open.evictIdle();
    }
  }

  /** Lets go of all connections that carry no request. */
  void disconnect() {
    HttpTransport open = transport;
    if (open != null) {
      open.disconnect();
    }
  }

  /** Closes the connection of a request that was in progress at {@link #close}. */
  void requestEnded() {
    if (closed) {
      evictIdle();
    }
  }

  /** Records that the server responded to a request. */
  void responded() {
    HttpTransport open = transport;
    if (open != null) {
      open.certificateRequests().responded();
    }
  }

  /** Whether the server requested a client certificate, got none and has not responded since. */
  boolean isCertificateMissing() {
    HttpTransport open = transport;
    return open != null && open.certificateRequests().isMissing();
  }

  boolean isClosed() {
    return closed;
  }

  /** Cancels running requests. No client is created from now on. */
  void close() {
    HttpTransport open;
    synchronized (lock) {
      closed = true;
      open = transport;
    }
    if (open != null) {
      open.close();
    }
  }
}
