// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.NamedTests;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Compares COMPLIANCE.md with the rows of the specification's matrix, in {@code
 * compliance-rows.txt}, and with the tests that it names.
 */
class CompliancePageTest {
  private static final Path PAGE = Path.of("COMPLIANCE.md");
  private static final String DONE = "✓";
  private static final Set<String> MARKS = Set.of(DONE, "partly", "✗");
  private static final Pattern LINK = Pattern.compile("\\[(\\w+)\\.(\\w+)\\]\\(([^)]+)\\)");

  /** A line of a table: the sections that it is in, and its cells. */
  private record Row(String section, String group, String feature, String mark, String proof) {
    String place() {
      return section + ", " + group + ": " + feature;
    }

    /** What is said besides the tests. */
    String reason() {
      return LINK.matcher(proof).replaceAll("").replaceAll("[\\s,;]+", " ").strip();
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    String section = "";
    String group = "";
    for (String line : lines(PAGE)) {
      if (line.startsWith("## ")) {
        section = line.substring(3);
        group = "";
      } else if (line.startsWith("### ")) {
        group = line.substring(4);
      } else if (line.startsWith("| ") && !section.isEmpty() && !line.startsWith("| feature ")) {
        String[] cells = line.substring(2, line.length() - 2).split(" \\| ", -1);
        assertThat(cells).as(line).hasSize(3);
        rows.add(new Row(section, group, cells[0], cells[1], cells[2]));
      }
    }
    return rows;
  }

  /** The same, from the matrix. */
  private static List<String> places() throws IOException {
    List<String> places = new ArrayList<>();
    String section = "";
    String group = "";
    try (InputStream in = CompliancePageTest.class.getResourceAsStream("compliance-rows.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
        if (line.startsWith("## ")) {
          section = line.substring(3);
          group = "";
        } else if (line.startsWith("### ")) {
          group = line.substring(4);
        } else if (!line.startsWith("# ")) {
          places.add(section + ", " + group + ": " + line);
        }
      }
    }
    return places;
  }

  @Test
  void thePageHasEachRowOfTheMatrixOnce() throws IOException {
    assertThat(places()).hasSize(303);
    assertThat(rows().stream().map(Row::place)).containsExactlyElementsOf(places());
  }

  @Test
  void eachRowHasATestOrAReason() {
    for (Row row : rows()) {
      boolean hasTest = LINK.matcher(row.proof()).find();
      assertThat(row.mark()).as(row.place()).isIn(MARKS);
      if (row.mark().equals(DONE)) {
        assertThat(hasTest).as(row.place()).isTrue();
      } else {
        assertThat(row.reason()).as(row.place()).hasSizeGreaterThan(20);
      }
      if (row.mark().equals("partly")) {
        assertThat(hasTest).as(row.place()).isTrue();
      }
    }
  }

  @Test
  void eachTestIsThere() {
    for (Row row : rows()) {
      for (Matcher link = LINK.matcher(row.proof()); link.find(); ) {
        Path file = PAGE.toAbsolutePath().resolveSibling(link.group(3)).normalize();
        assertThat(file).as(row.place()).isRegularFile();
        assertThat(file.getFileName()).hasToString(link.group(1) + ".java");
        assertThat(file.toString()).as(row.place()).contains("/src/test/java/");
        String source = String.join("\n", lines(file));
        assertThat(NamedTests.isTest(source, link.group(2)))
            .as("%s: test %s.%s", row.place(), link.group(1), link.group(2))
            .isTrue();
      }
    }
  }

  @Test
  void anythingElseIsNoTest() {
    String source = "class A {\n  @Test\n  void one() {\n    two();\n  }\n\n  void two() {\n  }\n}";
    assertThat(NamedTests.isTest(source, "one")).isTrue();
    assertThat(NamedTests.isTest(source, "two")).isFalse();
    assertThat(NamedTests.isTest(source, "three")).isFalse();
    assertThat(NamedTests.isTest(source.replace("@Test", "@Disabled\n  @Test"), "one")).isFalse();
  }

  @Test
  void theCountsAreRight() {
    Map<String, List<String>> counted = new LinkedHashMap<>();
    rows().forEach(row -> counted.computeIfAbsent(row.section(), s -> new ArrayList<>()));
    List<String> all = new ArrayList<>();
    for (Row row : rows()) {
      counted.get(row.section()).add(row.mark());
      all.add(row.mark());
    }
    List<String> expected = new ArrayList<>();
    counted.forEach((section, marks) -> expected.add(count(section, marks)));
    expected.add(count("all", all));
    List<String> said =
        lines(PAGE).stream()
            .takeWhile(line -> !line.startsWith("## "))
            .filter(line -> line.matches("\\| .*\\d \\|"))
            .toList();
    assertThat(said).containsExactlyElementsOf(expected);
  }

  private static String count(String section, List<String> marks) {
    long[] each =
        Arrays.stream(new String[] {DONE, "partly", "✗"})
            .mapToLong(mark -> marks.stream().filter(mark::equals).count())
            .toArray();
    return "| %s | %d | %d | %d | %d |".formatted(section, marks.size(), each[0], each[1], each[2]);
  }

  /** Two rows of the matrix ask for documentation. */
  @Test
  void documentationSaysWhatTheMatrixAsks() {
    assertThat(javadoc("../sdk-trace/src/main/java/dev/ringlet/trace/SamplingRequest.java"))
        .containsPattern("only attributes that are set on the builder.{0,40}set attributes there");
    assertThat(javadoc("../sdk-metrics/src/main/java/dev/ringlet/metrics/View.java"))
        .containsPattern("ttributes that a view removes.{0,60} on exemplars");
  }

  private static String javadoc(String file) {
    return String.join(" ", lines(Path.of(file))).replaceAll("\\s+\\*?\\s*", " ");
  }
}
