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
   * Finds out which client will do, and whether it can do what the settings ask; makes none yet,
   * because that takes a large part of the time an application needs to start.
   *
   * @return makes the transport
   * @throws IllegalStateException if there is no client at all
   * @throws IllegalArgumentException if the client cannot do what is asked
   */
  static Supplier<HttpTransport> choose(TransportSettings settings) {
    boolean okHttp = true;
    for (String name : OKHTTP) {
      okHttp &= isPresent(name);
    }
    if (okHttp) {
      return () -> new OkHttpTransport(settings);
    }
    if (settings.isGrpc()) {
      throw new IllegalStateException("gRPC needs OkHttp: add com.squareup.okhttp3:okhttp-jvm");
    }
    if (isPresent("java.net.http.HttpClient")) {
      JdkHttpTransport.check(settings);
      return () -> new JdkHttpTransport(settings);
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
