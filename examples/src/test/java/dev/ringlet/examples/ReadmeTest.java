// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  private static final Pattern SAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void itsSamplesAreCompiled() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    String source =
        stripped(Files.readString(Path.of("src/main/java/dev/ringlet/examples/Quickstart.java")));

    Matcher sample = SAMPLE.matcher(readme);
    List<String> samples = sample.results().map(found -> stripped(found.group(1))).toList();

    assertThat(samples).isNotEmpty().allSatisfy(text -> assertThat(source).contains(text));
  }

  private static String stripped(String text) {
    return text.lines().map(String::strip).collect(Collectors.joining("\n"));
  }
}
