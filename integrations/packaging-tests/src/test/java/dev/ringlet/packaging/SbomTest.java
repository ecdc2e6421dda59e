// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** The list of components of each artifact, which only a release has, against its POM. */
@EnabledIfSystemProperty(named = "packaging.release", matches = "true")
class SbomTest {
  static Stream<Published> modules() {
    return Published.all().stream().filter(module -> module.packaging().equals("jar"));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void theDependenciesAreThoseOfThePom(Published module) throws IOException {
    JsonNode sbom = sbom(module);
    String own = sbom.at("/metadata/component/bom-ref").asText();
    Set<String> direct = new TreeSet<>();
    for (JsonNode node : sbom.get("dependencies")) {
      if (node.get("ref").asText().equals(own)) {
        node.path("dependsOn").forEach(reference -> direct.add(coordinates(reference.asText())));
      }
    }
    assertThat(direct).isEqualTo(required(module));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void eachComponentHasItsHashAndLicence(Published module) throws IOException {
    JsonNode sbom = sbom(module);
    assertThat(sbom.at("/metadata/component/name").asText()).isEqualTo(module.artifactId());
    assertThat(sbom.at("/metadata/component/version").asText()).isEqualTo(Published.VERSION);
    assertThat(sbom.get("components"))
        .isNotEmpty()
        .allSatisfy(
            component -> {
              assertThat(component.path("hashes")).isNotEmpty();
              assertThat(component.path("licenses")).isNotEmpty();
            });
  }

  /** What the POM asks for; the API as it was built with, which is newer than what is asked for. */
  private static Set<String> required(Published module) {
    Element pom = Published.parse(module.pom()).getDocumentElement();
    Set<String> required = new TreeSet<>();
    for (Element list : Published.children(pom, "dependencies")) {
      for (Element dependency : Published.children(list, "dependency")) {
        String group = Published.text(dependency, "groupId", "");
        String artifact = Published.text(dependency, "artifactId", "");
        String version = Published.text(dependency, "version", "");
        required.add(
            group
                + ":"
                + artifact
                + (artifact.equals("opentelemetry-api") ? " as built with" : ":" + version));
      }
    }
    return required;
  }

  /** Of {@code pkg:maven/group/artifact@version?type=jar}. */
  private static String coordinates(String reference) {
    String[] parts = reference.replaceFirst("\\?.*", "").split("[/@]");
    String name = parts[1] + ":" + parts[2];
    return name.endsWith(":opentelemetry-api") ? name + " as built with" : name + ":" + parts[3];
  }

  private static JsonNode sbom(Published module) throws IOException {
    String name = module.artifactId() + "-" + Published.VERSION + "-cyclonedx.json";
    return new ObjectMapper().readTree(module.folder().resolve("target").resolve(name).toFile());
  }
}
