// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The shipped policies in a fleet of 500 devices through an outage of 30 minutes, in virtual time
 * and always the same. {@code -Dringlet.fleet.devices=100000} also runs a large fleet, {@code
 * -Dringlet.fleet.report} is the file for its table and charts.
 */
class FleetTest {
  private static final int DEVICES = 500;

  /** All of it is delivered or left, and fails over within half a minute. */
  private static FleetResult run(Scenario scenario) {
    FleetResult result = new Fleet(scenario).run();
    assertThat(result.wrong()).as("%s", result).isEmpty();
    return result;
  }

  @ParameterizedTest
  @EnumSource
  void withOneRegionOutAllFailOverWithinHalfAMinute(Scenario.Outage outage) {
    FleetResult result = run(Scenario.of(DEVICES, outage, false));
    assertThat(result.peak(10)).as("%s", result).isLessThan(2);
  }

  @ParameterizedTest
  @EnumSource
  void withAllRegionsOutNothingIsLostAndTheLoadAfterwardsIsBearable(Scenario.Outage outage) {
    FleetResult result = run(Scenario.of(DEVICES, outage, true));
    assertThat(result.mostStored()).as("%s", result).isGreaterThan(25_000);
    // Beside the fresh load two regions can take 1.4 times the normal load: about 1,286 s.
    assertThat(FleetResult.quantile(result.recoverySeconds, 0.99))
        .as("%s", result)
        .isLessThan(1_500);
    assertThat(result.jain()).as("%s", result).isGreaterThan(0.9);
    assertThat(result.peak(60)).as("%s", result).isLessThan(6);
  }

  /**
   * A request every five seconds. Each attempt at a region fails with this probability, at all
   * times; as a device tries both regions, a fifth or a third of all attempts fail.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.45, 0.6})
  void whereRequestsFailAtRandomTheBacklogFlows(double failing) {
    FleetResult result =
        run(
            Scenario.of(50, Scenario.Outage.REFUSED, true)
                .withSecondsBetweenRecords(2)
                .withFailing(failing));
    assertThat(FleetResult.quantile(result.recoverySeconds, 1)).as("%s", result).isLessThan(5_000);
  }

  @Test
  void aSpoolThatIsTooSmallLosesTheOldestAndCountsThem() {
    Scenario small = Scenario.of(DEVICES, Scenario.Outage.REFUSED, true).withSpoolBytes(8_000);
    FleetResult result = new Fleet(small).run();
    assertThat(result.lost).as("%s", result).isPositive();
    assertThat(result.wrong())
        .as("%s", result)
        .singleElement()
        .asString()
        .startsWith(result.lost + " lost,");
    assertThat(result.mostStored()).as("%s", result).isLessThan(DEVICES * 8_000 / 300);
  }

  @Test
  @EnabledIfSystemProperty(named = "ringlet.fleet.devices", matches = "[0-9]+")
  void allScenariosOfALargeFleet() throws IOException {
    String report = System.getProperty("ringlet.fleet.report", "target/fleet.md");
    assertThat(
            FleetMain.run(Integer.getInteger("ringlet.fleet.devices"), Path.of(report), List.of()))
        .isEmpty();
  }

  @Test
  void theSameSeedMakesTheSameFleet() {
    Scenario scenario = Scenario.of(50, Scenario.Outage.SILENT, true);
    assertThat(run(scenario)).hasToString(run(scenario).toString());
  }
}
