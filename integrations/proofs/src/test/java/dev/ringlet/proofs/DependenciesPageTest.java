// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** DEPENDENCIES.md has each dependency of the published POMs, with its version. */
class DependenciesPageTest {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Pattern ROW =
      Pattern.compile("\\| `([^`]+)` \\| (\\S+) \\| [^|]+ \\| .+ \\|");
  private static final Pattern TESTED_ROW =
      Pattern.compile("\\| `([^`:]+):([^`]+)` \\| (\\S+) \\| [^|]+ \\|");
  private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}]+)}");

  private static Element pom(Path folder) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(folder.resolve("pom.xml").toFile())
        .getDocumentElement();
  }

  private static List<Element> children(Element parent, String... path) {
    List<Element> found = List.of(parent);
    for (String name : path) {
      List<Element> next = new ArrayList<>();
      for (Element element : found) {
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
          if (node instanceof Element child && child.getTagName().equals(name)) {
            next.add(child);
          }
        }
      }
      found = next;
    }
    return found;
  }

  private static String text(Element parent, String name) {
    List<Element> found = children(parent, name);
    return found.isEmpty() ? "" : found.get(0).getTextContent().strip();
  }

  private static Map<String, String> properties(Element... poms) {
    Map<String, String> all = new HashMap<>();
    for (Element pom : poms) {
      for (Element block : children(pom, "properties")) {
        for (Node node = block.getFirstChild(); node != null; node = node.getNextSibling()) {
          all.put(node.getNodeName(), node.getTextContent().strip());
        }
      }
    }
    return all;
  }

  /** The folders of the modules that the BOM manages. */
  private static List<Path> published() throws Exception {
    Set<String> managed = new TreeSet<>();
    for (Element one :
        children(
            pom(ROOT.resolve("integrations/bom")),
            "dependencyManagement",
            "dependencies",
            "dependency")) {
      managed.add(text(one, "artifactId"));
    }
    List<Path> folders = new ArrayList<>();
    for (Path parent : List.of(ROOT, ROOT.resolve("integrations"))) {
      try (Stream<Path> below = Files.list(parent)) {
        for (Path folder : below.sorted().toList()) {
          if (Files.exists(folder.resolve("pom.xml"))
              && managed.contains(text(pom(folder), "artifactId"))) {
            folders.add(folder);
          }
        }
      }
    }
    assertThat(folders).hasSameSizeAs(managed);
    return folders;
  }

  private static String version(Element dependency, Element root, Map<String, String> properties) {
    String version = text(dependency, "version");
    for (Element managed : children(root, "dependencyManagement", "dependencies", "dependency")) {
      if (version.isEmpty()
          && text(managed, "groupId").equals(text(dependency, "groupId"))
          && text(managed, "artifactId").equals(text(dependency, "artifactId"))) {
        version = text(managed, "version");
      }
    }
    if (version.isEmpty() && text(dependency, "groupId").equals("io.opentelemetry")) {
      version = "${opentelemetry.version}"; // that of opentelemetry-bom
    }
    return PROPERTY
        .matcher(version)
        .replaceAll(found -> Matcher.quoteReplacement(properties.get(found.group(1))));
  }

  @Test
  void thePageHasWhatThePomsHave() throws Exception {
    Element root = pom(ROOT);
    Set<String> expected = new TreeSet<>();
    expected.add("org.jspecify:jspecify " + properties(root).get("jspecify.version"));
    for (Path folder : published()) {
      Element pom = pom(folder);
      for (Element dependency : children(pom, "dependencies", "dependency")) {
        String group = text(dependency, "groupId");
        if (!text(dependency, "scope").equals("test") && !group.equals("dev.ringlet")) {
          String version = version(dependency, root, properties(root, pom));
          expected.add(group + ":" + text(dependency, "artifactId") + " " + version);
        }
      }
    }
    Set<String> said = new TreeSet<>();
    for (String line : Files.readAllLines(Path.of("DEPENDENCIES.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        said.add(row.group(1) + " " + row.group(2));
      }
    }
    assertThat(said).isEqualTo(expected);
  }

  @Test
  void librariesOfTheApplicationAreTestedWithTheVersionsOfThePage() throws Exception {
    Element root = pom(ROOT);
    int rows = 0;
    for (String line : Files.readAllLines(Path.of("DEPENDENCIES.md"))) {
      Matcher row = TESTED_ROW.matcher(line);
      if (row.matches()) {
        rows++;
        assertThat(children(root, "dependencyManagement", "dependencies", "dependency"))
            .as(line)
            .anyMatch(
                managed ->
                    text(managed, "groupId").equals(row.group(1))
                        && text(managed, "artifactId").equals(row.group(2))
                        && version(managed, root, properties(root)).equals(row.group(3)));
      }
    }
    assertThat(rows).isPositive();
  }
}
