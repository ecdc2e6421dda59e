// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadmeTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern SAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern BLOCK =
      Pattern.compile("(?:<!-- [^\n]* -->\n)?```.*?\n```", Pattern.DOTALL);
  private static final Pattern INDENTED = Pattern.compile("(?m)^ {4}\\S.*$");

  private static String page(String name) throws IOException {
    return Files.readString(ROOT.resolve(name));
  }

  private static List<String> all(Pattern pattern, int group, String page) {
    return pattern.matcher(page).results().map(found -> found.group(group)).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "README.md, Quickstart",
    "README.zh-CN.md, Quickstart",
    "sdk/MIGRATION.md, Migration",
  })
  void samplesAreCompiled(String page, String source) throws IOException {
    String file = "src/main/java/dev/ringlet/examples/" + source + ".java";
    String code = stripped(Files.readString(Path.of(file)));

    List<String> samples = all(SAMPLE, 1, page(page)).stream().map(ReadmeTest::stripped).toList();

    assertThat(samples).isNotEmpty().allSatisfy(text -> assertThat(code).contains(text));
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
