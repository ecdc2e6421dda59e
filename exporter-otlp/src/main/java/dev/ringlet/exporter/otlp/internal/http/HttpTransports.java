// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Holds the HTTP client of a sender: OkHttp where it is on the path, the JDK's otherwise. The
 * client is made by the first request. OkHttp whose parts do not fit each other is replaced by the
 * JDK's client for good. Thread-safe; changes are made under the lock, and the client is read
 * without it.
 */
final class HttpTransports {
  /** One class each of OkHttp and of what it needs itself. */
  private static final List<String> OKHTTP =
      List.of("okhttp3.OkHttpClient", "okio.Buffer", "kotlin.jvm.internal.Intrinsics");

  private final Supplier<HttpTransport> preferred;

  /** The JDK's client, or null where it does not do. */
  private final Supplier<HttpTransport> fallBack;

  private final Object lock = new Object();
  private volatile HttpTransport transport;
  private boolean fellBack;
  private volatile boolean closed;

  /** Holds a given client, without another one to fall back to if that is null. */
  HttpTransports(Supplier<HttpTransport> preferred, Supplier<HttpTransport> fallBack) {
    this.preferred = preferred;
    this.fallBack = fallBack;
  }

  /**
   * Makes sure that a client is there which can do what the settings ask; makes none yet, and looks
   * for OkHttp only if nothing else will do, because both take a large part of the time that an
   * application needs to start.
   *
   * @throws IllegalStateException if there is no client at all, or none for the protocol
   * @throws IllegalArgumentException if the client cannot do what is asked
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

  /** No lambdas: their machinery starts slowly too. */
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
   * The client, made if there is none yet, or null if closed.
   *
   * @throws LinkageError if the classes of the client do not fit each other
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
   * Replaces a client whose classes do not fit each other, or could not be loaded because memory or
   * stack was out: the JVM never tries that again.
   *
   * @return whether there is another client now
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
            "OkHttp cannot be used, the JDK's HTTP client is used in its place; do the versions of"
                + " okhttp, okio and kotlin-stdlib fit each other? ("
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
      // has nothing to free that it could reach
    }
  }

  /** Closes the idle connections of the client, if there is one. */
  void evictIdle() {
    HttpTransport open = transport;
    if (open != null) {
      open.evictIdle();
    }
  }

  /** Notes that a request was responded to. */
  void responded() {
    HttpTransport open = transport;
    if (open != null) {
      open.certificateRequests().responded();
    }
  }

  /** Whether the server asked for a client certificate, got none and has not responded since. */
  boolean isCertificateMissing() {
    HttpTransport open = transport;
    return open != null && open.certificateRequests().isMissing();
  }

  boolean isClosed() {
    return closed;
  }

  /** Cuts requests short; the client is not made again. */
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
