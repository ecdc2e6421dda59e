// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Adds a signal and an exporter that a property names to a copy of the sources, in the places that
 * {@code sdk/RATIONALE.md} names and in no others, and runs the result.
 */
class AddedSignalTest {
  private static final Path ROOT = Path.of("..");

  /** The sources of a new signal's own module and of the new exporter. */
  private static final Path ADDED = Path.of("src/test/resources/house");

  @TempDir Path folder;

  /**
   * A change of a file.
   *
   * @param before what stands there, as an expression
   * @param after what replaces it, with groups of {@code before}
   */
  private record Edit(String file, String before, String after) {
    String apply(String source) {
      Matcher place = Pattern.compile(before).matcher(source);
      assertThat(place.find()).as("%s has %s", file, before).isTrue();
      return place.replaceFirst(after);
    }
  }

  private static final List<Edit> FOR_THE_SIGNAL =
      List.of(
          new Edit(
              "sdk-api/src/main/java/dev/ringlet/export/Signal.java",
              "PROFILES\\((.*)\\);",
              "PROFILES($1), EVENTS(\"events\", \"event\");"),
          new Edit(
              "exporter-otlp/src/main/java/dev/ringlet/exporter/otlp/internal/target/SignalPaths.java",
              "return switch \\(signal\\) \\{",
              "if (signal == Signal.EVENTS) { return grpcMethod(\"events.v1.Events\"); } $0"),
          new Edit(
              "sdk/src/main/java/dev/ringlet/Assembly.java",
              "(RingletSdk sdk =\\s[^;]*;)",
              "$1 sdk.addEvents(events());"),
          new Edit(
              "sdk/src/main/java/dev/ringlet/Assembly.java",
              "\\n}\\s*$",
              """

                private dev.ringlet.events.EventEngine events() {
                  return new dev.ringlet.events.EventEngine(
                      clock, pool, sink(Signal.EVENTS, "events", 1_000_000_000L), resource);
                }
              }
              """),
          new Edit(
              "sdk/src/main/java/dev/ringlet/RingletSdk.java",
              "\\n}\\s*$",
              """

                private dev.ringlet.events.EventEngine events;

                void addEvents(dev.ringlet.events.EventEngine events) {
                  this.events = events;
                  lifecycle.providers.add(
                      new Providers.Provider() {
                        public boolean flush(java.time.Duration timeout) {
                          return events.flush(timeout);
                        }

                        public void close(java.time.Duration timeout) {
                          events.closeSink(timeout);
                        }

                        public long caughtErrors() {
                          return events.userErrors();
                        }
                      });
                }

                public dev.ringlet.events.EventEngine events() {
                  return events;
                }
              }
              """));

  /** The SDK is compiled with it, tests run without it. */
  private static final String INCUBATOR =
      Path.of("target", "incubator", "opentelemetry-api-incubator.jar").toString();

  private static final String NAMED_EXPORTERS =
      "exporter-otlp/src/main/java/dev/ringlet/exporter/otlp/internal/named/NamedExporters.java";

  private static final List<Edit> FOR_THE_EXPORTER =
      List.of(
          new Edit(NAMED_EXPORTERS, "( NAMES =\\s+[\\w.]+\\()", "$1\"printing\", "),
          new Edit(
              NAMED_EXPORTERS,
              "Exporter create\\(Signal signal, String name\\) \\{",
              "$0 if (name.equals(\"printing\")) {"
                  + " return new dev.ringlet.events.PrintingExporter(); }"));

  @Test
  void theRationaleNamesThePlaces() throws IOException {
    String rationale = Files.readString(ROOT.resolve("sdk/RATIONALE.md"));
    String exporter = section(rationale, "## What must be touched for a new exporter?");
    String signal = section(rationale, "## What must be touched for a new signal?");
    for (Edit edit : FOR_THE_EXPORTER) {
      assertThat(exporter).contains(nameOf(edit));
    }
    for (Edit edit : FOR_THE_SIGNAL) {
      assertThat(signal).contains(nameOf(edit));
    }
  }

  private static String section(String text, String heading) {
    int begin = text.indexOf(heading);
    assertThat(begin).as(heading).isNotNegative();
    int end = text.indexOf("\n## ", begin + 1);
    return text.substring(begin, end < 0 ? text.length() : end);
  }

  private static String nameOf(Edit edit) {
    return edit.file.replaceFirst(".*/(.*)\\.java", "`$1");
  }

  @Test
  void aSignalAndAnExporterAreAdded() throws Exception {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    assertThat(compile(sources(), classes)).isEmpty();
    List<byte[]> received = new CopyOnWriteArrayList<>();
    HttpServer server = server(received);
    try {
      String output = run(classes, "http://127.0.0.1:" + server.getAddress().getPort());
      assertThat(output)
          .contains("printed events with 3 items", "flushed true")
          .contains("otlp_http_event_exporter/0 produced 3 exported 3")
          .contains("events produced 6 exported 6");
    } finally {
      server.stop(0);
    }
    List<String> names = new ArrayList<>();
    for (byte[] body : received) {
      ExportLogsServiceRequest.parseFrom(body).getResourceLogsList().stream()
          .flatMap(resource -> resource.getScopeLogsList().stream())
          .flatMap(scope -> scope.getLogRecordsList().stream())
          .map(LogRecord::getEventName)
          .forEach(names::add);
    }
    assertThat(names).containsExactly("first", "second", "third");
  }

  /** The edited files, and all others that a new constant of {@code Signal} may break. */
  private Map<Path, String> sources() throws IOException {
    Map<Path, String> sources = new LinkedHashMap<>();
    for (String module : List.of("sdk-api", "exporter-otlp", "sdk")) {
      Path main = ROOT.resolve(module).resolve("src/main/java");
      for (Path file : files(main)) {
        String source = Files.readString(file);
        if (source.contains("Signal") && !file.endsWith("module-info.java")) {
          sources.put(file.normalize(), source);
        }
      }
    }
    for (Edit edit : Stream.of(FOR_THE_SIGNAL, FOR_THE_EXPORTER).flatMap(List::stream).toList()) {
      sources.compute(ROOT.resolve(edit.file).normalize(), (file, source) -> edit.apply(source));
    }
    for (Path file : files(ADDED)) {
      sources.put(file, Files.readString(file));
    }
    return sources;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().matches(".*\\.java(\\.txt)?")).sorted().toList();
    }
  }

  private String compile(Map<Path, String> sources, Path classes) throws IOException {
    List<Path> written = new ArrayList<>();
    for (Map.Entry<Path, String> source : sources.entrySet()) {
      Path folderOfItsOwn =
          Files.createDirectories(folder.resolve("sources").resolve("" + written.size()));
      String name = source.getKey().getFileName().toString().replace(".txt", "");
      written.add(Files.writeString(folderOfItsOwn.resolve(name), source.getValue()));
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter errors = new StringWriter();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      List<String> options =
          List.of(
              "-proc:none",
              "-nowarn",
              "-cp",
              System.getProperty("java.class.path") + File.pathSeparator + INCUBATOR,
              "-d",
              classes.toString());
      compiler
          .getTask(
              errors, manager, null, options, null, manager.getJavaFileObjectsFromPaths(written))
          .call();
    }
    return errors.toString();
  }

  private static HttpServer server(List<byte[]> received) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/events",
        exchange -> {
          received.add(exchange.getRequestBody().readAllBytes());
          exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static String run(Path classes, String endpoint) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dotel.exporter.otlp.endpoint=" + endpoint,
                "-Dotel.events.exporter=otlp,printing",
                "-cp",
                classes + File.pathSeparator + System.getProperty("java.class.path"),
                "dev.ringlet.events.Main")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return output;
  }
}
