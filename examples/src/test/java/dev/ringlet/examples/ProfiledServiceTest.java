// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** In a process of its own, because links to spans need an SDK before any use of OpenTelemetry. */
class ProfiledServiceTest {
  private static final Pattern ADDRESS =
      Pattern.compile("in a browser, until Ctrl-C: (http://localhost:\\d+)/#/profiles");

  private static String get(String address) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
    return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void theViewerShowsWhatItsMethodsCostInWhichSpan() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                ProfiledService.class.getName(),
                "6")
            .redirectErrorStream(true)
            .start();
    try {
      List<String> lines = new ArrayList<>();
      String address = address(process.inputReader(StandardCharsets.UTF_8), lines);
      assertThat(String.join("\n", lines)).contains("profiles · busy-service · ", "cpu ");
      assertThat(get(address + "/api/profiles"))
          .contains("\"type\":\"cpu\"", "\"type\":\"memory\"");
      assertThat(get(address + "/api/flame?type=off_cpu&service=busy-service"))
          .contains("BusyService.bookOrder", "\"name\":\"book order\"");
    } finally {
      process.destroy();
    }
  }

  private static String address(BufferedReader output, List<String> lines) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      lines.add(line);
      Matcher found = ADDRESS.matcher(line);
      if (found.find()) {
        return found.group(1);
      }
    }
    throw new AssertionError(String.join("\n", lines));
  }
}
