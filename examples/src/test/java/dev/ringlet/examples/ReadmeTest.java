// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern SAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern BLOCK =
      Pattern.compile("(?:<!-- [^\n]* -->\n)?```.*?\n```", Pattern.DOTALL);
  private static final Pattern INDENTED_JAVA = Pattern.compile("(?m)^ {4,}\\S.*(?:;|\\) \\{)$");
  private static final Pattern INDENTED = Pattern.compile("(?m)^ {4}\\S.*$");

  private static String page(String name) throws IOException {
    return Files.readString(ROOT.resolve(name));
  }

  private static List<String> all(Pattern pattern, int group, String page) {
    return pattern.matcher(page).results().map(found -> found.group(group)).toList();
  }

  /** All pages of the tree, except those that a build wrote. */
  static List<Path> pages() throws IOException {
    return files(".md");
  }

  private static List<Path> files(String end) throws IOException {
    try (Stream<Path> all = Files.walk(ROOT)) {
      return all.filter(file -> file.toString().endsWith(end))
          .filter(file -> !file.toString().contains("/target/"))
          .toList();
    }
  }

  @Test
  void samplesAreCompiled() throws IOException {
    List<String> sources = new ArrayList<>();
    for (Path source : files(".java")) {
      sources.add(stripped(Files.readString(source)));
    }
    List<String> missing = new ArrayList<>();
    Set<String> pages = new TreeSet<>();
    for (Path page : pages()) {
      for (String sample : all(SAMPLE, 1, Files.readString(page))) {
        pages.add(ROOT.relativize(page).toString());
        if (!isCompiled(sample, sources)) {
          missing.add(page + ":\n" + sample);
        }
      }
    }
    assertThat(missing).isEmpty();
    assertThat(pages)
        .contains(
            "README.md",
            "README.zh-CN.md",
            "sdk/MIGRATION.md",
            "integrations/FRAMEWORKS.md",
            "integrations/official-sdk/README.md",
            "integrations/spring-boot/README.md",
            "integrations/testing/README.md")
        .hasSizeGreaterThan(10);
    assertThat(isCompiled("nothing.has" + "(this);", sources)).isFalse();
  }

  /** Whether one file has all lines in a row, and the imports before them anywhere. */
  private static boolean isCompiled(String sample, List<String> sources) {
    List<String> imports = sample.lines().filter(line -> line.startsWith("import ")).toList();
    String code =
        stripped(
            sample
                .lines()
                .filter(line -> !line.startsWith("import "))
                .collect(Collectors.joining("\n"))
                .strip());
    return sources.stream()
        .anyMatch(source -> source.contains(code) && imports.stream().allMatch(source::contains));
  }

  /** Java in an indented block would escape {@link #samplesAreCompiled}. */
  @Test
  void javaIsInBlocksThatNameIt() throws IOException {
    List<String> unnamed = new ArrayList<>();
    for (Path page : pages()) {
      String rest = BLOCK.matcher(Files.readString(page)).replaceAll("");
      all(INDENTED_JAVA, 0, rest).forEach(line -> unnamed.add(page + ": " + line));
    }
    assertThat(unnamed).isEmpty();
  }

  @Test
  void translationHasTheSameCode() throws IOException {
    String english = page("README.md");
    String chinese = page("README.zh-CN.md");
    assertThat(all(BLOCK, 0, english)).hasSizeGreaterThan(5);
    assertThat(all(BLOCK, 0, chinese)).isEqualTo(all(BLOCK, 0, english));
    assertThat(all(INDENTED, 0, chinese)).isEqualTo(all(INDENTED, 0, english));
  }

  private static String stripped(String text) {
    return text.lines().map(String::strip).collect(Collectors.joining("\n"));
  }
}
