// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.clients;

import dev.ringlet.RingletSdk;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs one client on one SDK. */
public final class ClientRun {
  private ClientRun() {}

  /** Runs a client in a class loader that shares nothing but the JDK with others. */
  static void isolated(
      Class<? extends Client> client, Sdk sdk, String endpoint, Map<String, String> settings)
      throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
      Thread.currentThread().setContextClassLoader(loader);
      loader
          .loadClass(ClientRun.class.getName())
          .getDeclaredMethod("run", String.class, boolean.class, String.class, Map.class)
          .invoke(null, client.getName(), sdk == Sdk.RINGLET, endpoint, settings);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private static URL[] classPath() throws MalformedURLException {
    String[] entries = System.getProperty("java.class.path").split(File.pathSeparator);
    URL[] urls = new URL[entries.length];
    for (int i = 0; i < entries.length; i++) {
      urls[i] = Path.of(entries[i]).toUri().toURL();
    }
    return urls;
  }

  /** Called in the loader of the client. */
  @SuppressWarnings("unused")
  public static void run(
      String clientName, boolean ringlet, String endpoint, Map<String, String> settings)
      throws Exception {
    Client client = (Client) Class.forName(clientName).getDeclaredConstructor().newInstance();
    Map<String, String> all = new HashMap<>();
    all.put("otel.exporter.otlp.endpoint", endpoint);
    all.put("otel.exporter.otlp.protocol", "http/protobuf");
    all.put("otel.metric.export.interval", "1h"); // only the flush collects
    all.put("otel.service.name", "client");
    all.putAll(client.settings());
    all.putAll(settings);
    if (ringlet) {
      runOnRinglet(client, all);
    } else {
      runOnOfficial(client, all);
    }
  }

  private static void runOnRinglet(Client client, Map<String, String> settings) throws Exception {
    RingletSdk.Builder builder = RingletSdk.builder();
    settings.forEach(builder::property);
    try (RingletSdk sdk = builder.build()) {
      client.run(sdk);
      require(sdk.flush(Duration.ofSeconds(60)));
    }
  }

  private static void runOnOfficial(Client client, Map<String, String> settings) throws Exception {
    try (OpenTelemetrySdk sdk =
        AutoConfiguredOpenTelemetrySdk.builder()
            .addPropertiesSupplier(() -> settings)
            .disableShutdownHook()
            .build()
            .getOpenTelemetrySdk()) {
      client.run((OpenTelemetry) sdk);
      require(
          sdk.getSdkTracerProvider().forceFlush().join(60, TimeUnit.SECONDS).isSuccess()
              && sdk.getSdkMeterProvider().forceFlush().join(60, TimeUnit.SECONDS).isSuccess()
              && sdk.getSdkLoggerProvider().forceFlush().join(60, TimeUnit.SECONDS).isSuccess());
    }
  }

  private static void require(boolean flushed) {
    if (!flushed) {
      throw new AssertionError("not everything arrived");
    }
  }

  /** Whose SDK. */
  enum Sdk {
    RINGLET,
    OFFICIAL
  }
}
