// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.OtlpCapture;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A module of a user's, compiled and run on the module path, where hidden packages are hidden. */
class ModulePathTest {
  private static final String MODULE =
      "module hello { requires dev.ringlet.sdk; requires io.opentelemetry.api; }";

  private static final String MAIN =
      """
      package hello;

      import dev.ringlet.RingletSdk;
      import java.time.Duration;

      public class Main {
        public static void main(String[] args) {
          try (RingletSdk sdk = RingletSdk.builder().build()) {
            sdk.getTracer("hello").spanBuilder("span").startSpan().end();
            sdk.getMeter("hello").counterBuilder("count").build().add(1);
            sdk.getLogsBridge().get("hello").logRecordBuilder().setBody("log").emit();
            System.out.println(
                Main.class.getModule().isNamed()
                    + " "
                    + RingletSdk.class.getModule().isNamed()
                    + " "
                    + ModuleLayer.boot().findModule("dev.ringlet.sdk.profiles").isPresent()
                    + " "
                    + sdk.flush(Duration.ofSeconds(60)));
          }
        }
      }
      """;

  @TempDir Path folder;

  /** What an application has of Ringlet: our modules, the API, and OkHttp if it is wanted. */
  private static List<String> modulePath(boolean okHttp) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(
            entry ->
                entry.endsWith("target" + File.separator + "classes")
                    || (entry.contains("ringlet-") && !entry.contains("tests"))
                    || entry.matches(".*opentelemetry-(api|context|common)-\\d[^/\\\\]*\\.jar")
                    || (okHttp && entry.matches(".*(okhttp-jvm|okio-jvm|kotlin-stdlib)-[^/\\\\]*")))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private String compile(String main, List<String> path) throws IOException {
    Path sources = Files.createDirectories(folder.resolve("hello"));
    List<Path> files =
        List.of(
            Files.writeString(folder.resolve("module-info.java"), MODULE),
            Files.writeString(sources.resolve("Main.java"), main));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter errors = new StringWriter();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-p",
              String.join(File.pathSeparator, path),
              "-d",
              folder.resolve("classes").toString());
      compiler
          .getTask(errors, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
          .call();
    }
    return errors.toString();
  }

  private String run(List<String> path, String endpoint) throws Exception {
    path.add(folder.resolve("classes").toString());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dotel.exporter.otlp.endpoint=" + endpoint,
                "-p",
                String.join(File.pathSeparator, path),
                "-m",
                "hello/hello.Main")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return output;
  }

  @Test
  void recordsAndExports() throws Exception {
    assertRuns(true);
  }

  @Test
  void runsWithoutOkHttp() throws Exception {
    assertRuns(false);
  }

  private void assertRuns(boolean okHttp) throws Exception {
    List<String> path = modulePath(okHttp);
    assertThat(compile(MAIN, path)).isEmpty();
    try (OtlpCapture collector = OtlpCapture.start()) {
      assertThat(run(path, collector.endpoint())).contains("true true true true");
      assertThat(collector.traces()).hasSize(1);
      assertThat(collector.metrics()).isNotEmpty();
      assertThat(collector.logs()).hasSize(1);
    }
  }

  @Test
  void hiddenPackagesAreHidden() throws Exception {
    for (String hidden :
        List.of(
            "dev.ringlet.internal.ring.ByteRing",
            "dev.ringlet.internal.delivery.RequestSender",
            "dev.ringlet.exporter.otlp.internal.delivery.Route")) {
      String main = "package hello; public class Main { " + hidden + " field; }";
      assertThat(compile(main, modulePath(true))).contains("is not visible");
    }
  }
}
