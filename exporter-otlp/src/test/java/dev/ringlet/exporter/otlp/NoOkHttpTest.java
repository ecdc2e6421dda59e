// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.settings.Compression;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.LogCapture;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.context.Context;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Level;
import kotlin.jvm.internal.Intrinsics;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An application that left OkHttp out, or took it in without what it needs itself. */
class NoOkHttpTest {
  /** Runs in a class loader that sees only some jars. */
  public static final class Probe implements Function<String, String> {
    @Override
    public String apply(String url) {
      OtlpExporterBuilder builder =
          OtlpExporter.builder(Signal.TRACES).setEndpoint(url).setTimeout(Await.LONG);
      try (Exporter exporter = builder.setCompression(Compression.GZIP).build()) {
        long deadline = Await.deadline();
        byte[] body = new byte[5000];
        Payload payload = new Payload(Signal.TRACES, body, 0, 5000, 1, deadline);
        return exporter.export(payload).kind() + " " + Probe.class.getClassLoader().getName();
      }
    }
  }

  /** Asks for gRPC in the same class loader. */
  public static final class GrpcProbe implements Function<String, String> {
    @Override
    public String apply(String url) {
      Map<String, String> settings =
          Map.of("otel.exporter.otlp.endpoint", url, "otel.exporter.otlp.protocol", "grpc");
      try {
        OtlpExporters.fromConfig(Signal.TRACES, Config.of(settings, Map.of(), Map.of()));
        return "no error";
      } catch (ConfigException clear) {
        return clear.getMessage();
      }
    }
  }

  private static String exportWith(ScriptedServer server, Class<?>... more) throws Exception {
    return apply(Probe.class, server.url("/v1/traces"), more);
  }

  private static String apply(Class<?> probeClass, String url, Class<?>... more) throws Exception {
    return apply(probeClass, url, List.of(), more);
  }

  private static String apply(Class<?> probeClass, String url, List<Path> jars, Class<?>... more)
      throws Exception {
    List<Class<?>> classes =
        new ArrayList<>(
            List.of(
                Probe.class,
                Await.class,
                OtlpExporter.class,
                Exporter.class,
                OpenTelemetry.class,
                ComponentLoader.class,
                Context.class));
    classes.addAll(Arrays.asList(more));
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars) {
      urls.add(jar.toUri().toURL());
    }
    classes.stream()
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
        .distinct()
        .forEach(urls::add);
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader("filtered", urls.toArray(URL[]::new), platform)) {
      assertThat(loader.getResource("okio/Buffer.class") != null).isEqualTo(!jars.isEmpty());
      assertThat(loader.getResource("okhttp3/OkHttpClient.class") != null)
          .isEqualTo(more.length > 0 || !jars.isEmpty());
      Object probe = loader.loadClass(probeClass.getName()).getDeclaredConstructor().newInstance();
      @SuppressWarnings("unchecked")
      Function<String, String> function = (Function<String, String>) probe;
      return function.apply(url);
    }
  }

  @Test
  void sendsWithTheJdksClient() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      assertThat(exportWith(server)).isEqualTo("DELIVERED filtered");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void sendsWithTheJdksClientIfOkHttpIsIncomplete() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      assertThat(exportWith(server, OkHttpClient.class)).isEqualTo("DELIVERED filtered");
      assertThat(server.requests()).hasSize(1);
    }
  }

  /** Versions that a build tool may put together: some fit, the others must not matter. */
  @ParameterizedTest
  @CsvSource({
    "okhttp-jvm-5.5.1, okio-jvm-3.6.0, true",
    "okhttp-4.12.0, okio-jvm-3.6.0, false",
    "okhttp-3.14.9, okio-jvm-3.6.0, false"
  })
  void sendsWhateverVersionsAreMixed(String okHttp, String okio, boolean unfit) throws Exception {
    try (ScriptedServer server = ScriptedServer.start();
        LogCapture log = new LogCapture("dev.ringlet")) {
      List<Path> jars = List.of(mixed(okHttp), mixed(okio));
      assertThat(apply(Probe.class, server.url("/v1/traces"), jars, Intrinsics.class))
          .isEqualTo("DELIVERED filtered");
      assertThat(server.requests()).hasSize(1);
      assertThat(log.messages(Level.WARNING))
          .filteredOn(line -> line.contains("OkHttp cannot be used"))
          .hasSize(unfit ? 1 : 0);
    }
  }

  private static Path mixed(String name) {
    Path jar = Path.of("target", "okhttp-mixed", name + ".jar").toAbsolutePath();
    assertThat(jar).exists();
    return jar;
  }

  @Test
  void saysThatGrpcNeedsOkHttp() throws Exception {
    assertThat(apply(GrpcProbe.class, "http://localhost:1"))
        .isEqualTo(
            "otel.exporter.otlp.protocol: gRPC needs OkHttp: add"
                + " com.squareup.okhttp3:okhttp-jvm");
  }
}
