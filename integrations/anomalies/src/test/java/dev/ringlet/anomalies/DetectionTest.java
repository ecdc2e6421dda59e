// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.anomalies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Measures the detector on generated traffic with known anomalies. The README shows the table;
 * {@code -Dringlet.api.record=true} writes it, and {@code -Dringlet.anomalies.days=30} takes a
 * longer run of steady noise.
 */
class DetectionTest {
  private static final boolean RECORD = Boolean.getBoolean("ringlet.api.record");
  private static final int RUNS = RECORD ? 40 : 8;
  private static final int LEARN_SECONDS = 1_800;
  private static final int ANOMALY_SECONDS = 300;
  private static final int AFTER_SECONDS = 900;
  private static final int DAYS = Integer.getInteger("ringlet.anomalies.days", 1);

  private record Scenario(String name, Anomaly.Kind kind, Consumer<GeneratedTraffic> change) {}

  private static final List<Scenario> SCENARIOS =
      List.of(
          latency("all spans 1.5 times as slow", 1.5, 1, ""),
          latency("all spans twice as slow", 2, 1, ""),
          latency("all spans of one of two hosts 3 times as slow", 3, 1, "beta"),
          latency("one span in 5 is 10 times as slow", 10, 0.2, ""),
          latency("one span in 20 is 10 times as slow", 10, 0.05, ""),
          errors("5 % more errors", 0.05, ""),
          errors("20 % more errors", 0.2, ""),
          errors("half of the spans of one of two hosts fail", 0.5, "beta"));

  private static Scenario latency(String name, double factor, double share, String host) {
    return new Scenario(
        name,
        Anomaly.Kind.LATENCY,
        traffic -> {
          traffic.slowFactor = factor;
          traffic.affectedShare = share;
          traffic.badHost = host;
        });
  }

  private static Scenario errors(String name, double share, String host) {
    return new Scenario(
        name,
        Anomaly.Kind.ERRORS,
        traffic -> {
          traffic.extraErrorShare = share;
          traffic.badHost = host;
        });
  }

  private static final class Score {
    int hits;
    int falseAlarms;
    int named;
    long secondsToFind;

    double recall() {
      return hits / (double) RUNS;
    }

    double precision() {
      return hits + falseAlarms == 0 ? 1 : hits / (double) (hits + falseAlarms);
    }

    String row(Scenario scenario, double rate) {
      return String.format(
          Locale.ROOT,
          "| %s | %.0f/s | %.2f | %.2f | %s |",
          scenario.name,
          rate,
          recall(),
          precision(),
          hits == 0 ? "" : secondsToFind / hits + " s");
    }
  }

  private static Score score(Scenario scenario, double rate) {
    Score score = new Score();
    for (int run = 0; run < RUNS; run++) {
      List<Anomaly> found = new ArrayList<>();
      AnomalyDetector detector = AnomalyDetector.builder(found::add).build();
      GeneratedTraffic traffic = new GeneratedTraffic(run + 1, rate);
      traffic.run(detector, "GET /", LEARN_SECONDS);
      score.falseAlarms += found.size();
      found.clear();
      long from = traffic.epochNanos();
      scenario.change.accept(traffic);
      traffic.run(detector, "GET /", ANOMALY_SECONDS);
      found.stream()
          .filter(anomaly -> anomaly.kind() == scenario.kind)
          .findFirst()
          .ifPresent(
              anomaly -> {
                score.hits++;
                score.secondsToFind += (anomaly.epochNanos() - from) / GeneratedTraffic.SECOND;
                boolean named =
                    anomaly.differences().stream().anyMatch(d -> d.value().equals("beta"));
                score.named += named ? 1 : 0;
              });
      score.falseAlarms += Math.max(0, found.size() - 1);
      found.clear();
      traffic.slowFactor = 1;
      traffic.affectedShare = 1;
      traffic.extraErrorShare = 0;
      traffic.run(detector, "GET /", AFTER_SECONDS);
      score.falseAlarms += found.size();
    }
    return score;
  }

  private static Map<String, Score> measure(double... rates) {
    Map<String, Score> scores = new LinkedHashMap<>();
    for (Scenario scenario : SCENARIOS) {
      for (double rate : rates) {
        Score score = score(scenario, rate);
        scores.put(score.row(scenario, rate), score);
      }
    }
    return scores;
  }

  @Test
  void findsKnownAnomalies() throws Exception {
    Map<String, Score> scores = RECORD ? measure(2, 20, 200) : measure(20);
    if (RECORD) {
      recordTable(String.join("\n", scores.keySet()));
    }
    assertThat(scores)
        .allSatisfy(
            (row, score) -> {
              boolean clear = !row.matches(".*( 2/s|1.5 times|5 %|in 20).*");
              assertThat(score.recall()).as(row).isGreaterThanOrEqualTo(clear ? 0.9 : 0);
              assertThat(score.precision()).as(row).isGreaterThanOrEqualTo(clear ? 0.9 : 0);
              assertThat(score.named).as(row).isEqualTo(row.contains("hosts") ? score.hits : 0);
            });
  }

  @Test
  void isQuietWhenNothingHappens() throws Exception {
    int routes = 20;
    List<Anomaly> found = new ArrayList<>();
    AnomalyDetector detector = AnomalyDetector.builder(found::add).build();
    for (int route = 0; route < routes; route++) {
      double rate = route % 2 == 0 ? 2 : 20;
      new GeneratedTraffic(1_000 + route, rate).run(detector, "GET /" + route, DAYS * 86_400L);
    }
    if (RECORD) {
      System.out.println(
          found.size() + " false alarms on " + routes + " routes in " + DAYS + " days: " + found);
    }
    assertThat(found).hasSizeLessThanOrEqualTo(DAYS);
  }

  private static void recordTable(String rows) throws IOException {
    Path readme = Path.of("README.md");
    String text = Files.readString(readme);
    int from = text.indexOf("|---|", text.indexOf("| what happens |"));
    int rowsFrom = text.indexOf('\n', from) + 1;
    int end = text.indexOf("\n\n", rowsFrom);
    Files.writeString(readme, text.substring(0, rowsFrom) + rows + text.substring(end));
  }
}
