// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The sources of the page use nothing that turns text into markup or code. */
class PageSourcesTest {
  private static final Path PAGE =
      Path.of("src/main/resources/dev/ringlet/viewer/internal/server/page");
  private static final Pattern MARKUP =
      Pattern.compile(
          "innerHTML|outerHTML|insertAdjacentHTML|setHTML|document\\.write|DOMParser|srcdoc"
              + "|createContextualFragment|\\beval\\(|\\bFunction\\(|javascript:|import\\("
              + "|set(Timeout|Interval)\\([\"'`]|\\bon[a-z]+=\\s*[\"']");

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.list(PAGE)) {
      return files.filter(file -> !file.toString().endsWith(".svg")).sorted().toList();
    }
  }

  @Test
  void telemetryBecomesTextOnly() throws IOException {
    assertThat(sources()).hasSizeGreaterThan(10);
    for (Path source : sources()) {
      assertThat(Files.readString(source)).as(source.toString()).doesNotContainPattern(MARKUP);
    }
  }

  @Test
  void whatWouldBeMarkupIsFound() {
    for (String bad :
        new String[] {
          "e.innerHTML = name",
          "eval(x)",
          "setTimeout(\"x\")",
          "<b onclick=\"x\">",
          "new Function(x)"
        }) {
      assertThat(bad).containsPattern(MARKUP);
    }
  }

  /** Addresses of links are made by one function, which begins with the fragment sign. */
  @Test
  void linksStayInThePage() throws IOException {
    for (Path source : sources()) {
      if (source.toString().endsWith(".js")) {
        assertThat(Files.readString(source).lines().filter(line -> line.contains("href:")))
            .as(source.toString())
            .allMatch(line -> line.matches(".*href: (address\\(|\"#/).*"));
      }
    }
  }
}
