// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** What instrumentation may ask for; older incubators have other methods and are left alone. */
  @ParameterizedTest
  @ValueSource(strings = {"1.65.0", "1.68.0"})
  void theIncubatorHasAllItsMethods(String version) {
    try (ChildClassPath path = ChildClassPath.withApi(version, true)) {
      assertThat(path.run(IncubatorCalls.class))
          .containsExactly(
              "result 5",
              "parent is extracted true",
              "scope is current true",
              "thrown IllegalStateException: expected suppressed 1",
              "current after false",
              "disabled is extended true",
              "logger enabled true false",
              "disabled logger is extended true",
              "config provider own true",
              "config provider default true",
              "global is extended true",
              "caught errors 0",
              "traces accepted 4",
              "logs accepted 1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.65.0", "1.68.0"})
  void anObjectThatIsNoConfigProviderIsRefusedAndNothingStays(String version) {
    try (ChildClassPath path = ChildClassPath.withApi(version, true)) {
      assertThat(path.run(WrongConfigProvider.class))
          .containsExactly(
              "ConfigException: configProvider: expected a"
                  + " io.opentelemetry.api.incubator.config.ConfigProvider, not a java.lang.Object",
              "exporter closed true",
              "hook is gone true");
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void extendedTypesAreThereFromItsVersion165On(String version, boolean incubator) {
    boolean expected = incubator && List.of("1.65.0", "1.68.0").contains(version);
    try (ChildClassPath path = ChildClassPath.withApi(version, incubator)) {
      path.run(EveryCall.class, "create");
      assertThat(path.loaded())
          .matches(
              loaded ->
                  loaded.contains("dev.ringlet.ExtendedRingletSdk") == expected
                      && loaded.contains("dev.ringlet.trace.ExtendedRingletSpanBuilder") == expected
                      && loaded.contains("dev.ringlet.logs.ExtendedRingletLogRecordBuilder")
                          == expected);
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void installRegisters(String version, boolean incubator) {
    try (ChildClassPath path = ChildClassPath.withApi(version, incubator)) {
      assertThat(path.run(EveryCall.class, "install")).contains("caught errors 0");
    }
  }

  /** Versions before 1.62 read a header of any length. */
  @ParameterizedTest
  @MethodSource("versions")
  void baggageOverTheLimitIsNotRead(String version, boolean incubator) {
    try (ChildClassPath path = ChildClassPath.withApi(version, incubator)) {
      assertThat(path.run(LongBaggage.class))
          .containsExactly(
              "at the limit 1",
              "over the limit 0",
              "many headers true",
              "a megabyte 0",
              "no getter 0",
              "nothing 0");
    }
  }

  /** Version 1.49 asks only getters of an internal type for more than one header. */
  @ParameterizedTest
  @MethodSource("versions")
  void allHeadersOfBaggageAreRead(String version, boolean incubator) {
    try (ChildClassPath path = ChildClassPath.withApi(version, incubator)) {
      assertThat(path.run(SeveralHeaders.class, "extended", "a=1", "b=2,c=3"))
          .containsExactly("a", "b", "c");
      assertThat(path.run(SeveralHeaders.class, "extended", "a=1", "b=" + "2".repeat(8_192), "c=3"))
          .contains("a")
          .doesNotContain("b");
    }
  }

  /** From 1.62 on the propagator of the API gets what the getter returns. */
  @ParameterizedTest
  @ValueSource(strings = {"1.55.0", "1.57.0"})
  void aGetterMayReturnNull(String version) {
    try (ChildClassPath path = ChildClassPath.withApi(version, false)) {
      assertThat(path.run(SeveralHeaders.class, "plain", "a=1", null, "b=2"))
          .containsExactly("a", "b");
      assertThat(path.run(SeveralHeaders.class, "extended", null, "b=2")).containsExactly("b");
      assertThat(path.run(SeveralHeaders.class, "null", "a=1")).isEmpty();
    }
  }

  /** No version promises an internal type; the API itself needs it only in 1.49. */
  @ParameterizedTest
  @ValueSource(strings = {"1.57.0", "1.68.0"})
  void baggageNeedsNoInternalType(String version) {
    String type = "io.opentelemetry.context.propagation.internal.ExtendedTextMapGetter";
    try (ChildClassPath path = ChildClassPath.withApi(version, false).without(type)) {
      assertThat(path.run(SeveralHeaders.class, "plain", "a=1")).containsExactly("a");
    }
  }
}
