// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.OtlpCapture;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Programs that are written against the official SDK send the same when the imports of its final
 * classes, and nothing else, are changed to Ringlet's.
 */
class MigrationTest {
  private static final List<String> FINAL_CLASSES =
      List.of(
          "OpenTelemetrySdk",
          "autoconfigure.AutoConfiguredOpenTelemetrySdk",
          "logs.SdkLoggerProvider",
          "metrics.SdkMeterProvider",
          "trace.SdkTracerProvider");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BasicTracing",
        "LimitsAndSampling",
        "OwnProcessorAndSampler",
        "OwnIdsAndClock",
        "Metrics",
        "DeltaMetrics",
        "Logs",
        "AutoConfigured",
        "CustomizedProviders",
        "CustomizedResources",
        "CustomizedSignals",
        "ProvidersByHand",
        "EverySignal"
      })
  void aProgramSendsTheSame(String name) throws Exception {
    String source = Files.readString(Path.of("src/test/programs", name + ".java"));
    String migrated = source;
    for (String type : FINAL_CLASSES) {
      migrated =
          migrated.replace(
              "import io.opentelemetry.sdk." + type + ";",
              "import dev.ringlet.official.sdk." + type.substring(type.lastIndexOf('.') + 1) + ";");
    }
    assertThat(migrated).isNotEqualTo(source);
    List<String> official = run(name, source, "official");
    List<String> ringlet = run(name, migrated, "ringlet");
    assertThat(official).isNotEmpty();
    assertThat(ringlet).isEqualTo(official);
  }

  private List<String> run(String name, String source, String where) throws Exception {
    Path classes = compile(name, source, folder.resolve(where));
    try (OtlpCapture capture = OtlpCapture.start();
        URLClassLoader loader =
            new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, MigrationTest.class.getClassLoader())) {
      Method program = loader.loadClass(name).getMethod("run", String.class);
      program.invoke(null, capture.endpoint());
      return Telemetry.of(capture);
    }
  }

  private static Path compile(String name, String source, Path folder) throws IOException {
    Files.createDirectories(folder);
    Path file = Files.writeString(folder.resolve(name + ".java"), source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter errors = new StringWriter();
    boolean good =
        compiler
            .getTask(
                errors,
                null,
                null,
                List.of(
                    "-proc:none",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-d",
                    folder.toString()),
                null,
                compiler.getStandardFileManager(null, null, null).getJavaFileObjects(file))
            .call();
    assertThat(good).as(errors.toString()).isTrue();
    return folder;
  }
}
