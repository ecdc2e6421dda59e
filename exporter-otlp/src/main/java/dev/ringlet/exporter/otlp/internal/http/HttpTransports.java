// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import java.util.List;
import java.util.function.Supplier;

/** Chooses the HTTP client: OkHttp where it is on the path, the JDK's otherwise. */
final class HttpTransports {
  /** One class each of OkHttp and of what it needs itself. */
  private static final List<String> OKHTTP =
      List.of("okhttp3.OkHttpClient", "okio.Buffer", "kotlin.jvm.internal.Intrinsics");

  private HttpTransports() {}

  /**
   * Makes sure that a client is there which can do what the settings ask; makes none yet, and looks
   * for OkHttp only if nothing else will do, because both take a large part of the time that an
   * application needs to start.
   *
   * @return makes the transport
   * @throws IllegalStateException if there is no client at all, or none for the protocol
   * @throws IllegalArgumentException if the client cannot do what is asked
   */
  static Supplier<HttpTransport> choose(TransportSettings settings) {
    String obstacle = settings.obstacleForJdk();
    boolean jdk = !settings.isGrpc() && isPresent("java.net.http.HttpClient");
    if (!(jdk && obstacle == null) && !hasOkHttp()) {
      if (settings.isGrpc()) {
        throw new IllegalStateException("gRPC needs OkHttp: add com.squareup.okhttp3:okhttp-jvm");
      }
      if (jdk) {
        throw new IllegalArgumentException(obstacle + "; add okhttp-jvm");
      }
      throw new IllegalStateException(
          "no HTTP client: add com.squareup.okhttp3:okhttp-jvm or the module java.net.http");
    }
    return new Factory(settings);
  }

  /** No lambda: their machinery starts slowly too. */
  private static final class Factory implements Supplier<HttpTransport> {
    private final TransportSettings settings;

    Factory(TransportSettings settings) {
      this.settings = settings;
    }

    @Override
    public HttpTransport get() {
      return hasOkHttp() ? new OkHttpTransport(settings) : new JdkHttpTransport(settings);
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
}
