// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.OtlpCapture;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.io.File;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program with {@code otel.java.global-autoconfigure.enabled} and no SDK in its code. */
@Timeout(300)
class AutoconfigureTest {
  private static final String ENABLED = "-Dotel.java.global-autoconfigure.enabled=true";
  private static final String AGENT = "io.opentelemetry.javaagent:opentelemetry-javaagent:2.33.1";
  private static final String RINGLET = "dev.ringlet:ringlet-autoconfigure:" + Published.VERSION;
  private static final String ADAPTER = "dev.ringlet:ringlet-official-sdk:" + Published.VERSION;
  private static final String[] OFFICIAL = {
    "io.opentelemetry:opentelemetry-sdk-extension-autoconfigure:1.68.0",
    "io.opentelemetry:opentelemetry-exporter-otlp:1.68.0"
  };
  private static final String RINGLETS = "provider dev.ringlet.trace.";
  private static final String OFFICIALS = "provider io.opentelemetry.sdk.OpenTelemetrySdk";
  private static final String NOOP = "provider io.opentelemetry.api.trace.DefaultTracerProvider";

  @TempDir Path folder;
  private final OtlpCapture receiver = OtlpCapture.start();

  @AfterEach
  void close() {
    receiver.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.49.0", "1.55.0", "1.57.0", "1.62.0", "1.65.0", "1.68.0"})
  void replacingTheDependencyIsEnough(String version) throws Exception {
    String output =
        run(classPath("io.opentelemetry:opentelemetry-api:" + version, RINGLET), http(ENABLED));
    assertThat(output).contains(RINGLETS).doesNotContain("WARNING", "SEVERE");
    TreeSet<String> ours = received();
    receiver.clear();
    assertThat(run(classPath(OFFICIAL), http(ENABLED))).contains(OFFICIALS);
    assertThat(ours).isEqualTo(received()).hasSize(4);
  }

  @Test
  void theVariableDoesWhatThePropertyDoes() throws Exception {
    String output =
        run(
            Map.of("OTEL_JAVA_GLOBAL_AUTOCONFIGURE_ENABLED", "true"),
            classPath(api(), RINGLET),
            http());
    assertThat(output).contains(RINGLETS);
    assertThat(received()).hasSize(4);
  }

  @Test
  void withoutThePropertyNothingStarts() throws Exception {
    assertThat(run(classPath(api(), RINGLET), http("-verbose:class")))
        .contains(NOOP)
        .doesNotContain(" dev.ringlet.RingletSdk ");
    assertThat(received()).isEmpty();
  }

  @Test
  void aSettingThatCannotBeUsedLeavesTheProgramRunning() throws Exception {
    String output =
        run(classPath(api(), RINGLET), http(ENABLED, "-Dotel.traces.sampler=sometimes"));
    assertThat(output)
        .contains("Error automatically configuring OpenTelemetry SDK")
        .contains("otel.traces.sampler: expected one of ")
        .contains(NOOP);
  }

  @Test
  void ofTwoJarsOnTheClassPathTheFirstRunsAndSaysSo() throws Exception {
    List<Path> ringlet = classPath(api(), RINGLET);
    List<Path> official = classPath(OFFICIAL);
    assertThat(run(joined(ringlet, official), http(ENABLED)))
        .contains(RINGLETS)
        .containsOnlyOnce("that of ringlet-autoconfigure is first")
        .doesNotContain("Without effect");
    assertThat(run(joined(official, ringlet), http(ENABLED)))
        .contains(OFFICIALS)
        .containsOnlyOnce("The official SDK starts, not Ringlet");
  }

  @Test
  void providersApplyWithTheAdapterAndAreNamedWithoutIt() throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("io.opentelemetry.sdk.autoconfigure.spi.ResourceProvider"),
        TeamResource.class.getName());
    List<Path> alone = joined(List.of(folder), classPath(api(), RINGLET));
    assertThat(run(alone, http(ENABLED)))
        .contains("Without effect, unless dev.ringlet:ringlet-official-sdk", folder.toString());
    assertThat(resources()).doesNotContain("team=green");
    receiver.clear();
    List<Path> adapted = joined(List.of(folder), classPath(api(), RINGLET, ADAPTER));
    assertThat(run(adapted, http(ENABLED))).contains(RINGLETS).doesNotContain("Without effect");
    assertThat(resources()).contains("team=green");
  }

  /** As the official autoconfiguration does, whose place it takes. */
  @Test
  void withoutASettingTheProtocolIsGrpc() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      CompletableFuture<String> beginning =
          CompletableFuture.supplyAsync(
              () -> {
                try (Socket connection = server.accept()) {
                  return new String(
                      connection.getInputStream().readNBytes(14), StandardCharsets.UTF_8);
                } catch (java.io.IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      run(
          classPath(api(), RINGLET),
          ENABLED,
          "-Dringlet.close.timeout=1000",
          "-Dotel.exporter.otlp.endpoint=http://127.0.0.1:" + server.getLocalPort());
      assertThat(beginning.join()).isEqualTo("PRI * HTTP/2.0");
    }
  }

  @Test
  void underTheAgentNothingStarts() throws Exception {
    Path agent = classPath(AGENT).get(0);
    String output = run(classPath(api(), RINGLET), http(ENABLED, "-javaagent:" + agent));
    assertThat(output).contains("provider io.opentelemetry.javaagent.");
    assertThat(resources())
        .contains("telemetry.sdk.name=opentelemetry")
        .doesNotContain("telemetry.sdk.name=ringlet");
  }

  @Test
  void onTheModulePathItIsAskedForByName() throws Exception {
    String[] options = http(ENABLED, "--add-modules", "dev.ringlet.autoconfigure");
    assertThat(run(options, modules(classPath(api(), RINGLET)))).contains(RINGLETS);
    assertThat(received()).hasSize(4);
    assertThat(run(options, modules(joined(classPath(api(), RINGLET), classPath(OFFICIAL)))))
        .contains("io.opentelemetry.sdk.autoconfigure")
        .contains("java.lang.module.ResolutionException", "Error occurred during initialization");
  }

  private static String api() {
    return "io.opentelemetry:opentelemetry-api:1.68.0";
  }

  private static List<Path> classPath(String... coordinates) throws Exception {
    try (Resolution resolution = Resolution.nearest()) {
      for (String one : coordinates) {
        resolution.add(one);
      }
      return resolution.resolve().values().stream().map(Resolution.Jar::file).toList();
    }
  }

  private static List<Path> joined(List<Path> first, List<Path> second) {
    return Stream.concat(first.stream(), second.stream()).distinct().toList();
  }

  private String[] http(String... more) {
    return Stream.concat(
            Stream.of(
                "-Dotel.exporter.otlp.protocol=http/protobuf",
                "-Dotel.service.name=program",
                "-Dotel.exporter.otlp.endpoint=" + receiver.endpoint()),
            Arrays.stream(more))
        .toArray(String[]::new);
  }

  private static String run(List<Path> classPath, String... options) throws Exception {
    return run(Map.of(), classPath, options);
  }

  private static String run(Map<String, String> variables, List<Path> classPath, String... options)
      throws Exception {
    return run(
        variables, List.of(options), List.of("-cp", path(joined(List.of(own()), classPath))));
  }

  private static String[] modules(List<Path> jars) throws Exception {
    return new String[] {"--module-path", path(jars), "-cp", own().toString()};
  }

  private static String run(String[] options, String... where) throws Exception {
    return run(Map.of(), List.of(options), List.of(where));
  }

  private static String run(Map<String, String> variables, List<String> options, List<String> where)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(where);
    command.add(GlobalApplication.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(variables);
    Process process = builder.start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static Path own() throws Exception {
    return Path.of(
        AutoconfigureTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static String path(List<Path> files) {
    return files.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /** What has arrived: the service, the names of spans, the sum of the counter, and the lines. */
  private TreeSet<String> received() {
    TreeSet<String> names = new TreeSet<>();
    resources().stream().filter(one -> one.startsWith("service.name=")).forEach(names::add);
    receiver.traces().stream()
        .flatMap(request -> request.getResourceSpansList().stream())
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .forEach(span -> names.add("span " + span.getName()));
    receiver.metrics().stream()
        .flatMap(request -> request.getResourceMetricsList().stream())
        .flatMap(resource -> resource.getScopeMetricsList().stream())
        .flatMap(scope -> scope.getMetricsList().stream())
        .filter(metric -> metric.getName().equals("done"))
        .forEach(metric -> names.add("sum " + metric.getSum().getDataPoints(0).getAsInt()));
    receiver.logs().stream()
        .flatMap(request -> request.getResourceLogsList().stream())
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .flatMap(scope -> scope.getLogRecordsList().stream())
        .forEach(line -> names.add("line " + line.getBody().getStringValue()));
    return names;
  }

  private TreeSet<String> resources() {
    return receiver.traces().stream()
        .flatMap(request -> request.getResourceSpansList().stream())
        .flatMap(resource -> resource.getResource().getAttributesList().stream())
        .map(AutoconfigureTest::text)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String text(KeyValue attribute) {
    return attribute.getKey() + "=" + attribute.getValue().getStringValue();
  }
}
