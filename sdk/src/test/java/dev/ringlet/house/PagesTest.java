// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.config.KnownKeys;
import dev.ringlet.export.DropCause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages for users quote settings, log lines and links that exist. */
class PagesTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```(\\w*)\\n(.*?)^ *```$");
  private static final Pattern INLINE = Pattern.compile("`([^`\\n]+)`");
  private static final Pattern KEY =
      Pattern.compile("(?<![\\w.-])(?:otel|ringlet)\\.[a-z0-9_.<>*-]*[a-z0-9_>*]");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");

  private static String page(String name) throws IOException {
    return Files.readString(ROOT.resolve(name));
  }

  /** The texts of literals in the main sources, with literals joined that a plus joins. */
  private static String literals() throws IOException {
    StringBuilder all = new StringBuilder();
    List<Path> sources;
    try (Stream<Path> files = Files.walk(ROOT)) {
      sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> file.toString().contains("src/main/java"))
              .filter(file -> !file.toString().contains("/examples/"))
              .toList();
    }
    assertThat(sources).hasSizeGreaterThan(400);
    for (Path source : sources) {
      String joined = read(source).replaceAll("\"\\s*\\+\\s*\"", "");
      LITERAL
          .matcher(joined)
          .results()
          .forEach(literal -> all.append(literal.group(1).replace("\\\"", "\"")).append('\n'));
    }
    return all.toString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> blocks(String page, String language) {
    return BLOCK
        .matcher(page)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  private static List<String> inline(String page) {
    return INLINE
        .matcher(BLOCK.matcher(page).replaceAll(""))
        .results()
        .map(code -> code.group(1))
        .toList();
  }

  /** The parts of a quoted line between its variable parts. */
  private static List<String> missing(List<String> quotes, String literals) {
    List<String> missing = new ArrayList<>();
    for (String quote : quotes) {
      for (String part : quote.split("…")) {
        if (!part.isBlank() && !isIn(literals, part.strip())) {
          missing.add(part.strip() + "   in   " + quote);
        }
      }
    }
    return missing;
  }

  /** As a part of one literal, or as the end of one and the beginning of another. */
  private static boolean isIn(String literals, String part) {
    return literals.contains(part)
        || IntStream.range(1, part.length())
            .anyMatch(
                at ->
                    literals.contains(part.substring(0, at) + '\n')
                        && literals.contains('\n' + part.substring(at)));
  }

  @Test
  void logLinesOfTheTroubleshootingPageAreInTheSources() throws IOException {
    String page = page("sdk/TROUBLESHOOTING.md");
    List<String> quotes = new ArrayList<>();
    blocks(page, "log").forEach(block -> block.lines().forEach(quotes::add));
    assertThat(quotes).hasSizeGreaterThan(30);
    List<String> texts = inline(page).stream().filter(code -> code.contains(" ")).toList();
    assertThat(texts).hasSizeGreaterThan(15);
    quotes.addAll(texts);
    String literals = literals();
    assertThat(missing(quotes, literals)).isEmpty();
    assertThat(missing(List.of("a line that … nothing writes"), literals)).hasSize(2);
  }

  @Test
  void theTroubleshootingPageHasEachCauseOfLoss() throws IOException {
    List<String> codes = inline(page("sdk/TROUBLESHOOTING.md"));
    for (DropCause cause : DropCause.values()) {
      assertThat(codes).contains(cause.name());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sdk/MIGRATION.md",
        "sdk/EDGE.md",
        "sdk/TROUBLESHOOTING.md",
        "sdk/PERFORMANCE.md",
        "README.md",
      })
  void settingsOfPagesExist(String name) throws IOException {
    Set<String> known =
        new TreeSet<>(Set.of("otel.java.global-autoconfigure.enabled")); // the API's
    for (KnownKeys.Key key : KnownKeys.all()) {
      for (String signal : List.of("traces", "metrics", "logs", "profiles")) {
        known.add(key.name().replace("<signal>", signal).replace("<number>", "2"));
        known.add(key.name().replace("<signal>", signal).replace("<number>", "1"));
      }
    }
    String page = page(name);
    List<String> codes = new ArrayList<>(inline(page));
    codes.addAll(blocks(page, "properties"));
    for (String java : blocks(page, "java")) {
      LITERAL.matcher(java).results().forEach(literal -> codes.add(literal.group(1)));
    }
    String literals = literals();
    Set<String> unknown = new TreeSet<>();
    int found = 0;
    for (String code : codes) {
      for (MatchResult key : KEY.matcher(code).results().toList()) {
        found++;
        if (!exists(key.group(), known) && !literals.contains('\n' + key.group() + '\n')) {
          unknown.add(key.group());
        }
      }
    }
    assertThat(found).isGreaterThan(10);
    assertThat(unknown).isEmpty();
  }

  private static boolean exists(String key, Set<String> known) {
    if (!key.contains("*")) {
      return known.contains(key);
    }
    Pattern names = Pattern.compile(key.replace(".", "\\.").replace("*", ".*"));
    return known.stream().anyMatch(name -> names.matcher(name).matches());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sdk/MIGRATION.md",
        "sdk/EDGE.md",
        "sdk/TROUBLESHOOTING.md",
        "sdk/PERFORMANCE.md",
        "sdk/CONFIGURATION.md",
        "README.md",
        "README.zh-CN.md",
        "CHANGELOG.md",
        "jmh/README.md",
        "jmh/HISTORY.md",
      })
  void linksOfPagesLeadToHeadings(String name) throws IOException {
    Path file = ROOT.resolve(name);
    List<String> broken = new ArrayList<>();
    for (MatchResult link : LINK.matcher(page(name)).results().toList()) {
      String target = link.group(1);
      if (target.contains("://")) {
        continue;
      }
      int hash = target.indexOf('#');
      String path = hash < 0 ? target : target.substring(0, hash);
      Path to = path.isEmpty() ? file : file.resolveSibling(path);
      if (!Files.exists(to)
          || (hash >= 0 && !anchors(Files.readString(to)).contains(target.substring(hash + 1)))) {
        broken.add(target);
      }
    }
    assertThat(broken).isEmpty();
  }

  /** The anchors that a viewer of Markdown derives from headings. */
  private static Set<String> anchors(String page) {
    return page.lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(text -> text.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }
}
