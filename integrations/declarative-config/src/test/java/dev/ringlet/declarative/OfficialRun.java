// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs the workload on the official SDK, in a class loader of its own: the newest reader of files
 * that can be had does not run on the API that the tests have.
 */
public final class OfficialRun implements Runnable {
  private static final List<String> SHARED =
      List.of("test-classes", "okhttp", "okio", "kotlin-stdlib", "jackson", "snakeyaml-engine");

  private final String file;

  /** Takes the file. */
  public OfficialRun(String file) {
    this.file = file;
  }

  static void of(Path file) throws Exception {
    List<URL> urls = new ArrayList<>();
    for (File jar : new File("target/official").listFiles()) {
      urls.add(jar.toURI().toURL());
    }
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      String name = new File(entry).getName();
      if (SHARED.stream().anyMatch(name::startsWith)) {
        urls.add(new File(entry).toURI().toURL());
      }
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(loader);
      Class<?> type = loader.loadClass(OfficialRun.class.getName());
      ((Runnable) type.getConstructor(String.class).newInstance(file.toString())).run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Override
  public void run() {
    OpenTelemetrySdk sdk;
    System.setProperty("otel.config.file", file); // read from nowhere else but the environment
    try {
      sdk =
          AutoConfiguredOpenTelemetrySdk.builder()
              .disableShutdownHook()
              .build()
              .getOpenTelemetrySdk();
    } finally {
      System.clearProperty("otel.config.file");
    }
    Workload.run(sdk);
    sdk.getSdkTracerProvider().forceFlush().join(20, TimeUnit.SECONDS);
    sdk.getSdkLoggerProvider().forceFlush().join(20, TimeUnit.SECONDS);
    sdk.shutdown().join(20, TimeUnit.SECONDS);
  }
}
