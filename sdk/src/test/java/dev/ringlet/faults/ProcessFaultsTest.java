// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.RingletSdk;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.ScriptedServer;
import dev.ringlet.internal.threads.Workers;
import dev.ringlet.trace.ReadWriteSpan;
import dev.ringlet.trace.ReadableSpan;
import dev.ringlet.trace.SpanProcessor;
import io.opentelemetry.context.Context;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes that are terminated, end themselves in odd places, or lack parts of the JDK. */
@Timeout(600)
class ProcessFaultsTest {
  private static final int SPANS = 100;

  @TempDir Path directory;

  /** Records spans, and then does what its first argument says. */
  static final class Main {
    public static void main(String[] args) throws InterruptedException {
      if (args[0].equals("exit during a close")) {
        exitDuringAClose();
      }
      RingletSdk.Builder builder = RingletSdk.builder();
      if (args[0].equals("exit in a callback")) {
        builder.addSpanProcessor(new ExitingProcessor());
      }
      if (args[0].equals("exit with a processor that hangs")) {
        builder.addSpanProcessor(new HangingProcessor());
      }
      RingletSdk sdk = builder.build();
      for (int i = 0; i < SPANS; i++) {
        sdk.getTracer("app").spanBuilder("work").startSpan().end();
      }
      System.out.println("ready");
      switch (args[0]) {
        case "wait" -> Thread.sleep(Long.MAX_VALUE); // until it is killed
        case "flush" -> {
          System.out.println("flushed " + sdk.flush(Duration.ofMinutes(1)));
          sdk.close();
        }
        case "exit in a callback" -> sdk.getTracer("app").spanBuilder("last").startSpan().end();
        case "exit with a processor that hangs" -> System.exit(0);
        default -> sdk.close();
      }
    }
  }

  /** Ends the process while another thread is inside close, in an export that is not done yet. */
  private static void exitDuringAClose() throws InterruptedException {
    SlowExporter exporter = new SlowExporter();
    RingletSdk sdk =
        RingletSdk.builder()
            .property("otel.traces.exporter", "none")
            .property("otel.bsp.schedule.delay", "1h")
            .addExporter(Signal.TRACES, exporter)
            .build();
    for (int i = 0; i < SPANS; i++) {
      sdk.getTracer("app").spanBuilder("work").startSpan().end();
    }
    Runtime.getRuntime().addShutdownHook(new Thread(exporter.ending::countDown));
    Thread closer = new Thread(sdk::close);
    closer.setDaemon(true);
    closer.start();
    exporter.begun.await();
    System.exit(0);
  }

  /** Takes its time, and most of it after the end of the process has begun. */
  private static final class SlowExporter implements Exporter {
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch ending = new CountDownLatch(1);

    @Override
    public ExportResult export(Payload payload) {
      begun.countDown();
      try {
        ending.await();
        Thread.sleep(500); // a slow export
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      System.out.println("arrived " + payload.items());
      return ExportResult.delivered();
    }

    @Override
    public void close() {}
  }

  private static final class HangingProcessor implements SpanProcessor {
    @Override
    public void close() {
      Workers.await(new CountDownLatch(1), () -> Long.MAX_VALUE);
    }
  }

  private static final class ExitingProcessor implements SpanProcessor {
    @Override
    public void onStart(Context parentContext, ReadWriteSpan span) {}

    @Override
    public void onEnd(ReadableSpan span) {
      if (span.getName().equals("last")) {
        System.exit(42);
      }
    }
  }

  private static Process run(String what, List<String> options) throws IOException {
    return run(System.getProperty("java.class.path"), what, options);
  }

  private static Process run(String classPath, String what, List<String> options)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m"));
    command.addAll(List.of("-Dringlet.close.timeout=60s", "-Dotel.exporter.otlp.timeout=60s"));
    command.addAll(options); // the last of one name holds
    command.addAll(List.of("-Dotel.logs.exporter=none", "-Dotel.metrics.exporter=none", "-cp"));
    command.add(classPath);
    command.addAll(List.of(Main.class.getName(), what));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String end(Process process) throws Exception {
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(text).isTrue();
    return text;
  }

  private static long arrived(ScriptedServer server) {
    return Application.names(server.requests().stream().map(ScriptedServer.Received::body)).stream()
        .filter("work"::equals)
        .count();
  }

  @Test
  void whatCannotBeSentWhenTheProcessIsTerminatedIsKept() throws Exception {
    try (ScriptedServer silent = ScriptedServer.start();
        ScriptedServer next = ScriptedServer.start()) {
      silent.onEveryRequest(ScriptedServer.Connection::stall);
      Process process =
          run(
              "wait",
              List.of(
                  "-Dringlet.close.timeout=4s",
                  "-Dotel.exporter.otlp.endpoint=" + silent.url(""),
                  "-Dringlet.spool.directory=" + directory.resolve("spool")));
      try (BufferedReader output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        assertThat(output.readLine()).isEqualTo("ready");
        process.toHandle().destroy(); // SIGTERM; Process.destroy would close its output
        String text = output.lines().collect(Collectors.joining("\n"));
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(text).isTrue();
        assertThat(text).doesNotContain("dropped");
      } finally {
        process.destroyForcibly();
      }
      Map<String, String> properties =
          Map.of(
              "otel.exporter.otlp.endpoint", next.url(""),
              "ringlet.spool.directory", directory.resolve("spool").toString(),
              "ringlet.spool.replay.any.endpoint", "true");
      try (Application application = new Application(properties)) {
        application.freshOneGetsThrough(name -> arrived(next) == SPANS);
      }
    }
  }

  @Test
  void exitInsideACallbackEndsTheProcess() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      Process process =
          run("exit in a callback", List.of("-Dotel.exporter.otlp.endpoint=" + server.url("")));
      String text = end(process);
      assertThat(process.exitValue()).as(text).isEqualTo(42);
      assertThat(arrived(server)).isEqualTo(SPANS);
    }
  }

  @Test
  void exitDoesNotWaitForAProcessorThatHangs() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      Process process =
          run(
              "exit with a processor that hangs",
              List.of(
                  "-Dringlet.close.timeout=4s", "-Dotel.exporter.otlp.endpoint=" + server.url("")));
      try {
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(end(process)).contains("Not closed in time: span processor ");
      } finally {
        process.destroyForcibly();
      }
    }
  }

  @Test
  void exitDuringACloseWaitsForIt() throws Exception {
    Process process = run("exit during a close", List.of());
    String text = end(process);
    assertThat(process.exitValue()).as(text).isZero();
    assertThat(text).contains("arrived " + SPANS);
  }

  @Test
  void theSmallestJdkWillDo() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      Process process =
          run(
              "close",
              List.of(
                  "--limit-modules",
                  "java.base,java.logging",
                  "-Dotel.exporter.otlp.endpoint=" + server.url("")));
      String text = end(process);
      assertThat(process.exitValue()).as(text).isZero();
      assertThat(arrived(server)).as(text).isEqualTo(SPANS);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void onTheModulePath(boolean okHttp) throws Exception {
    List<String> modules = new ArrayList<>();
    List<String> rest = new ArrayList<>();
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
      String name = Path.of(path).getFileName().toString();
      boolean module =
          name.equals("classes")
              || name.matches("ringlet-.*(?<!-tests)[.]jar")
              || name.matches("opentelemetry-(api|context|common)-[0-9].*")
              || name.matches("(okhttp-jvm|okio-jvm|kotlin-stdlib)-[0-9].*");
      (module ? modules : rest).add(path);
    }
    try (ScriptedServer server = ScriptedServer.start()) {
      Process process =
          run(
              String.join(File.pathSeparator, rest),
              "close",
              List.of(
                  "-p",
                  String.join(File.pathSeparator, modules),
                  "--add-modules",
                  "dev.ringlet.sdk" + (okHttp ? ",okhttp3" : ""),
                  "-Dotel.exporter.otlp.endpoint=" + server.url("")));
      String text = end(process);
      assertThat(process.exitValue()).as(text).isZero();
      assertThat(arrived(server)).as(text).isEqualTo(SPANS);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisabledForJreRange(min = JRE.JAVA_24, disabledReason = "there are no security managers")
  void aSecurityManager(boolean allowsAll) throws Exception {
    Path policy = directory.resolve("policy");
    Files.writeString(
        policy,
        allowsAll
            ? "grant { permission java.security.AllPermission; };"
            : "grant {"
                + " permission java.util.PropertyPermission \"*\", \"read,write\";"
                + " permission java.lang.RuntimePermission \"getenv.*\";"
                + " permission java.lang.RuntimePermission \"setContextClassLoader\"; };");
    try (ScriptedServer server = ScriptedServer.start()) {
      Process process = runUnder(policy, "close", server);
      String text = end(process);
      assertThat(process.exitValue()).as(text).isZero();
      assertThat(arrived(server)).as(text).isEqualTo(allowsAll ? SPANS : 0);
      assertThat(text)
          .contains(
              allowsAll
                  ? "produced 100, exported 100"
                  : "produced 100, exported 0, dropped 100 (internal error 100)")
          .doesNotContain("Exception in thread");
    }
  }

  @Test
  @DisabledForJreRange(min = JRE.JAVA_24, disabledReason = "there are no security managers")
  void aSecurityManagerThatTrustsLibrariesMoreThanTheApplication() throws Exception {
    Path policy = directory.resolve("policy");
    Files.writeString(policy, allPermissionsButForThisApplication());
    try (ScriptedServer server = ScriptedServer.start()) {
      Process process = runUnder(policy, "flush", server);
      String text = end(process);
      assertThat(process.exitValue()).as(text).isZero();
      assertThat(arrived(server)).as(text).isEqualTo(SPANS);
      assertThat(text).contains("flushed true", "produced 100, exported 100");
    }
  }

  /** Starts a process with a security manager. */
  private static Process runUnder(Path policy, String task, ScriptedServer server)
      throws IOException {
    return run(
        task,
        List.of(
            "-Djava.security.manager",
            "-Djava.security.policy==" + policy,
            "-Dotel.exporter.otlp.endpoint=" + server.url("")));
  }

  private static String allPermissionsButForThisApplication() throws URISyntaxException {
    StringBuilder policy = new StringBuilder("grant {");
    policy.append(" permission java.util.PropertyPermission \"*\", \"read,write\";");
    policy.append(" permission java.lang.RuntimePermission \"getenv.*\"; };\n");
    Path own = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry).toAbsolutePath();
      if (!path.equals(own)) {
        policy.append("grant codeBase \"").append(path.toUri());
        policy.append(Files.isDirectory(path) ? "-" : "");
        policy.append("\" { permission java.security.AllPermission; };\n");
      }
    }
    return policy.toString();
  }
}
