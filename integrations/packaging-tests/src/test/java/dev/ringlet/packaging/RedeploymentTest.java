// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.ringlet.testing.Await;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.eclipse.aether.graph.Exclusion;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application that is deployed, closed and deployed again, each time in a new class loader. */
@Timeout(300)
class RedeploymentTest {
  private static final int TIMES = 100;

  private final AtomicInteger requests = new AtomicInteger();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void leavesNoClassLoaderAndNoThread(boolean okHttp) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          requests.incrementAndGet();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    try {
      List<URL> urls = classPath(okHttp);
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
      for (int i = 0; i < TIMES; i++) {
        loaders.add(deploy(urls, url));
      }
      assertThat(requests).hasValueGreaterThanOrEqualTo(3 * TIMES);
      awaitGone(loaders);
    } finally {
      server.stop(0);
    }
  }

  /**
   * With OkHttp this takes a minute, for which it and Okio keep idle threads. The threads of the
   * JDK's client end when the collector has found that nothing refers to the client.
   */
  private static void awaitGone(List<WeakReference<ClassLoader>> loaders) {
    Await.until(
        "the threads have ended and the class loaders are unreachable",
        Duration.ofMinutes(5),
        () -> {
          System.gc();
          return threads().isEmpty() && loaders.stream().allMatch(loader -> loader.get() == null);
        });
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.matches("(ringlet-|OkHttp|Okio|HttpClient-).*"))
        .toList();
  }

  private static WeakReference<ClassLoader> deploy(List<URL> urls, String url) throws Exception {
    try (URLClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      @SuppressWarnings("unchecked")
      Function<String, String> application =
          (Function<String, String>)
              loader
                  .loadClass(BundledApplication.class.getName())
                  .getDeclaredConstructor()
                  .newInstance();
      assertThat(application.apply(url)).isEqualTo("flushed true");
      return new WeakReference<>(loader);
    }
  }

  private static List<URL> classPath(boolean okHttp) throws Exception {
    List<URL> urls = new ArrayList<>();
    try (Resolution resolution = Resolution.nearest()) {
      Map<String, Resolution.Jar> jars =
          okHttp
              ? resolution.addRinglet().resolve()
              : resolution
                  .addRinglet(new Exclusion("com.squareup.okhttp3", "*", "*", "*"))
                  .resolve();
      for (Resolution.Jar jar : jars.values()) {
        urls.add(jar.file().toUri().toURL());
      }
    }
    urls.add(BundledApplication.class.getProtectionDomain().getCodeSource().getLocation());
    return urls;
  }
}
