// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.startup;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Starts each SDK in fresh processes, alternating between the SDKs, and prints the medians of the
 * results of {@link StartUpProbe}: time to the first ended span and to its arrival at a receiver in
 * this process. One more process, whose time is not measured, logs the classes that are loaded
 * until the span has ended. The SDK {@code none} is the API alone. The class path of this process
 * must consist of jars and directories, from which the class path of each process is selected.
 *
 * <pre>java -cp … dev.ringlet.jmh.startup.StartUp processes=11 client=okhttp signals=traces</pre>
 *
 * <ul>
 *   <li>{@code client}: the HTTP client of all SDKs, {@code okhttp} or {@code jdk}; the jars of the
 *       other client are left out.
 *   <li>{@code signals}: {@code traces}, or {@code all} with metrics and logs.
 *   <li>{@code before}: a directory with the jars of another build of Ringlet, which is measured as
 *       well.
 *   <li>{@code archive}: {@code cds} for a class data archive that a first run of each SDK creates,
 *       {@code aot} for an AOT cache of JDK 25.
 *   <li>{@code options}: options for the JVM of each process, separated by commas.
 * </ul>
 */
public final class StartUp {
  private static final String[] COLUMNS = {
    "ms to a span", "ms to its arrival", "classes by then", "KB retained"
  };

  private static final String RINGLET = "^ringlet-(sdk|exporter)";

  /** The newest version of it that there is does not fit the official SDK. */
  private static final String INCUBATOR = "^opentelemetry-api-incubator";

  private static final String OFFICIAL = "^opentelemetry-(sdk|exporter)";

  private final Map<String, String> arguments = new LinkedHashMap<>();
  private final int port;

  private StartUp(String[] arguments, int port) {
    this.arguments.putAll(
        Map.of("processes", "11", "client", "okhttp", "signals", "traces", "options", ""));
    for (String argument : arguments) {
      String[] pair = argument.split("=", 2);
      this.arguments.put(pair[0], pair[1]);
    }
    this.port = port;
  }

  /** Runs all processes. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    receiver.start();
    try {
      new StartUp(arguments, receiver.getAddress().getPort()).run();
    } finally {
      receiver.stop(0);
    }
  }

  private void run() throws IOException, InterruptedException {
    Map<String, String> sdks = classPaths();
    Map<String, String> options = new LinkedHashMap<>();
    for (String sdk : sdks.keySet()) {
      options.put(sdk, archive(sdk, sdks.get(sdk)));
    }
    int processes = Integer.parseInt(arguments.get("processes"));
    Map<String, long[][]> results = new LinkedHashMap<>();
    sdks.keySet().forEach(sdk -> results.put(sdk, new long[COLUMNS.length][processes]));
    for (int i = 0; i < processes; i++) {
      for (String sdk : sdks.keySet()) {
        long[] one = probe(sdk, sdks.get(sdk), options.get(sdk));
        for (int k = 0; k < COLUMNS.length; k++) {
          results.get(sdk)[k][i] = one[k];
        }
      }
    }
    System.out.println("sdk | classes to a span | " + String.join(" | ", COLUMNS));
    for (Map.Entry<String, long[][]> result : results.entrySet()) {
      long[][] columns = result.getValue();
      System.out.printf(
          "%s | %d | %.0f | %.0f | %d | %d%n",
          result.getKey(),
          classesToASpan(result.getKey(), sdks.get(result.getKey())),
          median(columns[0]) / 1e6,
          median(columns[1]) / 1e6,
          median(columns[2]),
          median(columns[3]) >> 10);
    }
  }

  /** Creates the archive of an SDK and returns the JVM option that uses it. */
  private String archive(String sdk, String classPath) throws IOException, InterruptedException {
    String kind = arguments.get("archive");
    if (kind == null) {
      return "-XX:+UseSerialGC";
    }
    Path file = Files.createTempDirectory("archive").resolve("classes");
    boolean cds = kind.equals("cds");
    probe(sdk, classPath, (cds ? "-XX:ArchiveClassesAtExit=" : "-XX:AOTCacheOutput=") + file);
    if (!Files.exists(file)) {
      throw new IllegalStateException("no archive was made; are there folders on the class path?");
    }
    System.out.println(sdk + ": archive of " + (Files.size(file) >> 10) + " KB");
    return (cds ? "-XX:SharedArchiveFile=" : "-XX:AOTCache=") + file;
  }

  private long classesToASpan(String sdk, String classPath)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile("classes", ".log");
    try {
      probe(sdk, classPath, "-Xlog:class+load:file=" + log + ":none");
      try (Stream<String> lines = Files.lines(log)) {
        return lines.takeWhile(line -> !line.contains("$SpanEnded ")).count();
      }
    } finally {
      Files.delete(log);
    }
  }

  /** Returns, for each SDK, its part of the class path of this process. */
  private Map<String, String> classPaths() throws IOException {
    String left = arguments.get("client").equals("okhttp") ? "sender-jdk" : "okhttp|okio|kotlin";
    List<String> all =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !isOne(entry, left) && !isOne(entry, INCUBATOR))
            .toList();
    List<String> api = all.stream().filter(e -> !isOne(e, RINGLET) && !isOne(e, OFFICIAL)).toList();
    Map<String, String> paths = new LinkedHashMap<>();
    paths.put("none", join(api.stream()));
    paths.put("official", join(all.stream().filter(entry -> !isOne(entry, RINGLET))));
    paths.put("ringlet", join(all.stream().filter(entry -> !isOne(entry, OFFICIAL))));
    String before = arguments.get("before");
    if (before != null) {
      try (Stream<Path> jars = Files.list(Path.of(before))) {
        paths.put("ringlet before", join(Stream.concat(api.stream(), jars.map(Path::toString))));
      }
    }
    return paths;
  }

  private static boolean isOne(String entry, String names) {
    return Pattern.compile(names).matcher(Path.of(entry).getFileName().toString()).find();
  }

  private static String join(Stream<String> entries) {
    return String.join(File.pathSeparator, entries.toList());
  }

  private static long median(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private long[] probe(String sdk, String classPath, String option)
      throws IOException, InterruptedException {
    boolean all = arguments.get("signals").equals("all");
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.add("-XX:+UseSerialGC");
    command.add(option);
    if (!arguments.get("options").isEmpty()) {
      command.addAll(List.of(arguments.get("options").split(",")));
    }
    command.addAll(
        List.of(
            "-Dotel.exporter.otlp.protocol=http/protobuf",
            "-Dotel.exporter.otlp.endpoint=http://127.0.0.1:" + port,
            "-Dotel.service.name=bench",
            "-Dotel.metrics.exporter=" + (all ? "otlp" : "none"),
            "-Dotel.logs.exporter=" + (all ? "otlp" : "none"),
            "-cp",
            classPath,
            StartUpProbe.class.getName(),
            sdk.split(" ")[0]));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null && !line.matches("[\\d ]+")) {
        line = lines.readLine(); // a line of the JVM
      }
      long[] result = Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
      process.waitFor();
      return result;
    }
  }
}
