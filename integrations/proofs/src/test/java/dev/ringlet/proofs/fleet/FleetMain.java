// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Simulates scenarios, prints a table and exits with 1 if something does not hold. Arguments: the
 * number of devices; a file to which the table is added and beside which the charts go; titles of
 * scenarios, where all others are left out. All but the first may be missing.
 */
public final class FleetMain {
  private FleetMain() {}

  public static void main(String[] args) throws IOException {
    Path file = args.length > 1 ? Path.of(args[1]) : null;
    List<String> titles = Arrays.asList(args).subList(Math.min(2, args.length), args.length);
    System.exit(run(Integer.parseInt(args[0]), file, titles).isEmpty() ? 0 : 1);
  }

  /** Simulates the scenarios with these titles, or all, and returns what does not hold. */
  static List<String> run(int devices, Path file, List<String> titles) throws IOException {
    List<String> wrong = new ArrayList<>();
    print(file, FleetResult.HEADER);
    for (Scenario scenario : scenarios(devices)) {
      if (!titles.isEmpty() && !titles.contains(scenario.title())) {
        continue;
      }
      FleetResult result = new Fleet(scenario).run();
      print(file, result.toString());
      for (String finding : result.wrong()) {
        wrong.add(scenario.title() + ": " + finding);
        print(file, "WRONG: " + finding);
      }
      if (file != null) {
        String name = scenario.title().replaceAll("[^a-zA-Z0-9]+", "-") + ".svg";
        Files.writeString(file.resolveSibling(name), FleetChart.svg(result));
      }
    }
    return wrong;
  }

  private static List<Scenario> scenarios(int devices) {
    List<Scenario> scenarios = new ArrayList<>();
    for (boolean everywhere : new boolean[] {true, false}) {
      for (Scenario.Outage outage : Scenario.Outage.values()) {
        Scenario one = Scenario.of(devices, outage, everywhere);
        scenarios.add(one);
        scenarios.add(one.withoutJitter());
        if (everywhere) {
          scenarios.add(one.withRetryAfter(10));
        }
      }
    }
    return scenarios;
  }

  private static void print(Path file, String line) throws IOException {
    System.out.println(line);
    if (file != null) {
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }
}
