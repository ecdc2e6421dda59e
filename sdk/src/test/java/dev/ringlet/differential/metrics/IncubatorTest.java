// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.differential.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.versions.ChildClassPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The incubator of the API with us: its instruments, and what instrumentation libraries record
 * through them; and nothing of it where it is not.
 */
class IncubatorTest {
  /** Without it there are no metrics of databases. */
  private static final String CONVENTIONS = "otel.semconv-stability.opt-in";

  private static ChildClassPath newest;
  private static ChildClassPath oldest;

  @BeforeAll
  static void open() {
    System.setProperty(CONVENTIONS, "database");
    newest = ChildClassPath.withIncubator();
    oldest = ChildClassPath.withOldestApi();
  }

  @AfterAll
  static void close() {
    newest.close();
    oldest.close();
    System.clearProperty(CONVENTIONS);
  }

  private static ChildClassPath api(String version) {
    return version.equals("oldest") ? oldest : newest;
  }

  /** The newest API has an incubator that is older than it, on which only HTTP works. */
  @ParameterizedTest
  @CsvSource({
    "newest, CUMULATIVE, http",
    "newest, DELTA, http",
    "newest, LOW_MEMORY, http",
    "oldest, CUMULATIVE, all",
    "oldest, DELTA, all"
  })
  void metricsOfInstrumentationLibraries(String api, String temporality, String which) {
    Class<?> program = OperationMetricsProgram.class;
    List<String> official = api(api).run(program, "official", temporality, which);
    List<String> ringlet = api(api).run(program, "ringlet", temporality, which);

    assertAlike(ringlet, official);
    Map<String, String> one =
        ringlet.stream()
            .collect(
                Collectors.toMap(line -> line.split(" ")[1], line -> line, (first, more) -> first));
    assertThat(one.keySet())
        .contains("http.server.request.duration", "http.client.request.duration")
        .contains("http.server.active_requests", "http.client.request.body.size");
    if (which.equals("all")) {
      assertThat(one.keySet())
          .contains("db.client.operation.duration", "rpc.server.duration", "rpc.client.duration");
    }
    assertThat(one.get("http.server.request.duration"))
        .contains(" [s] ", "http.route=string_value: \"/orders/{id}\"", " exemplars (")
        .contains("bounds [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5");
    assertThat(one.get("http.server.request.duration").split(" exemplars ")[0])
        .doesNotContain("url.path", "user_agent");
  }

  /** The same through an SDK, as instrumentation libraries use it, on the system's clock. */
  @Test
  void anInstrumenter() {
    List<String> official = oldest.run(InstrumenterProgram.class, "official");
    List<String> ringlet = oldest.run(InstrumenterProgram.class, "ringlet");

    assertAlike(ringlet, official);
    assertThat(ringlet).hasSize(2).allMatch(line -> line.contains("http.server.request.duration"));
  }

  @ParameterizedTest
  @CsvSource({
    "newest, CUMULATIVE",
    "newest, DELTA",
    "newest, LOW_MEMORY",
    "oldest, CUMULATIVE",
    "oldest, DELTA"
  })
  void extendedInstruments(String api, String temporality) {
    List<String> official = api(api).run(ExtendedProgram.class, "official", temporality);
    List<String> ringlet = api(api).run(ExtendedProgram.class, "ringlet", temporality);

    assertAlike(ringlet, official);
    assertThat(ringlet).contains("enabled true", "enabled false").hasSizeGreaterThan(150);
  }

  /** After close the instruments of the official SDK say true, and record nothing. */
  @Test
  void extendedInstrumentsTakeNullAndSayAfterCloseThatTheyRecordNothing() {
    List<String> lines = newest.run(ExtendedOddCallsProgram.class);
    assertThat(lines.get(0)).isEqualTo("8");
    assertThat(lines.subList(1, lines.size())).containsOnly("false").hasSize(8);
  }

  @Test
  void anEnvironmentCarriesAContext() {
    assertThat(newest.run(EnvironmentProgram.class))
        .containsExactly("[TRACEPARENT]", "remote true", "same span true", "same trace true");
  }

  @Test
  void withoutItNothingOfItIsLoaded() {
    newest.run(EnvironmentProgram.class);
    assertThat(newest.loaded()).anyMatch(IncubatorTest::belongsToTheIncubator);
    try (ChildClassPath plain = ChildClassPath.plain()) {
      List<String> arrived = plain.run(WholeSdkProgram.class);

      assertThat(arrived).containsExactly("spans 1", "log records 1", "metrics 14", "closed");
      Set<String> loaded = plain.loaded();
      assertThat(loaded).hasSizeGreaterThan(300).noneMatch(IncubatorTest::belongsToTheIncubator);
    }
  }

  @Test
  void theWholeSdkRunsOnTheOldestApiAndWithTheIncubator() {
    for (ChildClassPath api : List.of(oldest, newest)) {
      assertThat(api.run(WholeSdkProgram.class))
          .containsExactly("spans 1", "log records 1", "metrics 14", "closed");
    }
  }

  /** Says only what differs. */
  private static void assertAlike(List<String> ringlet, List<String> official) {
    List<String> onlyRinglet = new ArrayList<>(ringlet);
    official.forEach(onlyRinglet::remove);
    List<String> onlyOfficial = new ArrayList<>(official);
    ringlet.forEach(onlyOfficial::remove);
    assertThat(String.join("\n", onlyRinglet)).isEqualTo(String.join("\n", onlyOfficial));
    assertThat(ringlet).isEqualTo(official);
  }

  private static boolean belongsToTheIncubator(String className) {
    return className.startsWith("io.opentelemetry.api.incubator.");
  }
}
