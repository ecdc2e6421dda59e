// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.aether.graph.Exclusion;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A small image of the JDK, made by jlink. */
@Timeout(300)
class RuntimeImageTest {
  @TempDir Path folder;

  /** With OkHttp an application on the class path needs no {@code java.net.http}. */
  @ParameterizedTest
  @CsvSource({"true, 'java.base,java.logging'", "false, 'java.base,java.logging,java.net.http'"})
  void runsRinglet(boolean okHttp, String modules) throws Exception {
    Path image = folder.resolve("image");
    ToolProvider jlink = ToolProvider.findFirst("jlink").orElseThrow();
    assertThat(
            jlink.run(
                System.out,
                System.err,
                "--add-modules",
                modules,
                "--strip-java-debug-attributes",
                "--output",
                image.toString()))
        .isZero();
    Map<String, Integer> requests = new ConcurrentHashMap<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          requests.merge(exchange.getRequestURI().getPath(), 1, Integer::sum);
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    try {
      List<String> command = new ArrayList<>();
      command.add(image.resolve("bin/java").toString());
      command.addAll(Arrays.asList("-cp", classPath(okHttp), AgentApplication.class.getName()));
      command.add("http://127.0.0.1:" + server.getAddress().getPort());
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(output).contains("own 200, flushed true");
      assertThat(requests.get("/v1/traces")).isGreaterThanOrEqualTo(3);
    } finally {
      server.stop(0);
    }
  }

  private static String classPath(boolean okHttp) throws Exception {
    Path classes =
        Path.of(RuntimeImageTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Resolution resolution = Resolution.nearest()) {
      if (okHttp) {
        resolution.addRinglet();
      } else {
        resolution.addRinglet(new Exclusion("com.squareup.okhttp3", "*", "*", "*"));
      }
      return Stream.concat(
              Stream.of(classes), resolution.resolve().values().stream().map(Resolution.Jar::file))
          .map(Path::toString)
          .collect(Collectors.joining(File.pathSeparator));
    }
  }
}
