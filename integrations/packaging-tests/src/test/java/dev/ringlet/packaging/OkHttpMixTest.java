// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An application with an OkHttp of its own, before or after Ringlet in its POM, by Maven's rule and
 * by Gradle's: its own calls work, and Ringlet exports.
 */
@Timeout(180)
class OkHttpMixTest {
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          String agent = exchange.getRequestHeaders().getFirst("User-Agent");
          requests.add(exchange.getRequestURI().getPath() + " " + agent);
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @CsvSource({
    "nearest, okhttp:3.14.9, first",
    "nearest, okhttp:3.14.9, last",
    "nearest, okhttp:4.12.0, first",
    "nearest, okhttp:4.12.0, last",
    "nearest, okhttp-jvm:5.5.1, first",
    "nearest, okhttp-jvm:5.3.2, first",
    "nearest, okhttp-jvm:5.3.2, last",
    "newest, okhttp:3.14.9, first",
    "newest, okhttp:3.14.9, last",
    "newest, okhttp:4.12.0, first",
    "newest, okhttp:4.12.0, last",
    "newest, okhttp-jvm:5.3.2, first"
  })
  void bothWork(String rule, String okHttp, String place) throws Exception {
    try (Resolution application =
        rule.equals("nearest") ? Resolution.nearest() : Resolution.newest()) {
      boolean first = place.equals("first");
      if (first) {
        application.addRinglet();
      }
      application.add("com.squareup.okhttp3:" + okHttp);
      if (!first) {
        application.addRinglet();
      }
      run(application.resolve());
    }
  }

  @ParameterizedTest
  @CsvSource({"okhttp:3.14.9", "okhttp:4.12.0"})
  void bothWorkIfALibraryBringsRinglet(String okHttp) throws Exception {
    try (Resolution application = Resolution.nearest()) {
      run(application.addLibraryOnRinglet().add("com.squareup.okhttp3:" + okHttp).resolve());
    }
  }

  @Test
  void bothWorkWithTheKotlinThatSpringBootManages() throws Exception {
    try (Resolution application = Resolution.nearest()) {
      Map<String, Resolution.Jar> jars =
          application
              .importing("org.jetbrains.kotlin:kotlin-bom:1.9.25")
              .addRinglet()
              .add("com.squareup.okhttp3:okhttp:4.12.0")
              .resolve();
      assertThat(jars.get("org.jetbrains.kotlin:kotlin-stdlib").version()).isEqualTo("1.9.25");
      run(jars);
    }
  }

  private void run(Map<String, Resolution.Jar> jars) throws Exception {
    List<URL> urls = new ArrayList<>();
    for (Resolution.Jar jar : jars.values()) {
      urls.add(jar.file().toUri().toURL());
    }
    urls.add(OkHttpMixApplication.class.getProtectionDomain().getCodeSource().getLocation());
    try (URLClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      @SuppressWarnings("unchecked")
      Function<String, String> application =
          (Function<String, String>)
              loader
                  .loadClass(OkHttpMixApplication.class.getName())
                  .getDeclaredConstructor()
                  .newInstance();
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      String versions = jars.keySet().stream().filter(OkHttpMixTest::matters).toList().toString();
      assertThat(application.apply(url)).as(versions).isEqualTo("own 200, flushed true");
    }
    assertThat(requests)
        .anySatisfy(request -> assertThat(request).startsWith("/own "))
        .anySatisfy(request -> assertThat(request).startsWith("/v1/traces "));
  }

  private static boolean matters(String jar) {
    return jar.matches(".*(okhttp|okio|kotlin).*");
  }
}
