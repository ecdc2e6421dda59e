// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** A module that is published, with what the build made of it. */
record Published(String artifactId, String packaging, Path folder) {
  static final String VERSION = System.getProperty("packaging.version");
  static final Path ROOT = Path.of(System.getProperty("packaging.root"));

  /** All modules of the build that are deployed. */
  static List<Published> all() {
    List<Published> found = new ArrayList<>();
    collect(ROOT, found);
    return found;
  }

  static Published of(String artifactId) {
    return all().stream()
        .filter(module -> module.artifactId.equals(artifactId))
        .findFirst()
        .orElseThrow();
  }

  /** What {@code ringlet-sdk} consists of, and profiles. */
  static List<Published> core() {
    return all().stream()
        .filter(
            module -> module.isModule() && !module.folder.startsWith(ROOT.resolve("integrations")))
        .toList();
  }

  private static void collect(Path folder, List<Published> found) {
    Document pom = parse(folder.resolve("pom.xml"));
    for (Element modules : children(pom.getDocumentElement(), "modules")) {
      for (Element module : children(modules, "module")) {
        collect(folder.resolve(module.getTextContent().strip()), found);
      }
    }
    boolean parent = !children(pom.getDocumentElement(), "modules").isEmpty();
    if (!parent && !isSkipped(pom)) {
      String packaging = text(pom.getDocumentElement(), "packaging", "jar");
      found.add(new Published(text(pom.getDocumentElement(), "artifactId", ""), packaging, folder));
    }
  }

  private static boolean isSkipped(Document pom) {
    return children(pom.getDocumentElement(), "properties").stream()
        .anyMatch(properties -> text(properties, "maven.deploy.skip", "").equals("true"));
  }

  Path pom() {
    return folder.resolve("target/flattened-pom.xml");
  }

  Path jar() {
    return folder.resolve("target/" + artifactId + "-" + VERSION + ".jar");
  }

  /** Whether it is compiled into a jar with a module of its own. */
  boolean isModule() {
    return Files.exists(folder.resolve("src/main/java/module-info.java"));
  }

  List<Path> sources() {
    try (Stream<Path> files = Files.walk(folder.resolve("src/main/java"))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return artifactId;
  }

  static Document parse(Path file) {
    try {
      return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new IllegalStateException(
          file + " cannot be read: package the modules before these tests", e);
    }
  }

  static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        found.add(element);
      }
    }
    return found;
  }

  static String text(Element parent, String name, String otherwise) {
    List<Element> found = children(parent, name);
    return found.isEmpty() ? otherwise : found.get(0).getTextContent().strip();
  }
}
