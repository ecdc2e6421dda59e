// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Comments of the main sources and pages name only tests that exist. */
class NamedTestsTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");

  /** What a build makes, by the path before the sources; one of our packages is a target, too. */
  private static final Pattern BUILT = Pattern.compile("/(target|node_modules|\\.git)(/|$)");

  /** A test or stress class, and perhaps a method of it. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?<![*…\\w])([A-Z]\\w*(?:Test|Stress))\\b(?:[.#](?!java\\b|kt\\b)([a-z]\\w*))?");

  /** A stress class that is said to have a twin. */
  private static final Pattern TWIN =
      Pattern.compile("\\b([A-Z]\\w*Stress)\\b[^.;]{0,30}\\btwins?");

  /** The sources of tests by the name of their class. */
  private static Map<String, String> tests() throws IOException {
    Map<String, String> tests = new HashMap<>();
    for (Path file : files(".java", ".kt", ".scala")) {
      if (!isMain(file)) {
        String name = file.getFileName().toString();
        tests.merge(name.substring(0, name.indexOf('.')), read(file), String::concat);
      }
    }
    assertThat(tests).hasSizeGreaterThan(300);
    return tests;
  }

  private static List<Path> files(String... endings) throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
          .filter(file -> !BUILT.matcher(file.toString().replaceFirst("/src/.*", "")).find())
          .toList();
    }
  }

  private static boolean isMain(Path file) {
    return file.toString().contains("/src/main/");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> missing(String text, Map<String, String> tests) {
    List<String> missing = new ArrayList<>();
    for (MatchResult name : NAME.matcher(text).results().toList()) {
      String source = tests.get(name.group(1));
      String method = name.group(2);
      if (source == null || (method != null && !source.contains(" " + method + "("))) {
        missing.add(name.group());
      }
    }
    for (MatchResult twin : TWIN.matcher(text).results().toList()) {
      if (!tests.getOrDefault(twin.group(1), "").matches("(?is).*(weak|twin).*")) {
        missing.add("the twin of " + twin.group(1));
      }
    }
    return missing;
  }

  @Test
  void testsThatCommentsNameExist() throws IOException {
    Map<String, String> tests = tests();
    int named = 0;
    for (Path file : files(".java")) {
      if (isMain(file)) {
        StringBuilder comments = new StringBuilder();
        COMMENT
            .matcher(read(file))
            .results()
            .forEach(comment -> comments.append(comment.group()).append('\n'));
        named += (int) NAME.matcher(comments).results().count();
        assertThat(missing(comments.toString(), tests)).as(file.toString()).isEmpty();
      }
    }
    assertThat(named).isGreaterThan(20);
  }

  @Test
  void testsThatPagesNameExist() throws IOException {
    Map<String, String> tests = tests();
    int named = 0;
    for (Path file : files(".md")) {
      String page = read(file);
      named += (int) NAME.matcher(page).results().count();
      assertThat(missing(page, tests)).as(file.toString()).isEmpty();
    }
    assertThat(named).isGreaterThan(100);
  }

  @Test
  void anythingElseIsFound() {
    Map<String, String> tests =
        Map.of("OneTest", "void first() {}", "OneStress", "class Weakened", "TwoStress", "");
    assertThat(missing("OneTest, OneTest.first, OneTest.java; OneStress and its twin", tests))
        .isEmpty();
    assertThat(missing("TwoTest; OneTest.second, TwoStress and its weakened twin", tests))
        .containsExactly("TwoTest", "OneTest.second", "the twin of TwoStress");
  }
}
