// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** The jars as OSGi bundles. */
@Timeout(180)
class FelixTest {
  private static final List<String> OKHTTP =
      List.of(
          "com.squareup.okhttp3:okhttp-jvm:5.5.1",
          "com.squareup.okio:okio-jvm:3.18.1",
          "org.jetbrains.kotlin:kotlin-osgi-bundle:2.1.21");

  @TempDir Path folder;

  static Stream<Published> modules() {
    return Published.all().stream().filter(Published::isModule);
  }

  /** What module-info exports to all is what a bundle exports without a mark. */
  @ParameterizedTest
  @MethodSource("modules")
  void exportWhatTheModuleExports(Published module) throws Exception {
    ModuleDescriptor descriptor =
        ModuleFinder.of(module.jar()).findAll().iterator().next().descriptor();
    List<String> exported =
        descriptor.exports().stream()
            .filter(export -> !export.isQualified())
            .map(ModuleDescriptor.Exports::source)
            .toList();
    try (JarFile jar = new JarFile(module.jar().toFile())) {
      Attributes headers = jar.getManifest().getMainAttributes();
      assertThat(headers.getValue(Constants.BUNDLE_SYMBOLICNAME))
          .isEqualTo("dev." + module.artifactId().replace('-', '.'));
      assertThat(clauses(headers.getValue(Constants.EXPORT_PACKAGE)))
          .filteredOn(clause -> !clause.contains("x-internal:=true"))
          .extracting(clause -> clause.substring(0, clause.indexOf(';')))
          .containsExactlyInAnyOrderElementsOf(exported);
    }
  }

  private static List<String> clauses(String header) {
    return Arrays.asList(header.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anApplicationInABundleExports(boolean okHttp) throws Exception {
    Queue<String> requests = new ConcurrentLinkedQueue<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          requests.add(
              exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("User-Agent"));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    Framework framework =
        new FrameworkFactory()
            .newFramework(
                Map.of(
                    Constants.FRAMEWORK_STORAGE,
                    folder.toString(),
                    Constants.FRAMEWORK_STORAGE_CLEAN,
                    Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                    // What opentelemetry-api asks for; elsewhere Aries SPI Fly is it.
                    Constants.FRAMEWORK_SYSTEMCAPABILITIES_EXTRA,
                    "osgi.extender;osgi.extender=osgi.serviceloader.processor;"
                        + "version:Version=1.0"));
    try {
      framework.start();
      List<Bundle> bundles = install(framework, okHttp);
      for (Bundle bundle : bundles) {
        bundle.start();
      }
      for (String used :
          List.of("okhttp3.OkHttpClient", "okio.Buffer", "kotlin.jvm.internal.Intrinsics")) {
        assertThat(canLoad(exporter(bundles), used)).as(used).isEqualTo(okHttp);
      }
      Bundle application = bundles.get(bundles.size() - 1);
      @SuppressWarnings("unchecked")
      Function<String, String> function =
          (Function<String, String>)
              application
                  .loadClass(BundledApplication.class.getName())
                  .getDeclaredConstructor()
                  .newInstance();
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      assertThat(function.apply(url)).isEqualTo("flushed true");
      assertThat(requests)
          .anySatisfy(request -> assertThat(request).startsWith("/v1/traces"))
          .anySatisfy(request -> assertThat(request).startsWith("/v1/metrics"))
          .anySatisfy(request -> assertThat(request).startsWith("/v1/logs"));
    } finally {
      framework.stop();
      framework.waitForStop(30_000);
      server.stop(0);
    }
  }

  private static Bundle exporter(List<Bundle> bundles) {
    return bundles.stream()
        .filter(bundle -> "dev.ringlet.exporter.otlp".equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow();
  }

  private static boolean canLoad(Bundle bundle, String type) {
    try {
      bundle.loadClass(type);
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    }
  }

  private static List<Bundle> install(Framework framework, boolean okHttp) throws Exception {
    List<Path> jars = new ArrayList<>();
    Published.core().stream().map(Published::jar).forEach(jars::add);
    try (Resolution resolution = Resolution.nearest()) {
      resolution.add("io.opentelemetry:opentelemetry-api:1.68.0");
      if (okHttp) {
        OKHTTP.forEach(resolution::add);
      }
      resolution
          .resolve()
          .forEach(
              (name, jar) -> {
                if (!name.matches("org\\.jetbrains(\\.kotlin:kotlin-stdlib|:).*")) {
                  jars.add(jar.file());
                }
              });
    }
    List<Bundle> bundles = new ArrayList<>();
    for (Path jar : jars) {
      bundles.add(framework.getBundleContext().installBundle(jar.toUri().toString()));
    }
    bundles.add(
        framework
            .getBundleContext()
            .installBundle("application", new ByteArrayInputStream(applicationBundle())));
    return bundles;
  }

  private static byte[] applicationBundle() throws IOException {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
    headers.putValue(Constants.BUNDLE_SYMBOLICNAME, "application");
    headers.putValue(
        Constants.IMPORT_PACKAGE,
        "dev.ringlet,io.opentelemetry.api,io.opentelemetry.api.trace,"
            + "io.opentelemetry.api.metrics,io.opentelemetry.api.logs");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String entry = BundledApplication.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream jar = new JarOutputStream(bytes, manifest);
        InputStream classFile = FelixTest.class.getClassLoader().getResourceAsStream(entry)) {
      jar.putNextEntry(new ZipEntry(entry));
      classFile.transferTo(jar);
    }
    return bytes.toByteArray();
  }
}
