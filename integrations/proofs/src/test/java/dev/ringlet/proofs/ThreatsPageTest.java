// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.NamedTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each threat of THREATS.md has an answer and tests that exist. */
class ThreatsPageTest {
  private static final Path PAGE = Path.of("THREATS.md").toAbsolutePath();
  private static final Pattern LINK = Pattern.compile("\\[(\\w+)\\.(\\w+)]\\(([^)]+)\\)");

  private static List<String> rows() throws IOException {
    return Files.readAllLines(PAGE).stream()
        .filter(line -> line.startsWith("| ") && !line.startsWith("| threat |"))
        .toList();
  }

  @Test
  void eachThreatHasAnAnswerAndATestThatExists() throws IOException {
    List<String> rows = rows();
    assertThat(rows).hasSizeGreaterThan(50).doesNotHaveDuplicates();
    for (String row : rows) {
      String[] cells = row.substring(2, row.length() - 2).split(" \\| ", -1);
      assertThat(cells).as(row).hasSize(3);
      assertThat(cells[1]).as(row).hasSizeGreaterThan(10);
      int tests = 0;
      for (Matcher link = LINK.matcher(cells[2]); link.find(); tests++) {
        assertThat(isTest(link)).as(link.group()).isTrue();
      }
      assertThat(tests).as(row).isPositive();
      assertThat(LINK.matcher(cells[2]).replaceAll("")).as(row).matches("[, ]*");
    }
  }

  /** The names of {@code link} may also be of a class that others extend. */
  private static boolean isTest(Matcher link) throws IOException {
    Path file = PAGE.resolveSibling(link.group(3)).normalize();
    return Files.isRegularFile(file)
        && file.endsWith(link.group(1) + ".java")
        && file.toString().contains("/src/test/java/")
        && NamedTests.isTest(Files.readString(file), link.group(2));
  }

  @Test
  void aTestThatDoesNotExistIsFound() throws IOException {
    Matcher link =
        LINK.matcher(
            "[ThreatsPageTest.noSuchTest](src/test/java/dev/ringlet/proofs/ThreatsPageTest.java)");
    assertThat(link.find()).isTrue();
    assertThat(isTest(link)).isFalse();
    Matcher own =
        LINK.matcher(
            "[ThreatsPageTest.aTestThatDoesNotExistIsFound]"
                + "(src/test/java/dev/ringlet/proofs/ThreatsPageTest.java)");
    assertThat(own.find()).isTrue();
    assertThat(isTest(own)).isTrue();
  }
}
