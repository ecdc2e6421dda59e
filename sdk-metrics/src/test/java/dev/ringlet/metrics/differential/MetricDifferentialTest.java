// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.metrics.differential.MetricSettings.Aggregation;
import dev.ringlet.metrics.differential.MetricSettings.Temporality;
import dev.ringlet.metrics.differential.MetricSettings.ViewSetting;
import dev.ringlet.testing.differential.Draw;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Ringlet against the official SDK: the same programs, and no difference in what is collected.
 * {@code -Dringlet.differential.seeds=1000} looks longer.
 */
class MetricDifferentialTest {
  private static final int SEEDS = 24;
  private static final int DRAWN_SETTINGS = Integer.getInteger("ringlet.differential.seeds", 24);
  private static final int STEPS = 400;

  static Stream<MetricSettings> settings() {
    List<MetricSettings> all = new ArrayList<>();
    for (Temporality temporality : Temporality.values()) {
      all.add(new MetricSettings(temporality, false, "trace_based", 0, List.of()));
      all.add(new MetricSettings(temporality, true, "always_off", 0, List.of()));
      all.add(new MetricSettings(temporality, false, "always_on", 7, List.of()));
      all.add(new MetricSettings(temporality, false, "trace_based", 0, views(0)));
      all.add(new MetricSettings(temporality, false, "always_off", 5, views(5)));
    }
    return all.stream();
  }

  /** A limit of the reader does not bind views in the official SDK, so each says its own. */
  private static List<ViewSetting> views(int limit) {
    return List.of(
        view("latency", null, null, null, "renamed", Set.of("route"), Aggregation.DEFAULT, limit),
        view("req*", null, null, "shop", null, Set.of(), Aggregation.DEFAULT, limit),
        view(null, "HISTOGRAM", null, "stock", null, null, Aggregation.EXPONENTIAL, limit),
        view("queue.?ize", null, null, null, "twice", null, Aggregation.SUM, limit),
        view(
            "queue.size",
            null,
            null,
            null,
            "last",
            Set.of("status"),
            Aggregation.LAST_VALUE,
            limit),
        view("depth", null, null, null, null, null, Aggregation.DROP, limit),
        view(null, "COUNTER", "ms", null, null, null, Aggregation.EXPLICIT, limit),
        view(
            null,
            "OBSERVABLE_GAUGE",
            null,
            null,
            null,
            Set.of("route"),
            Aggregation.DEFAULT,
            limit));
  }

  private static ViewSetting view(
      String instrument,
      String type,
      String unit,
      String meter,
      String name,
      Set<String> keepKeys,
      Aggregation aggregation,
      int limit) {
    return new ViewSetting(
        instrument,
        type,
        unit,
        meter,
        name,
        name == null ? null : "described",
        keepKeys,
        aggregation,
        aggregation == Aggregation.EXPLICIT ? List.of(0.0, 5.0, 50.0) : null,
        aggregation == Aggregation.EXPONENTIAL ? 10 : 0,
        20,
        "last".equals(name) ? 3 : limit);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void randomPrograms(MetricSettings settings) {
    int points = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      points += assertAlike(settings, seed);
    }
    assertThat(points).isGreaterThan(SEEDS * 10);
  }

  /**
   * All settings that change a point, with some of the views. Limits of 4 and more: where a view
   * makes sets of attributes equal, at most ten for each series of the limit are told apart.
   */
  private static MetricSettings drawSettings(Draw draw) {
    int limit = draw.oneIn(2) ? 0 : 4 + draw.below(9);
    List<ViewSetting> views = new ArrayList<>();
    for (ViewSetting view : views(limit)) {
      if (draw.oneIn(4)) {
        views.add(drawn(view, draw));
      }
    }
    return new MetricSettings(
        draw.of(List.of(Temporality.values())),
        draw.oneIn(3),
        draw.of(List.of("always_on", "always_off", "trace_based")),
        limit,
        views);
  }

  private static ViewSetting drawn(ViewSetting view, Draw draw) {
    return new ViewSetting(
        view.instrumentName(),
        view.instrumentType(),
        view.instrumentUnit(),
        view.meterName(),
        view.name(),
        view.description(),
        draw.oneIn(2) ? view.keepKeys() : draw.of(List.of(Set.of(), Set.of("route", "status"))),
        view.aggregation(),
        view.boundaries() == null ? null : draw.of(List.of(view.boundaries(), List.of(1.0, 1e6))),
        view.maxBuckets() == 0 ? 0 : 2 + draw.below(200),
        draw.below(21),
        view.cardinalityLimit());
  }

  @Test
  void randomProgramsUnderRandomSettings() {
    int points = 0;
    for (long seed = 1; seed <= DRAWN_SETTINGS; seed++) {
      points += assertAlike(drawSettings(new Draw(seed)), seed + 500_000);
    }
    assertThat(points).isGreaterThan(DRAWN_SETTINGS * 10);
  }

  private static int assertAlike(MetricSettings settings, long seed) {
    List<String> official = run(settings, seed, STEPS, OfficialMetricSubject::new);
    List<String> ringlet = run(settings, seed, STEPS, RingletMetricSubject::new);
    if (!official.equals(ringlet)) {
      int steps = shortest(settings, seed);
      List<String> more = run(settings, seed, steps, RingletMetricSubject::new);
      List<String> less = run(settings, seed, steps, OfficialMetricSubject::new);
      List<String> onlyOfficial = new ArrayList<>(less);
      more.forEach(onlyOfficial::remove);
      List<String> onlyRinglet = new ArrayList<>(more);
      less.forEach(onlyRinglet::remove);
      assertThat(String.join("\n", onlyRinglet))
          .as("seed %d after %d steps, %s", seed, steps, settings)
          .isEqualTo(String.join("\n", onlyOfficial));
    }
    return official.size();
  }

  /** The fewest steps after which a collection differs. */
  private static int shortest(MetricSettings settings, long seed) {
    int steps = 1;
    while (steps < STEPS
        && run(settings, seed, steps, OfficialMetricSubject::new)
            .equals(run(settings, seed, steps, RingletMetricSubject::new))) {
      steps++;
    }
    return steps;
  }

  private static List<String> run(
      MetricSettings settings, long seed, int steps, MetricSubject.Maker maker) {
    TestTime time = new TestTime();
    MetricText text =
        new MetricText(
            settings.exemplars().equals("always_off")
                ? MetricText.Exemplars.ALL
                : MetricText.Exemplars.OF_BUCKETS);
    try (MetricSubject subject = maker.make(settings, time)) {
      return RandomMetricProgram.run(seed, steps, subject, time, text);
    }
  }
}
