// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package com.example.greeting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.OtlpCapture;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code spring-boot:process-aot} makes of an application, compiled, and run on a JVM. */
@Timeout(300)
class AotTest {
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  @TempDir Path directory;

  @Test
  void anApplicationThatIsProcessedAheadOfTimeExports() throws IOException {
    Path sources = directory.resolve("sources");
    Path resources = directory.resolve("resources");
    Path classes = Files.createDirectories(directory.resolve("classes"));
    String log = directory.resolve("application.log").toString();
    String processed =
        GreetingProcess.run(
            CLASS_PATH,
            List.of(),
            "org.springframework.boot.SpringApplicationAotProcessor",
            AotApplication.class.getName(),
            sources.toString(),
            resources.toString(),
            classes.toString(),
            "com.example",
            "greeting",
            log);
    assertThat(sources).as(processed).isDirectory();
    compile(sources, classes);
    assertThat(text(resources))
        .contains(
            "io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender",
            "ch.qos.logback.classic.LoggerContext",
            "dev.ringlet.spring.LogAppenderListener",
            "dev.ringlet.spring.ConfigFailureAnalyzer");
    try (OtlpCapture receiver = OtlpCapture.start()) {
      String output =
          GreetingProcess.run(
              String.join(File.pathSeparator, classes.toString(), resources.toString(), CLASS_PATH),
              List.of(
                  "-Dspring.aot.enabled=true",
                  "-Dotel.exporter.otlp.endpoint=" + receiver.endpoint()),
              AotApplication.class.getName(),
              log);
      assertThat(output)
          .contains("Starting AOT-processed AotApplication", "answer {\"traces\"", "threads []")
          .contains("closed: traces produced 2, exported 2;");
      assertThat(Received.spansOf(receiver, "greeting"))
          .containsExactlyInAnyOrder("by the bean", "http get /actuator/ringlet");
      assertThat(Received.lines(receiver)).containsOnlyOnce("ahead of time");
      assertThat(Received.resources(receiver, "service.version")).containsExactly("1.2.3");
    }
  }

  private static void compile(Path sources, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter errors = new StringWriter();
    try (Stream<Path> files = Files.walk(sources);
        StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      boolean good =
          compiler
              .getTask(
                  errors,
                  manager,
                  null,
                  List.of(
                      "-proc:none",
                      "-cp",
                      classes + File.pathSeparator + CLASS_PATH,
                      "-d",
                      classes.toString()),
                  null,
                  manager.getJavaFileObjectsFromPaths(
                      files.filter(file -> file.toString().endsWith(".java")).toList()))
              .call();
      assertThat(good).as(errors.toString()).isTrue();
    }
  }

  /** All metadata for an image, whatever version of Spring wrote it. */
  private static String text(Path resources) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(resources)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".json")).toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }
}
