// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

/** Chooses the HTTP client: OkHttp where it is on the path, the JDK's otherwise. */
final class HttpTransports {
  private HttpTransports() {}

  /**
   * Makes a transport.
   *
   * @throws IllegalStateException if there is no client at all
   */
  static HttpTransport create(TransportSettings settings) {
    if (isPresent("okhttp3.OkHttpClient")) {
      try {
        return new OkHttpTransport(settings);
      } catch (LinkageError incomplete) {
        // One of OkHttp's own dependencies was left out.
      }
    }
    if (isPresent("java.net.http.HttpClient")) {
      return new JdkHttpTransport(settings);
    }
    throw new IllegalStateException(
        "no HTTP client: add com.squareup.okhttp3:okhttp-jvm or the module java.net.http");
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
