// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything works on each version of the API from 1.49 on, with its incubator and without it. */
class ApiVersionsTest {
  private static final List<String> VERSIONS =
      List.of("1.49.0", "1.55.0", "1.57.0", "1.62.0", "1.65.0", "1.68.0");

  private static Stream<Arguments> versions() {
    return VERSIONS.stream()
        .flatMap(version -> Stream.of(Arguments.of(version, false), Arguments.of(version, true)));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void everyCallWorks(String version, boolean incubator) {
    try (ChildClassPath path = ChildClassPath.withApi(version, incubator)) {
      assertThat(path.run(EveryCall.class, "create"))
          .contains(
              "flushed true",
              "caught errors 0",
              "traces dropped {}",
              "traces accepted 2",
              "metrics dropped {}",
              "logs dropped {}",
              "logs accepted 2");
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void installRegisters(String version, boolean incubator) {
    try (ChildClassPath path = ChildClassPath.withApi(version, incubator)) {
      assertThat(path.run(EveryCall.class, "install")).contains("caught errors 0");
    }
  }
}
