// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** The POMs as they are published, and the BOM. */
class PublishedPomsTest {
  /** What they promise; built and tested is against newer ones. */
  private static final String OLDEST_API = "1.49.0";

  static Stream<Published> modules() {
    return Published.all().stream();
  }

  @Test
  void allModulesAreFound() {
    assertThat(modules().map(Published::artifactId))
        .contains(
            "ringlet-bom",
            "ringlet-exporter-otlp",
            "ringlet-sdk",
            "ringlet-sdk-api",
            "ringlet-sdk-logs",
            "ringlet-sdk-metrics",
            "ringlet-sdk-profiles",
            "ringlet-sdk-trace",
            "ringlet-spring-boot-starter")
        .doesNotContain("ringlet-parent", "ringlet-jmh", "ringlet-packaging-tests");
  }

  @ParameterizedTest
  @MethodSource("modules")
  void standAlone(Published module) {
    Element pom = Published.parse(module.pom()).getDocumentElement();
    for (String gone : List.of("parent", "build", "profiles", "modules", "repositories")) {
      assertThat(Published.children(pom, gone)).as(gone).isEmpty();
    }
    for (String there : List.of("name", "description", "url", "licenses", "developers", "scm")) {
      assertThat(Published.children(pom, there)).as(there).hasSize(1);
    }
    assertThat(Published.text(pom, "url", "")).isEqualTo("https://ringlet.dev");
    assertThat(Published.text(pom, "version", "")).isEqualTo(Published.VERSION);
    assertThat(dependencies(pom))
        .allSatisfy(
            dependency -> {
              assertThat(Published.text(dependency, "scope", "compile"))
                  .isIn("compile", "runtime", "provided");
              assertThat(Published.text(dependency, "version", "")).matches("[0-9][^${}]*");
            });
  }

  @ParameterizedTest
  @MethodSource("modules")
  void askForTheOldestApi(Published module) {
    Element pom = Published.parse(module.pom()).getDocumentElement();
    assertThat(dependencies(pom))
        .filteredOn(
            dependency -> Published.text(dependency, "artifactId", "").equals("opentelemetry-api"))
        .allSatisfy(api -> assertThat(Published.text(api, "version", "")).isEqualTo(OLDEST_API));
  }

  @Test
  void theBomListsAllOfThemAndNothingElse() {
    Element pom = Published.parse(Published.of("ringlet-bom").pom()).getDocumentElement();
    List<String> managed = new ArrayList<>();
    for (Element management : Published.children(pom, "dependencyManagement")) {
      for (Element dependency : dependencies(management)) {
        assertThat(Published.text(dependency, "groupId", "")).isEqualTo("dev.ringlet");
        assertThat(Published.text(dependency, "version", "")).isEqualTo(Published.VERSION);
        managed.add(Published.text(dependency, "artifactId", ""));
      }
    }
    assertThat(managed)
        .containsExactlyInAnyOrderElementsOf(
            modules()
                .filter(module -> module.packaging().equals("jar"))
                .map(Published::artifactId)
                .toList());
  }

  private static List<Element> dependencies(Element parent) {
    return Published.children(parent, "dependencies").stream()
        .flatMap(list -> Published.children(list, "dependency").stream())
        .toList();
  }
}
