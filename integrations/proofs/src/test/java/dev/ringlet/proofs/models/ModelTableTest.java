// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.models;

import static java.nio.file.Files.readAllLines;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The methods that the actions of the models stand for exist, and every model has such a table. */
class ModelTableTest {
  private static final Path MODELS = Path.of("models");
  private static final Pattern REFERENCE = Pattern.compile("`(dev\\.ringlet\\.[\\w.$]+)#(\\w+)`");

  static List<String> references() throws IOException {
    List<String> found = new ArrayList<>();
    for (String line : readAllLines(MODELS.resolve("README.md"))) {
      Matcher matcher = REFERENCE.matcher(line);
      while (matcher.find()) {
        found.add(matcher.group(1) + '#' + matcher.group(2));
      }
    }
    return found;
  }

  /** Whether a class exists and declares a method of that name. */
  private static boolean exists(String reference) {
    String[] parts = reference.split("#");
    try {
      Class<?> owner = Class.forName(parts[0], false, ModelTableTest.class.getClassLoader());
      return Arrays.stream(owner.getDeclaredMethods())
          .anyMatch(method -> method.getName().equals(parts[1]));
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  @ParameterizedTest
  @MethodSource("references")
  void theMethodOfAnActionExists(String reference) {
    assertThat(exists(reference)).as(reference).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.ringlet.internal.ring.RingStripe#claim",
        "dev.ringlet.internal.ring.Ring#offer"
      })
  void aMethodThatIsGoneIsSeen(String reference) {
    assertThat(exists(reference)).isFalse();
  }

  @Test
  void everyModelIsInTheTable() throws IOException {
    List<String> lines = readAllLines(MODELS.resolve("README.md"));
    TreeSet<String> models = new TreeSet<>();
    try (Stream<Path> files = Files.list(MODELS)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".pml"))
          .forEach(models::add);
    }
    assertThat(models).isNotEmpty();
    for (String model : models) {
      String start = "| " + model.replace(".pml", "") + " |";
      assertThat(lines)
          .as("a row with a method for " + model)
          .anyMatch(line -> line.startsWith(start) && REFERENCE.matcher(line).find());
    }
  }
}
